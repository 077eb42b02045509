function __rsense_offers
    set -l words (string escape --no-quoted -- (commandline -opc))
    set -e words[1]
    set -l now (commandline -ct)
    test (count $now) -gt 0; or set now ""
    set -l found (env _RSENSE_COMPLETE=fish rsense $words $now 2>/dev/null)
    if test $status -eq 64
        __fish_complete_path $now
    else if test (count $found) -gt 0
        printf '%s\n' $found
    end
end
complete -c rsense -f -k -a '(__rsense_offers)'
