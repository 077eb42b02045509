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
