"""`rsense breathe`: a slow breath."""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.cli.commands._options import Inline, New, NoWait, Plain, Private, Speak, Tones
from rsense.cli.completion.values import patterns
from rsense.cli.run_exercise import run_exercise
from rsense.cli.run_options import RunOptions
from rsense.core.exercise_names import SHORT_NAMES
from rsense.services.breathing import breath_script
from rsense.services.context import open_context

DEFAULT = "4-6"


def breathe(
    pattern: Annotated[
        str | None,
        typer.Argument(
            help="Seconds in-out such as 4-6, 4-4-4-4, 4-7-8, or sigh.", autocompletion=patterns
        ),
    ] = None,
    *,
    minutes: Annotated[
        float | None, typer.Option("--minutes", "-m", help="How long; whole breaths, rounded up.")
    ] = None,
    plain: Plain = False,
    speak: Speak = False,
    private: Private = False,
    no_wait: NoWait = False,
    new: New = False,
    inline: Inline = False,
    tones: Tones = False,
) -> None:
    """A slow breath. Without a pattern, choose one."""
    context = open_context()
    pattern = context.config.patterns.get(pattern or "", pattern)
    if pattern is None and minutes is None:
        script, again = context.script(SHORT_NAMES["breathe"]), "rsense breathe"
    else:
        pattern = pattern or DEFAULT
        script, again = breath_script(context, pattern, minutes), f"rsense breathe {pattern}"
    options = RunOptions(
        plain=plain,
        private=private,
        no_wait=no_wait,
        new=new,
        inline=inline,
        tones=tones,
        speak=speak,
    )
    run_exercise(context, script, options, again=again)
