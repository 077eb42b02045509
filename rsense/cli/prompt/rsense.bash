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
