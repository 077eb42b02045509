"""The completion scripts of bash, zsh and fish."""

from __future__ import annotations

from rsense.cli.completion.engine import FILES

BASH = r"""
_rsense() {
  # Before 4.3 the cursor is counted in bytes.
  ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 403)) && local LC_ALL=C
  local before=${COMP_LINE:0:COMP_POINT} after=${COMP_LINE:COMP_POINT} found line
  COMPREPLY=()
  found=$(_RSENSE_COMPLETE=bash-line rsense "$before" "$2" "$after" 2>/dev/null)
  if [[ $? -eq FILES ]]; then
    compopt -o default 2>/dev/null
    return
  fi
  while IFS= read -r line; do
    [[ -n $line ]] && COMPREPLY+=("$line")
  done <<< "$found"
}
complete -F _rsense rsense
"""
ZSH = r"""
#compdef rsense
_rsense() {
  local out line
  local -a values shown
  out=$(_RSENSE_COMPLETE=zsh rsense "${(@)words[2,CURRENT-1]}" "$QIPREFIX$PREFIX" 2>/dev/null)
  if (( $? == FILES )); then
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
"""
FISH = r"""
function __rsense_offers
    set -l words (string escape --no-quoted -- (commandline -opc))
    set -e words[1]
    set -l now (commandline -ct)
    test (count $now) -gt 0; or set now ""
    set -l found (env _RSENSE_COMPLETE=fish rsense $words $now 2>/dev/null)
    if test $status -eq FILES
        __fish_complete_path $now
    else if test (count $found) -gt 0
        printf '%s\n' $found
    end
end
complete -c rsense -f -k -a '(__rsense_offers)'
"""
SCRIPTS = {
    name: script.replace("FILES", str(FILES)).strip()
    for name, script in (("bash", BASH), ("zsh", ZSH), ("fish", FISH))
}
