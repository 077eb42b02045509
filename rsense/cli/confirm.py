"""A yes/no question before something that cannot be undone."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from rsense.cli.line_terminal import typed_answer
from rsense.core.sanitize import one_line

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def confirm(question: str, *, yes: bool = False) -> bool:
    """Whether the person says yes. Enter means `yes`; no terminal, no question."""
    if not sys.stdin.isatty():
        return yes
    sys.stderr.write(f"{one_line(question)} {'[Y/n]' if yes else '[y/N]'} ")
    sys.stderr.flush()
    answer = typed_answer().casefold()
    return answer in ("y", "yes") if answer else yes
