"""`rsense graph`: draw the way through a script."""

from typing import Annotated

import typer

from rsense.cli.commands._options import ScriptName
from rsense.core.sanitize import clean, one_line
from rsense.services.context import open_context
from rsense.services.errors import USAGE, UserError


def graph(
    name: ScriptName,
    form: Annotated[
        str,
        typer.Option(
            "--as", help="text, mermaid or dot.", autocompletion=lambda: ["text", "mermaid", "dot"]
        ),
    ] = "text",
) -> None:
    """Draw the way through a script: each step, and which answers lead where."""
    from rsense.services.authoring.graph import FORMS, graph_of, lines_of

    chosen = next((one for one in FORMS if one == form), None)
    if chosen is None:
        raise UserError(f"--as takes {', '.join(FORMS)}, not “{one_line(form)}”.", USAGE)
    drawn = graph_of(open_context().script(name))
    for line in lines_of(drawn, chosen):
        typer.echo(clean(line))
    if drawn.unfinished:
        typer.echo(f"Not all of it: {drawn.unfinished}.", err=True)
