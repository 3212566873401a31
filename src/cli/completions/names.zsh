# Names that only the texts know: what is asked for stands before the cursor.
_catchword() {
    local -a before names
    local is_value=
    before=("${(@Q)words[2,CURRENT-1]}")
    if [[ $PREFIX == --*=* ]]; then
        before+=("${PREFIX%%=*}")
        is_value=1
    fi
    names=("${(@f)$(command catchword complete -- "${(@)before}" 2> /dev/null)}")
    if [[ -n $names[1] ]]; then
        [[ -n $is_value ]] && compset -P 1 '*='
        compadd -a names
    else
        _catchword_options "$@"
    fi
}
