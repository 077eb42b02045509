"""Wires the services that a frontend receives."""

from __future__ import annotations

from msgspec.structs import replace

from rsense.ports import Activity, DisplaySettings, HomeActions, Services
from rsense.services.context import AppContext
from rsense.services.exercise.flow import open_exercise, rethink
from rsense.services.help_now import help_text
from rsense.services.history_entries import cards, history_entries
from rsense.services.home import exercise_links, home, today
from rsense.services.log_form import log_form
from rsense.services.now.flow import NowFlow
from rsense.services.saving import as_save_failed
from rsense.store.config import Config, changed, shown, write_setting


def full_services(context: AppContext) -> Services:
    """Services with all home actions, for the screens."""
    house = HomeActions(
        home=lambda: home(context),
        find=lambda text: exercise_links(context, text),
        now=lambda: NowFlow(context).opened(),
        log=lambda: log_form(context),
        go_on=lambda left: open_exercise(context, left.exercise, session=left.id),
        rethink=lambda trigger: rethink(context, trigger),
        history=lambda words: history_entries(context, words),
        record_count=lambda: sum(1 for _ in context.records.names()),
        shelves=lambda: cards(context),
        today=lambda: today(context),
        edit=lambda which: correct(context, which),
        delete=lambda which: throw_away(context, which),
        undo=lambda: take_back(context),
        settings=lambda: shown(context.config),
        change=lambda key, value: change(context, key, value),
    )
    return replace(services_for(context), home_actions=house)


def correct(context: AppContext, id: str) -> Activity:
    from rsense.services import edit_flow

    return edit_flow.edit(context, id)


def throw_away(context: AppContext, id: str) -> str:
    from rsense.services import edit_flow

    return edit_flow.delete(context, id)


def take_back(context: AppContext) -> str:
    from rsense.services import edit_flow

    return edit_flow.undo(context)


def change(
    context: AppContext,
    key: str,
    value: str | bool,  # noqa: FBT001 - a setting's value, not a flag
) -> DisplaySettings:
    """Change a setting on disk. Raises ValueError in words, and SaveFailed."""
    config = changed(context.config, key, value)
    with as_save_failed():
        write_setting(context.config_path, key, getattr(config, key))
    context.__dict__["config"] = config  # what was read before is out of date
    return look_of(config)


def services_for(context: AppContext, *, private: bool = False) -> Services:
    """Services for a running exercise. From a private one, only private ones open."""
    return Services(
        help_now=lambda: help_text(context),
        open=lambda name: open_exercise(context, name, private=private),
        display=look_of(context.config),
    )


def look_of(config: Config) -> DisplaySettings:
    return DisplaySettings(config.theme, config.reduced_motion, config.bell, config.tones)
