# Ids of tasks and targets for perfplan, on the Tab key.
_perfplan() {
    local line=${COMP_LINE:0:COMP_POINT}
    local typed=${line##* }
    local command=${COMP_WORDS[1]}
    local found
    case $command in
        start|done|close|reopen|extend|note|explain) found=$(perfplan ids -- "$typed" 2>/dev/null) ;;
        record) found=$(perfplan ids --targets -- "$typed" 2>/dev/null) ;;
        *) return ;;
    esac
    # Bash counts @ and : as ends of words, so it wants only what follows the last of them.
    local before=${typed%"${COMP_WORDS[COMP_CWORD]}"}
    local IFS=$'\n'
    COMPREPLY=()
    local id
    for id in $found; do COMPREPLY+=("${id#"$before"}"); done
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace 2>/dev/null
    return 0
}
complete -o default -F _perfplan perfplan
