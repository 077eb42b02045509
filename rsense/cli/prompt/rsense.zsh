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
