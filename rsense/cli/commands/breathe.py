"""`rsense breathe`: a slow breath."""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.cli import run_exercise as doing
from rsense.cli.commands._options import Inline, New, NoWait, Plain, Private, Sounds
from rsense.cli.completion.values import patterns
from rsense.services.context import open_context


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
    plain: Plain = False,
    private: Private = False,
    no_wait: NoWait = False,
    new: New = False,
    inline: Inline = False,
    tones: Sounds = False,
) -> None:
    """A slow breath. Without a pattern, choose one."""
    doing.breathe(open_context(), pattern, minutes, plain, private, no_wait, new, inline, tones)
