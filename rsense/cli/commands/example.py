"""`rsense example`: one whole run of an exercise by an invented person, to read."""

import textwrap
from typing import Annotated

import typer

from rsense.cli.completion.values import exercise_names
from rsense.cli.line_style import HEADING, QUIET, styled
from rsense.cli.output import fitting
from rsense.services.context import open_context
from rsense.services.errors import USAGE, UserError
from rsense.services.exercise.example import example_names, example_of
from rsense.services.exercise_search import resolve_exercise
from rsense.services.help_now import WIDTH


def example(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", autocompletion=exercise_names)
    ] = None,
) -> None:
    """Read one whole run of an exercise, by an invented person.

    Without a name it lists the exercises that have one.
    """
    context = open_context()
    if name is None:
        for one in example_names(context):
            typer.echo(f"{one}: {context.library.title(one)}")
        return
    run = example_of(context, resolve_exercise(name, context.library))
    if run is None:
        raise UserError(
            f"There's no example of “{name}”. “rsense example” lists those there are.", USAGE
        )
    width = fitting(WIDTH)
    typer.echo(styled(run.title, HEADING))
    typer.echo(textwrap.fill(run.who, width))
    for asked, said in run.lines:
        typer.echo(f"\n{styled(textwrap.fill(asked, width), QUIET)}")
        for line in said.splitlines():
            typer.echo(textwrap.fill(line, width, initial_indent="  ", subsequent_indent="  "))
    typer.echo(f"\n{textwrap.fill(run.END, width)}")
