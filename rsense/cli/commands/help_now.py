"""`rsense help-now`: people to call."""

from __future__ import annotations

import typer

from rsense.services.context import open_context
from rsense.services.help_now import desk_or_none, help_text


def help_now() -> None:
    """People to call."""
    typer.echo(help_text(desk_or_none(open_context)))
