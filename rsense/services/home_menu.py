"""The home screen as questions, for lines: what helps now, what waits, the library by stage."""

from __future__ import annotations

from rsense.core.exercise_names import SHORT_NAMES
from rsense.ports import Activity
from rsense.services import drafts
from rsense.services.context import AppContext
from rsense.services.exercise.flow import open_exercise, rethink
from rsense.services.follow_up_flow import come_back
from rsense.services.forms import ask_choice
from rsense.services.home import home, search_exercises
from rsense.services.log_form import log_form
from rsense.services.now.flow import NowFlow
from rsense.services.programmes import page

TITLE = "rsense"


def home_in_lines(context: AppContext) -> Activity:
    """The home screen as one question, for the line dialogue."""
    here = home(context)
    options = {
        "now": "it hurts now: help first, words later",
        "breathe": "breathe: a slow breath",
        "log": "log it: in one line",
        "good": "a good moment: in one line",
        "pause": "pause: three minutes",
        "ground": "ground: five senses",
        "rethink": "re-think: fact and story",
        "write": "write: an open page",
    }
    for number, left in enumerate(here.unfinished):
        options[f"left {number}"] = f"go on with {left.title}, from {left.when}"
    if here.trigger:
        options["trigger"] = f"not looked at yet: {here.trigger.line}"
    if here.comes_back:
        options["comes back"] = f"to come back to: {here.comes_back}"
    options["drafts"] = f"read again: {here.draft}" if here.draft else "words not said yet"
    options["path"] = f"your programme: {here.path}" if here.path else "a programme, step by step"
    if here.ritual:
        options["ritual"] = f"today, {here.ritual.time}: {here.ritual.line}"
    options["rituals"] = "rituals: something small, done regularly"
    options["library"] = "one of all the exercises"

    def take(way: str) -> Activity | None:
        if way == "now":
            return NowFlow(context).opened()
        if way in ("log", "good"):
            return log_form(context, good=way == "good")
        if way == "comes back":
            return come_back(context)
        if way == "path":
            return page(context)
        if way == "drafts":
            return drafts.choose(context)
        if way == "library":
            return _library(context, here.stages)
        if way == "trigger" and here.trigger:
            return rethink(context, here.trigger.id)
        if way in ("ritual", "rituals"):
            from rsense.services.rituals import ritual_page, rituals_page

            today = here.ritual if way == "ritual" else None
            return ritual_page(context, today.id) if today else rituals_page(context)
        if way.startswith("left "):
            left = here.unfinished[int(way.removeprefix("left "))]
            return open_exercise(context, left.exercise, session=left.id)
        return open_exercise(context, SHORT_NAMES[way])

    return ask_choice(TITLE, "What is happening?", options, take)


def _library(context: AppContext, stages: tuple[str, ...]) -> Activity:
    """Which stage, then which of its exercises."""

    def in_stage(number: str) -> Activity:
        here = (
            link
            for link in search_exercises(context).exercises
            if link.stage == stages[int(number)]
        )
        titles = {link.id: f"{link.title}, {link.minutes:g} min" for link in here}
        return ask_choice(TITLE, "Which one?", titles, lambda name: open_exercise(context, name))

    named = {f"{number}": stage or "elsewhere" for number, stage in enumerate(stages)}
    return ask_choice(TITLE, "What for?", named, in_stage)
