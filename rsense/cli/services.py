"""The bundle that the faces receive: everything they may ask of the rest of the program."""

from __future__ import annotations

from rsense.cli.desk import AppContext
from rsense.cli.failure import UserError
from rsense.cli.help_now import help_text
from rsense.cli.sittings import ExerciseFlow
from rsense.ports import Activity, DisplaySettings, Services
from rsense.session_runner import SaveFailed
from rsense.store.config import Config


def services_for(desk: AppContext, *, private: bool = False) -> Services:
    """What an exercise may ask while it is done. From a private one nothing leads to a kept one."""
    return Services(
        help_now=lambda: help_text(desk),
        open=lambda name: open_exercise(desk, name, private=private),
        look=look_of(desk.config),
    )


def open_exercise(desk: AppContext, name: str, *, private: bool = False) -> Activity:
    """An exercise laid open by its id. Raises NotKept in words for the person."""
    try:
        return ExerciseFlow(desk, desk.script(name), private=private).opened(ask=True)
    except UserError as failure:  # a broken script is told on the screen, not after it
        raise SaveFailed(str(failure)) from failure


def look_of(config: Config) -> DisplaySettings:
    return DisplaySettings(config.theme, config.reduced_motion, config.bell, config.tones)
