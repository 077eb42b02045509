"""`rsense breathe`: a slow breath."""

from typing import Annotated, Any

import typer

from rsense.cli.completion.values import patterns
from rsense.cli.run_exercise import run_exercise
from rsense.cli.run_options import RunOptions, with_run_options
from rsense.core.exercise_names import SHORT_NAMES
from rsense.services.breathing import breath_script
from rsense.services.context import open_context

DEFAULT = "4-6"


@with_run_options("new", "inline", "tones")
def breathe(
    pattern: Annotated[
        str | None,
        typer.Argument(
            help="Seconds in-out such as 4-6, 4-4-4-4, 4-7-8, or sigh.", autocompletion=patterns
        ),
    ] = None,
    minutes: Annotated[
        float | None, typer.Option("--minutes", "-m", help="How long; whole breaths, rounded up.")
    ] = None,
    **options: Any,
) -> None:
    """A slow breath. Without a pattern, choose one."""
    context = open_context()
    pattern = context.config.patterns.get(pattern or "", pattern)
    if pattern is None and minutes is None:
        script, again = context.script(SHORT_NAMES["breathe"]), "rsense breathe"
    else:
        pattern = pattern or DEFAULT
        script, again = breath_script(context, pattern, minutes), f"rsense breathe {pattern}"
    run_exercise(context, script, RunOptions(**options), again=again)
