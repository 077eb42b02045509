"""Wires the services that a frontend receives."""

from __future__ import annotations

from msgspec.structs import replace

from rsense.ports import Activity, DisplaySettings, HomeActions, Services
from rsense.services.context import AppContext
from rsense.services.exercise_flow import open_exercise, rethink
from rsense.services.help_now import help_text
from rsense.services.home import cards, exercise_links, history_entries, home, today
from rsense.services.log_form import log_form
from rsense.services.now_flow import NowFlow
from rsense.services.saving import as_save_failed
from rsense.store.config import Config, changed, shown, write_setting


def full_services(desk: AppContext) -> Services:
    """Everything that screens may ask of the program."""
    house = HomeActions(
        home=lambda: home(desk),
        find=lambda text: exercise_links(desk, text),
        now=lambda: NowFlow(desk).opened(),
        log=lambda: log_form(desk),
        rethink=lambda trigger: rethink(desk, trigger),
        history=lambda words: history_entries(desk, words),
        record_count=lambda: sum(1 for _ in desk.records.names()),
        shelves=lambda: cards(desk),
        today=lambda: today(desk),
        edit=lambda which: correct(desk, which),
        delete=lambda which: throw_away(desk, which),
        undo=lambda: take_back(desk),
        settings=lambda: shown(desk.config),
        change=lambda key, value: change(desk, key, value),
    )
    return replace(services_for(desk), home_actions=house)


def correct(desk: AppContext, id: str) -> Activity:
    from rsense.services import edit_flow  # noqa: PLC0415 - seldom, and heavy

    return edit_flow.edit(desk, id)


def throw_away(desk: AppContext, id: str) -> str:
    from rsense.services import edit_flow  # noqa: PLC0415 - seldom, and heavy

    return edit_flow.delete(desk, id)


def take_back(desk: AppContext) -> str:
    from rsense.services import edit_flow  # noqa: PLC0415 - seldom, and heavy

    return edit_flow.undo(desk)


def change(
    desk: AppContext,
    key: str,
    value: str | bool,  # noqa: FBT001 - a setting's value, not a flag
) -> DisplaySettings:
    """Change a setting on disk. Raises ValueError in words, and NotKept."""
    config = changed(desk.config, key, value)
    with as_save_failed():
        write_setting(desk.config_path, key, getattr(config, key))
    desk.__dict__["config"] = config  # what was read before is out of date
    return look_of(config)


def services_for(desk: AppContext, *, private: bool = False) -> Services:
    """What an exercise may ask while it is done. From a private one nothing leads to a kept one."""
    return Services(
        help_now=lambda: help_text(desk),
        open=lambda name: open_exercise(desk, name, private=private),
        display=look_of(desk.config),
    )


def look_of(config: Config) -> DisplaySettings:
    return DisplaySettings(config.theme, config.reduced_motion, config.bell, config.tones)
