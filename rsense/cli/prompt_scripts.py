"""What `rsense prompt` prints: one mark in the prompt, by what the shell can do by itself.

Each reads one line of a file, a moment in seconds since 1970 or 0, and compares it with its clock.
RSENSE_WAITS is the mark with a blank, or empty; starship shows the variable.
"""

from __future__ import annotations

# bash 5 has EPOCHSECONDS, 4.2 a clock in printf; with an older one (macOS) nothing is shown.
BASH = r"""
__rsense_waits() {
  local status=$? due=0 now=${EPOCHSECONDS:-}
  if [[ -z $now ]]; then
    printf -v now '%(%s)T' -1 2>/dev/null || now=0
  fi
  { IFS= read -r due < STATE_FILE; } 2>/dev/null
  RSENSE_WAITS=
  [[ $due =~ ^[1-9][0-9]*$ ]] && ((due <= now)) && RSENSE_WAITS='• '
  export RSENSE_WAITS
  return $status
}
if [[ ${PROMPT_COMMAND[*]} != *__rsense_waits* ]]; then
  PROMPT_COMMAND=__rsense_waits${PROMPT_COMMAND:+$'\n'$PROMPT_COMMAND}
  [[ $STARSHIP_SHELL ]] || PS1='${RSENSE_WAITS-}'$PS1
fi
"""
ZSH = r"""
zmodload zsh/datetime 2>/dev/null
autoload -Uz add-zsh-hook
__rsense_waits() {
  local due=0
  { IFS= read -r due < STATE_FILE } 2>/dev/null
  export RSENSE_WAITS=
  [[ $due == [1-9]<-> || $due == [1-9] ]] && (( due <= ${EPOCHSECONDS:-0} )) && RSENSE_WAITS='• '
  psvar[9]=$RSENSE_WAITS
}
add-zsh-hook precmd __rsense_waits
if [[ -z $STARSHIP_SHELL && $PROMPT != *'%9v'* ]]; then
  PROMPT='%9v'$PROMPT
fi
"""
# fish has no clock of its own; its `path` (3.5 and newer) knows when a file was changed, and how
# long ago that was.
FISH = r"""
function __rsense_waits --on-event fish_prompt
    set -gx RSENSE_WAITS
    set -l due 0
    test -r STATE_FILE; and read due <STATE_FILE
    string match -qr '^[1-9][0-9]*$' -- "$due"; or return
    set -l now (math (path mtime -- STATE_FILE) + (path mtime --relative -- STATE_FILE))
    test "$due" -le "$now"; and set -gx RSENSE_WAITS '• '
end
if not set -q STARSHIP_SHELL; and not functions -q __rsense_prompt
    functions --copy fish_prompt __rsense_prompt
    function fish_prompt
        printf %s $RSENSE_WAITS
        __rsense_prompt
    end
end
"""
STARSHIP = r"""
[env_var.RSENSE_WAITS]
format = "$env_value"
"""
SCRIPTS = {
    name: text.strip()
    for name, text in (("bash", BASH), ("zsh", ZSH), ("fish", FISH), ("starship", STARSHIP))
}
