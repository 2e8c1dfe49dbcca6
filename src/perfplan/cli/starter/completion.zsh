# Ids of tasks and targets for perfplan, on the Tab key.
_perfplan() {
    local typed=${words[CURRENT]}
    local -a found
    case ${words[2]} in
        start|done|close|reopen|extend|note|explain) found=("${(@f)$(perfplan ids -- "$typed" 2>/dev/null)}") ;;
        record) found=("${(@f)$(perfplan ids --targets -- "$typed" 2>/dev/null)}") ;;
        *) _files; return ;;
    esac
    local -a heads=(${(M)found:#*/}) tasks=(${found:#*/})
    compadd -S '' -- $heads
    compadd -- $tasks
}
compdef _perfplan perfplan
