#!/usr/bin/env bash
# Check plans in a workflow: findings beside the changed lines, and a SARIF file for code scanning.
#
#   PERFPLAN_PATHS    plans or files, one a line, patterns allowed (plans/*); by default the plan of the current folder
#   PERFPLAN_CHANGED  report only what changes since this git revision have to do with
#   PERFPLAN_SARIF    where the SARIF file goes; by default perfplan.sarif
#   GITHUB_OUTPUT     gets sarif=FILE, whatever the check finds
#
# Exit code: that of perfplan check.
set -euo pipefail
sarif=${PERFPLAN_SARIF:-perfplan.sarif}
options=(--format github --output-file "sarif=$sarif")
if [ -n "${PERFPLAN_CHANGED:-}" ]; then
  options+=("--changed=$PERFPLAN_CHANGED")
fi
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  printf 'sarif=%s\n' "$sarif" >>"$GITHUB_OUTPUT"
fi
IFS=$'\n'
# Unquoted, so that the shell expands the patterns; only line ends part one path from the next.
# shellcheck disable=SC2206
paths=(${PERFPLAN_PATHS:-})
exec perfplan check "${options[@]}" -- ${paths[@]+"${paths[@]}"}
