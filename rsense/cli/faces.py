"""Screens or lines: chosen before Textual is imported."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from io import TextIOWrapper

from rsense.cli.failure import FAILED, INTERRUPTED, Failure
from rsense.cli.help_now import help_text
from rsense.cli.sittings import Table, services
from rsense.plain import dialogue
from rsense.plain.console import Console
from rsense.sitting import NotKept, Offer, Sitting


def wants_lines(asked: bool, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the line dialogue is right here: asked for, or no terminal that can do more.

    Screens draw on stderr and read stdin, so these two decide.
    """
    wish = environ.get("ACCESSIBLE", "") not in ("", "0")
    able = environ.get("TERM", "") not in ("", "dumb")
    return asked or wish or not able or not (sys.stdin.isatty() and sys.stderr.isatty())


def perform(table: Table, *, plain: bool, wait: bool, new: bool) -> None:
    """Run the exercise on the right face. Raises Failure."""
    lines = wants_lines(plain)
    interactive = sys.stdin.isatty()
    try:
        offer = table.offer() if interactive and not new else None
        if lines:
            _in_lines(table, offer, line_console(interactive=interactive, paced=wait))
        else:
            _on_screens(table, offer, wait=wait)
    except NotKept as error:
        raise Failure(f"{error} What you said is still above.", FAILED) from error
    except KeyboardInterrupt:
        kept = "Nothing was kept." if table.private else "What you answered is kept."
        raise Failure(f"\nLeft. {kept}", INTERRUPTED) from None


def _in_lines(table: Table, offer: Offer | None, console: Console) -> None:
    help_now = lambda: help_text(table.desk)  # noqa: E731 - a name for what is passed twice
    sitting: Sitting | None = None
    if offer:
        choice = dialogue.choose(offer.question, console)
        if choice is None:
            return
        sitting = offer.take(choice)
    dialogue.run(sitting or table.begin(), services(table, help_now), console)


def _on_screens(table: Table, offer: Offer | None, *, wait: bool) -> None:
    from rsense.tui.app import ExerciseApp  # noqa: PLC0415 - Textual only where it draws

    opening = offer or table.begin()
    app = ExerciseApp(opening, services(table, lambda: help_text(table.desk)), paced=wait)
    app.run()
    if app.farewell:
        sys.stderr.write(f"{app.farewell}\n")
    if app.return_code:
        raise Failure("", app.return_code)


def line_console(*, interactive: bool, paced: bool) -> Console:
    """Standard input and output as lines."""
    if interactive:
        import readline  # noqa: F401, PLC0415 - line editing; its history stays in this process
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")

    def read(cue: str) -> str | None:
        if interactive:
            try:
                return input(cue)
            except EOFError:
                return None
        line = sys.stdin.readline()
        return line.rstrip("\r\n") if line else None

    return Console(read, _write, time.sleep, interactive=interactive, paced=paced)


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
