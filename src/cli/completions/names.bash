
# Names that only the texts know: what is asked for stands before the cursor.
_catchword_names() {
    local line=${COMP_LINE:0:COMP_POINT} before word='' kept name
    local IFS=$' \t\n'
    # Words at blanks alone: bash also parts them at `=`, and then replaces only what follows, which is $2.
    read -r -a before <<< "$line"
    if [[ $line != *[[:blank:]] ]]; then
        word=${before[${#before[@]} - 1]}
        unset "before[${#before[@]} - 1]"
    fi
    if [[ $word == --*=* ]]; then
        before+=("${word%%=*}")
        word=${word#*=}
    fi
    kept=${word%"$2"}
    COMPREPLY=()
    while IFS= read -r name; do
        if [[ $name == "$word"* ]]; then
            printf -v name %q "${name#"$kept"}"
            COMPREPLY+=("$name")
        fi
    done < <(command catchword complete -- "${before[@]:1}" 2> /dev/null)
    if [[ ${#COMPREPLY[@]} -eq 0 ]]; then
        _catchword "$@"
    fi
}

complete -F _catchword_names -o bashdefault -o default catchword
