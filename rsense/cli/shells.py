"""`completion`: what a shell needs to complete rsense's words.

The scripts hand over the words so far as they are, and take a line an offer: the word, a tab, and
words for it. No word of a record is ever run or read as code by the shell, whatever is in it.
"""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.cli.completing import FILES
from rsense.cli.failure import USAGE, Failure
from rsense.core.visible import one_line

BASH = r"""
_rsense() {
  local word=${COMP_WORDS[COMP_CWORD]} found line
  COMPREPLY=()
  found=$(_RSENSE_COMPLETE=bash rsense "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [[ $? -eq FILES ]]; then
    compopt -o default 2>/dev/null
    return
  fi
  while IFS= read -r line; do
    line=${line%%$'\t'*}
    case $line,$word in
      ,*) ;;
      *,[\"\']*) COMPREPLY+=("$line") ;;
      *) COMPREPLY+=("$(printf %q "$line")") ;;
    esac
  done <<< "$found"
}
complete -F _rsense rsense
"""

ZSH = r"""
#compdef rsense
_rsense() {
  local out line
  local -a found
  out=$(_RSENSE_COMPLETE=zsh rsense "${(@Q)words[2,CURRENT]}" 2>/dev/null)
  if (( $? == FILES )); then
    _files
    return
  fi
  for line in "${(@f)out}"; do
    [[ -n $line ]] || continue
    line=${line//\\/\\\\}
    if [[ $line == *$'\t'* ]]; then
      found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    else
      found+=("${line//:/\\:}")
    fi
  done
  _describe -V rsense found
}
if [[ $funcstack[1] == _rsense ]]; then
  _rsense "$@"
else
  compdef _rsense rsense
fi
"""

FISH = r"""
function __rsense_offers
    set -l words (commandline -opc)
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

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


def register(app: typer.Typer) -> None:
    app.command()(completion)


def completion(
    shell: Annotated[
        str, typer.Argument(help="bash, zsh or fish.", autocompletion=lambda: list(SCRIPTS))
    ],
) -> None:
    """Print the script by which a shell completes words here.

    bash: rsense completion bash > ~/.local/share/bash-completion/completions/rsense

    zsh: rsense completion zsh > a file called _rsense in a folder of your fpath

    fish: rsense completion fish > ~/.config/fish/completions/rsense.fish
    """
    if shell not in SCRIPTS:
        raise Failure(f"“{one_line(shell)}” is not known here; bash, zsh and fish are.", USAGE)
    typer.echo(SCRIPTS[shell].replace("FILES", str(FILES)).strip())
