"""A yes/no question before something that cannot be undone."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from rsense.cli.line_terminal import typed_answer
from rsense.core.sanitize import one_line
from rsense.services.errors import USAGE, UserError

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")]


def agreed(question: str, *, yes: bool, unasked: str = "No terminal to ask on") -> bool:
    """True if `yes` was given, or the person says so. Raises UserError if nobody can be asked."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise UserError(f"{unasked}. Add --yes to go ahead.", USAGE)
    if not confirm(question):
        typer.echo("It stays as it is.", err=True)
        return False
    return True


def confirm(question: str, *, yes: bool = False) -> bool:
    """True if the person says yes. Enter means `yes`; no terminal, no question."""
    if not sys.stdin.isatty():
        return yes
    other, enter = ("n for no", "yes") if yes else ("y for yes", "no")
    sys.stderr.write(f"{one_line(question)} Type {other}; Enter means {enter}> ")
    sys.stderr.flush()
    answer = typed_answer().casefold()
    return answer in ("y", "yes") if answer else yes
