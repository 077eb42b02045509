"""`rsense booklet`: print a script for paper."""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.cli.commands._options import ScriptName
from rsense.services.context import open_context


def booklet(
    name: ScriptName,
    *,
    html: Annotated[bool, typer.Option("--html", help="As a page for a browser.")] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="As Markdown, which it is without an option, too.")
    ] = False,
) -> None:
    """Print every screen of a script with its conditions in words, for paper or to translate."""
    from rsense.services.authoring import booklet as made

    script = open_context().script(name)
    for line in made.html(script) if html and not markdown else made.markdown(script):
        typer.echo(line)
