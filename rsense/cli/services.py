"""The bundle that the faces receive: everything they may ask of the rest of the program."""

from __future__ import annotations

from rsense.cli.desk import Desk
from rsense.cli.failure import Failure
from rsense.cli.help_now import help_text
from rsense.cli.sittings import Table
from rsense.sitting import Look, NotKept, Opened, Services
from rsense.store.config import Config


def services_for(desk: Desk) -> Services:
    """What an exercise may ask while it is done."""
    return Services(
        help_now=lambda: help_text(desk),
        open=lambda name: open_exercise(desk, name),
        look=look_of(desk.config),
    )


def open_exercise(desk: Desk, name: str) -> Opened:
    """An exercise laid open by its id. Raises NotKept in words for the person."""
    try:
        return Table(desk, desk.script(name), private=False).opened(ask=True)
    except Failure as failure:  # a broken script is told on the screen, not after it
        raise NotKept(str(failure)) from failure


def look_of(config: Config) -> Look:
    return Look(config.theme, config.reduced_motion, config.bell, config.tones)
