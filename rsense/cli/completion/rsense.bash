_rsense() {
  # Before 4.3 the cursor is counted in bytes.
  ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 403)) && local LC_ALL=C
  local before=${COMP_LINE:0:COMP_POINT} after=${COMP_LINE:COMP_POINT} found line
  COMPREPLY=()
  found=$(_RSENSE_COMPLETE=bash-line rsense "$before" "$2" "$after" 2>/dev/null)
  if [[ $? -eq 64 ]]; then
    compopt -o default 2>/dev/null
    return
  fi
  while IFS= read -r line; do
    [[ -n $line ]] && COMPREPLY+=("$line")
  done <<< "$found"
}
complete -F _rsense rsense
