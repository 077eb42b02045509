"""`rsense diff`: what changed between two versions of a script."""

from typing import Annotated

import typer

from rsense.cli.completion.values import exercise_names
from rsense.core.sanitize import clean
from rsense.services.context import open_context

Old = Annotated[
    str,
    typer.Argument(metavar="OLD", help="An exercise, or a script.", autocompletion=exercise_names),
]
New = Annotated[
    str, typer.Argument(metavar="NEW", help="Its new version.", autocompletion=exercise_names)
]


def diff(old: Old, new: New) -> None:
    """Say what changed between two versions of a script, and what resumes.

    Every way in which a session of OLD can be left half done is tried over NEW.
    """
    from rsense.services.authoring.script_diff import changes, resuming_lines

    context = open_context().untranslated()
    before, after = context.script(old), context.script(new)
    for line in list(changes(before, after)) or ["Nothing that a person would meet changed."]:
        typer.echo(clean(line))
    typer.echo("")
    for line in resuming_lines(before, after):
        typer.echo(clean(line))
