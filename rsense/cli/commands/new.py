"""`rsense new`: begin a script of one's own."""

import sys
from typing import Annotated

import typer

from rsense.cli.completion.values import exercise_names
from rsense.core.exercise_names import STAGES
from rsense.services.context import open_context
from rsense.services.errors import USAGE, UserError

LONGEST = 240
"""Minutes."""


def new(
    name: Annotated[str, typer.Argument(help="Its name, such as my-pause.")],
    *,
    like: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="Begin with this exercise.", autocompletion=exercise_names
        ),
    ] = "",
    title: Annotated[str, typer.Option(help="Its title.")] = "",
    stage: Annotated[
        str, typer.Option(help=f"One of {', '.join(STAGES)}.", autocompletion=lambda: list(STAGES))
    ] = "",
    minutes: Annotated[int, typer.Option(min=0, max=LONGEST, help="How long it takes.")] = 0,
) -> None:
    """Begin a script of your own: NAME.toml, in the folder you are in."""
    from rsense.services.authoring.new_script import check_name, write_script

    library, name = open_context().library, name.removesuffix(".toml")
    check_name(name, library)
    if sys.stdin.isatty() and not (title or stage or minutes):
        title = typer.prompt("Title", default=name.replace("-", " ").capitalize(), err=True)
        stage = typer.prompt(f"Stage ({', '.join(STAGES)})", default="notice", err=True)
        minutes = typer.prompt("Minutes", default=5, type=int, err=True)
    if stage and stage not in STAGES:
        raise UserError(f"A stage is one of {', '.join(STAGES)}.", USAGE)
    given = {"title": title, "stage": stage, "minutes": minutes}
    head = {key: value for key, value in given.items() if value}
    write_script(name, head, library, like)
    typer.echo(
        f"{name}.toml is there. “rsense preview {name}.toml --watch” shows it while you write, and "
        f"“rsense check {name}.toml” says what's wrong.",
        err=True,
    )
