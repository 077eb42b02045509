"""The bundle that the faces receive: everything they may ask of the rest of the program."""

from __future__ import annotations

from rsense.cli.desk import Desk
from rsense.cli.failure import Failure
from rsense.cli.help_now import help_text
from rsense.cli.sittings import Table
from rsense.sitting import NotKept, Opened, Services


def services_for(desk: Desk) -> Services:
    def open_exercise(name: str) -> Opened:
        try:
            return Table(desk, desk.script(name), private=False).opened(ask=True)
        except Failure as failure:  # a broken script is told on the screen, not after it
            raise NotKept(str(failure)) from failure

    return Services(help_now=lambda: help_text(desk), open=open_exercise)
