"""Wires the services that a frontend receives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rsense.core.palette import THEMES
from rsense.ports import Activity, DisplaySettings, ExerciseSearch, HomeActions, Services
from rsense.services.context import AppContext
from rsense.services.exercise.flow import open_exercise, rethink
from rsense.services.saving import as_save_failed
from rsense.store.config import Setting

if TYPE_CHECKING:
    from rsense.core.engine.worked_example import ExampleRun
    from rsense.core.message_lint import Note
    from rsense.core.options import HelpKind
    from rsense.core.people import Country, PeopleToCall
    from rsense.insight.page import InsightsPage


def full_services(context: AppContext) -> Services:
    """Services with all home actions, for the screens."""
    from rsense.services.history_entries import cards, history_entries
    from rsense.services.home import home, today

    actions = HomeActions(
        home=lambda: home(context),
        go_on=lambda left: open_exercise(context, left.exercise, session=left.id),
        come_back=lambda: come_back(context),
        rethink=lambda trigger: rethink(context, trigger),
        path=lambda: programme_page(context),
        drafts=lambda: drafts_page(context),
        rituals=lambda: rituals_page(context),
        ritual=lambda which: ritual_page(context, which),
        insights=lambda weeks: insights_page(context, weeks),
        report=lambda width: report(context, width),
        history=lambda words: history_entries(context, words),
        record_count=lambda: sum(1 for _ in context.records.names()),
        shelves=lambda: cards(context),
        today=lambda: today(context),
        edit=lambda which: correct(context, which),
        delete=lambda which: throw_away(context, which),
        undo=lambda: take_back(context),
        settings=context.settings.shown,
        themes=lambda: _theme_names(context),
        change=lambda key, value: change(context, key, value),
    )
    return replace(services_for(context), home_actions=actions)


def come_back(context: AppContext) -> Activity:
    from rsense.services.over_time import follow_up_flow

    return follow_up_flow.come_back(context)


def correct(context: AppContext, id: str) -> Activity:
    from rsense.services import edit_flow

    return edit_flow.edit(context, id)


def throw_away(context: AppContext, id: str) -> str:
    from rsense.services import edit_flow

    return edit_flow.delete(context, id)


def take_back(context: AppContext) -> str:
    from rsense.services import edit_flow

    return edit_flow.undo(context)


def change(context: AppContext, key: str, value: Setting) -> DisplaySettings:
    """Change a setting on disk. Raises InvalidSetting, and SaveFailed."""
    with as_save_failed():
        context.settings.change(key, value)
        return look_of(context)


def find(context: AppContext, text: str) -> ExerciseSearch:
    from rsense.services.home import search_exercises

    return search_exercises(context, text)


def example(context: AppContext, name: str) -> ExampleRun | None:
    from rsense.services.exercise.example import example_of

    return example_of(context, name)


def notes(context: AppContext, text: str) -> tuple[Note, ...]:
    lint = context.library.message_lint
    return lint.notes(text) if lint else ()


def begin_now(context: AppContext, *, breathing: bool = False, private: bool = False) -> Activity:
    from rsense.services.now.flow import NowFlow

    return NowFlow(context, private=private).opened(breathing=breathing)


def programme_page(context: AppContext) -> Activity:
    from rsense.services.over_time.programme_pages import page

    return page(context)


def drafts_page(context: AppContext) -> Activity:
    from rsense.services.over_time.draft_pages import choose

    return choose(context)


def insights_page(context: AppContext, weeks: int) -> InsightsPage:
    from rsense.services.insights.overview import insights

    return insights(context, weeks=weeks)


def report(context: AppContext, width: int) -> Activity:
    from rsense.services.report import flow

    return flow.report(context, width=width)


def rituals_page(context: AppContext) -> Activity:
    from rsense.services.over_time import rituals

    return rituals.rituals_page(context)


def ritual_page(context: AppContext, id: str) -> Activity:
    from rsense.services.over_time import rituals

    return rituals.ritual_page(context, id)


def log(context: AppContext, *, good: bool = False) -> Activity:
    from rsense.services.log_form import log_form

    return log_form(context, good=good)


def services_for(context: AppContext, *, private: bool = False) -> Services:
    """Services for a running exercise. From a private one, only private ones open."""
    return Services(
        help_now=lambda code: _people(context, None, code),
        people=lambda kind: _people(context, kind),
        open=lambda name: open_exercise(context, name, private=private),
        display=look_of(context),
        countries=lambda: _countries(context),
        keep_country=None if private else lambda code: change(context, "country", code),
        find=lambda text: find(context, text),
        example=lambda name: example(context, name),
        notes=lambda text: notes(context, text),
        now=None if private else lambda: begin_now(context),
        breathe=lambda: begin_now(context, breathing=True, private=private),
        log=None if private else lambda: log(context),
        log_good=None if private else lambda: log(context, good=True),
    )


def _people(context: AppContext, kind: HelpKind | None, country: str = "") -> PeopleToCall:
    from rsense.services.help_now import people_to_call

    return people_to_call(context, kind, country=country)


def _countries(context: AppContext) -> Sequence[Country]:
    from rsense.services.help_now import countries

    return countries(context)


def look_of(context: AppContext) -> DisplaySettings:
    config, palette, problem = context.config, None, ""
    if config.theme not in THEMES:
        from rsense.store.theme_files import InvalidTheme, read_theme

        try:
            palette = read_theme(context.settings.themes, config.theme)
        except InvalidTheme as error:
            problem = f"This theme can't be used, so you're seeing night instead.\n{error}"
    return DisplaySettings(
        theme=config.theme,
        palette=palette,
        theme_problem=problem,
        still=config.reduced_motion,
        bell=config.bell,
        tones=config.tones,
        plain=config.plain,
        glyphs="ascii" if config.glyphs == "ascii" else "blocks",
    )


def _theme_names(context: AppContext) -> tuple[str, ...]:
    from rsense.store.theme_files import theme_names

    return theme_names(context.settings.themes)
