"""`rsense exercises`: list the exercises."""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.cli.commands._options import Json
from rsense.cli.completion import values
from rsense.cli.output import json_line, terminal_width
from rsense.core.sanitize import clean
from rsense.services.context import open_context
from rsense.services.exercise_list import STAGES, find_exercises, lines


def exercises(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STAGE or WORD]...",
            help=f"Only what has it: {', '.join(STAGES)}, or a word such as message.",
            autocompletion=values.stages,
        ),
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """List the exercises."""
    library = open_context().library
    heads = find_exercises(library.heads(), words or ())
    for error in library.unreadable:
        typer.echo(clean(str(error)), err=True)
    if words and not heads:
        typer.echo("Nothing fits that. “rsense exercises” lists them all.", err=True)
    elif as_json:
        for head in heads:
            typer.echo(json_line(head))
    else:
        for line in lines(heads, terminal_width()):
            typer.echo(clean(line))
        typer.echo("\n“rsense run NAME” begins one.")
        if not words:
            typer.echo("“rsense exercises settle” shows one stage; any other word is looked for.")
