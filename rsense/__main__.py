"""The console entry: a plain `log`, `predict` or `due` without Typer, everything else with it."""

import sys

INTERRUPTED = 130


def main() -> None:
    import os

    try:
        _main()
    except KeyboardInterrupt:  # before there was anything to tell of
        os._exit(INTERRUPTED)


def _main() -> None:
    import os

    os.umask(0o077)
    disable_core_dumps()
    if None in (sys.stdin, sys.stdout, sys.stderr):
        reopen_closed_streams()
    import gc

    gc.disable()  # what is imported stays: looking through it for garbage is a tenth of the start
    shell = os.environ.get("_RSENSE_COMPLETE")
    code = None if shell else _without_framework(sys.argv[1:2], sys.argv[2:])
    if code is not None:
        flush_output()
        os._exit(code)  # there is nothing to tidy, and tidying takes a tenth of the time
    from rsense.environment import drop_foreign_settings

    drop_foreign_settings(os.environ)
    if shell:
        from rsense.cli.completion.engine import main as complete

        code = complete(sys.argv[1:], shell)
    else:
        from rsense.cli.main import main as run

        code = run()
    if not flush_output() or sys.flags.inspect:
        # The terminal is gone, and Python would only complain and lose the code; or PYTHONINSPECT
        # is set, and it would show a traceback and then a prompt from which all words can be read.
        os._exit(code)
    sys.exit(code)


def disable_core_dumps() -> None:
    """Keep words out of core dumps, of this process and of an editor that it starts."""
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):  # a system without it
        pass


def reopen_closed_streams() -> None:
    """A stream that was closed before us is an empty one: else the next file takes its number, and
    what is meant for a screen lands in it.
    """
    import os

    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None:
            stream = open(number, mode, encoding="utf-8")  # noqa: SIM115 - until the end
            setattr(sys, name, stream)


def flush_output() -> bool:
    """Write out what is buffered; False if nobody reads it any more."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return False
    return True


def _without_framework(command: list[str], arguments: list[str]) -> int | None:
    """Do what is plain and has to be quick; the exit code, or None if it was not."""
    if command == ["log"]:
        from rsense import fast_log

        code = fast_log.run(arguments)
    elif command == ["predict"]:
        from rsense import fast_predict

        code = fast_predict.run(arguments)
    elif command == ["due"]:
        from rsense import fast_due

        code = fast_due.run(arguments)
    else:
        return None
    if code is not None:
        from rsense.fast_record import has_prompt_line

        flush_output()  # it is saved and said; a line for the shell's prompt comes after
        if has_prompt_line():
            from rsense.services.over_time.prompt_state import update_at_exit

            update_at_exit()
    return code


if __name__ == "__main__":
    main()
