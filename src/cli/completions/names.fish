
# Names that only the texts know: what is asked for stands before the cursor.
function __catchword_names
    set -l before (commandline -opc)
    # The value of an option is asked for by the option's name.
    set -l word (commandline -ct)
    if string match -q -- '--*=*' $word
        set -a before (string split -m 1 = -- $word)[1]
    end
    command catchword complete -- $before[2..] 2>/dev/null
end

complete -c catchword -n "__fish_seen_subcommand_from show; and count (__catchword_names) >/dev/null" -f -a "(__catchword_names)"
complete -c catchword -n "__fish_seen_subcommand_from concordance; and count (__catchword_names) >/dev/null" -f -a "(__catchword_names)"
complete -c catchword -n "__fish_seen_subcommand_from hits stats" -l term -x -a "(__catchword_names)"
complete -c catchword -n "__fish_seen_subcommand_from hits" -l category -x -a "(__catchword_names)"
complete -c catchword -n "__fish_seen_subcommand_from stats" -l of -x -a "(__catchword_names)"
complete -c catchword -n "__fish_seen_subcommand_from stats" -l collocates -x -a "(__catchword_names)"
complete -c catchword -n "__fish_seen_subcommand_from man" -f -a "(__catchword_names)"
