#compdef rsense
_rsense() {
  local out line
  local -a values shown
  out=$(_RSENSE_COMPLETE=zsh rsense "${(@)words[2,CURRENT-1]}" "$QIPREFIX$PREFIX" 2>/dev/null)
  if (( $? == 64 )); then
    _files
    return
  fi
  for line in "${(@f)out}"; do
    [[ -n $line ]] || continue
    values+=("${line%%$'\t'*}")
    shown+=("${line/$'\t'/  -- }")
  done
  # -U: what fits was looked up; zsh quotes it for where it stands.
  compadd -U -V rsense -l -d shown -a values
}
if [[ $funcstack[1] == _rsense ]]; then
  _rsense "$@"
else
  compdef _rsense rsense
fi
