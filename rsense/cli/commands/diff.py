"""`rsense diff`: what changed between two versions of a script."""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.core.sanitize import clean
from rsense.services.context import open_context

File = Annotated[str, typer.Argument(metavar="NAME|FILE", help="An exercise, or a script.")]


def diff(old: File, new: File) -> None:
    """Say what changed between two versions of a script, and if half-done sessions resume."""
    from rsense.services.authoring.script_diff import changes, resuming, resuming_lines

    context = open_context()
    before, after = context.script(old), context.script(new)
    for line in list(changes(before, after)) or ["Nothing that a person would meet changed."]:
        typer.echo(clean(line))
    typer.echo("")
    for line in resuming_lines(resuming(before, after)):
        typer.echo(clean(line))
