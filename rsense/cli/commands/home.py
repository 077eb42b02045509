"""`rsense` alone: the home screen, or the same as a question in lines."""

import sys

from rsense.cli.face import report_unsaved, run_activity, use_line_mode
from rsense.cli.run_options import RunOptions
from rsense.services.context import open_context

WHAT_TO_TRY = """\
rsense pause      stop for three minutes before you react
rsense breathe    a slow breath, at your pace
rsense ground     come back to the room through your five senses
rsense rethink    look at a rejection again, and what else it could mean
rsense log        note in one line what happened
rsense help-now   people to call

rsense exercises lists them all, rsense --help every command."""


def home(*, plain: bool = False) -> None:
    """The home screen; in lines the same as a question; without a terminal what to try.

    A pipe is asked only where `plain` says so, and never welcomed: that is kept for a person.
    """
    from rsense.services import frontend_services, welcome

    context = open_context()
    lines = use_line_mode(plain=plain or context.config.plain)
    person = sys.stdin.isatty()
    if lines and not person and not plain:
        sys.stdout.write(f"{WHAT_TO_TRY}\n")
        return
    services = frontend_services.full_services(context)
    with report_unsaved():
        first = welcome.welcome(context) if person else None
        if lines:
            from rsense.services import home_menu

            if first:
                run_activity(first, services, RunOptions(plain=plain))
            first = home_menu.home_in_lines(context)
    run_activity(first, services, RunOptions(plain=plain))
