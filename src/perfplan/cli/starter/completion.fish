# Ids of tasks and targets for perfplan, on the Tab key.
complete -c perfplan -n '__fish_seen_subcommand_from start done close reopen extend note explain' -f -a '(perfplan ids -- (commandline -ct) 2>/dev/null)'
complete -c perfplan -n '__fish_seen_subcommand_from record' -f -a '(perfplan ids --targets -- (commandline -ct) 2>/dev/null)'
