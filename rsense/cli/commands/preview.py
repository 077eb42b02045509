"""`rsense preview`: a script as a person meets it, while it is written."""

import os
import sys
import time
from collections.abc import Callable
from typing import Annotated

import typer

from rsense.cli.commands._options import NoWait, Plain, ScriptName
from rsense.cli.face import LOOK_SECONDS, line_console, run_activity, use_line_mode
from rsense.cli.run_options import RunOptions
from rsense.services.context import AppContext, open_context
from rsense.services.errors import USAGE, UserError
from rsense.services.frontend_services import services_for

WAITS = "It's shown once it is saved without these. Ctrl+C leaves."
LOOKS = 10
"""At a broken script, until it is read again though nothing was saved."""


def preview(
    script: ScriptName,
    *,
    watch: Annotated[bool, typer.Option("--watch", help="Show it anew at each save.")] = False,
    start: Annotated[
        str, typer.Option("--from", metavar="STEP", help="Begin at a step, by its id.")
    ] = "",
    given: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="STEP=ANSWER", help="An answer, such as now=8."),
    ] = None,
    plain: Plain = False,
    no_wait: NoWait = False,
) -> None:
    """Show a script as a person meets it, and again each time you save it.

    Nothing is kept. After a save your answers are given again, as far as they fit. F10 opens your
    editor at the step that's shown.
    """
    from rsense.cli.script_editor import open_at
    from rsense.preview_ports import Preview
    from rsense.services.authoring.preview import ScriptPreview

    answers = dict(one.partition("=")[::2] for one in given or ())
    if any("=" not in one for one in given or ()):
        raise UserError("--set takes a step and its answer, such as --set now=8.", USAGE)
    context = whole_one(script) if watch and sys.stdin.isatty() else open_context()
    shown = ScriptPreview(context, script, start, answers)
    told = Preview(
        shown.changed,
        shown.reload,
        lambda: open_at(shown.path, shown.line),
        shown.again,
        shown.said,
        watch=watch,
    )
    services = services_for(context, private=True)
    if not use_line_mode(plain=plain or services.display.plain):
        run_activity(shown.opened(), services, RunOptions(no_wait=no_wait), told)
        return
    from rsense.plain import preview as in_lines

    console = line_console(
        interactive=sys.stdin.isatty(), paced=not no_wait, while_waiting=lambda: in_lines.look(told)
    )
    in_lines.run(shown.opened(), services, console, told)


def whole_one(script: str, wait: Callable[[float], None] = time.sleep) -> AppContext:
    """The context once the script can be shown; until then its problems, anew at each save.

    Raises UserError where there is no such file.
    """
    from rsense.services.authoring.preview import stamp

    said = ""
    while True:
        context, seen = open_context(), stamp(script)
        try:
            base, in_its_language = context.of_file(script)
            in_its_language.script(base)
        except UserError as error:
            if not (said or os.path.isfile(script)):
                raise
            if said != str(error):
                said = str(error)
                typer.echo(f"{said}\n{WAITS}", err=True)
            for _ in range(LOOKS):  # what is wrong may be in a file that it includes
                wait(LOOK_SECONDS)
                if stamp(script) != seen:
                    break
            continue
        return context
