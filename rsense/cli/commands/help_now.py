"""`rsense help-now`: people to call."""

from __future__ import annotations

import typer

from rsense.cli.line_style import HEADING, QUIET, styled
from rsense.services.context import AppContext, open_context
from rsense.services.help_now import desk_or_none, help_text


def help_now() -> None:
    """People to call."""
    print_help(desk_or_none(open_context))


def print_help(context: AppContext | None, *, err: bool = False) -> None:
    """Print people to call; on a terminal with the headings and every number in bold."""
    lines = help_text(context).split("\n")
    for line, after in zip(lines, [*lines[1:], ""]):
        name, colon, numbers = line.partition(": ")
        if err or not line:
            typer.echo(line, err=err)
        elif line.startswith("  "):
            typer.echo(styled(line, QUIET))
        elif line.startswith("- ") and colon:
            typer.echo(f"{name}: {styled(numbers, HEADING)}")
        else:
            typer.echo(styled(line, HEADING) if after.startswith("- ") else line)
