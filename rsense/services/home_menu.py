"""The home screen as questions, for lines: what helps now, what waits, the library by stage."""

from __future__ import annotations

from rsense.core.exercise_names import SHORT_NAMES
from rsense.ports import Activity
from rsense.services.context import AppContext
from rsense.services.exercise.flow import open_exercise, rethink
from rsense.services.forms import ask_choice
from rsense.services.home import home, search_exercises
from rsense.services.log_form import log_form
from rsense.services.now.flow import NowFlow
from rsense.services.over_time import draft_pages
from rsense.services.over_time.follow_up_flow import come_back
from rsense.services.over_time.programme_pages import page

TITLE = "rsense"
EXERCISES = {"p": "pause", "g": "ground", "r": "rethink", "w": "write"}


def home_in_lines(context: AppContext) -> Activity:
    """The home screen as one question, for the line dialogue.

    The values are the keys of the screen, so that they are taken for an answer, beside the numbers.
    """
    here = home(context)
    options = {
        "n": "it hurts now: help first, words later",
        "b": "breathe: a slow breath",
        "l": "log it: in one line",
        "m": "a good moment: in one line",
        "p": "pause: three minutes",
        "g": "ground: five senses",
        "r": "re-think: fact and story",
        "w": "write: an open page",
    }
    unfinished = {f"o{number or ''}": left for number, left in enumerate(here.unfinished)}
    for key, left in unfinished.items():
        options[key] = f"go on with {left.title}, from {left.when}"
    if here.trigger:
        options["t"] = f"not looked at yet: {here.trigger.line}"
    if here.comes_back:
        options["c"] = f"to come back to: {here.comes_back}"
    options["d"] = f"read again: {here.draft}" if here.draft else "words not said yet"
    options["f"] = f"your programme: {here.path}" if here.path else "a programme, step by step"
    today = here.ritual
    if today:
        options["y"] = f"today, {today.time}: {today.line}"
    options["ys" if today else "y"] = "rituals: something small, done regularly"
    options["i"] = "insights: what your notes say over some weeks"
    options["/"] = "one of all the exercises"

    def take(way: str) -> Activity | None:
        if way == "n":
            return NowFlow(context).opened()
        if way == "b":
            return NowFlow(context).opened(breathing=True)
        if way in ("l", "m"):
            return log_form(context, good=way == "m")
        if way == "c":
            return come_back(context)
        if way == "f":
            return page(context)
        if way == "i":
            from rsense.services.insights.pages import insight_page

            return insight_page(context)
        if way == "d":
            return draft_pages.choose(context)
        if way == "/":
            return _library(context, here.stages)
        if way == "t" and here.trigger:
            return rethink(context, here.trigger.id)
        if way in ("y", "ys"):
            from rsense.services.over_time.rituals import ritual_page, rituals_page

            return ritual_page(context, today.id) if today and way == "y" else rituals_page(context)
        if left := unfinished.get(way):
            return open_exercise(context, left.exercise, session=left.id)
        return open_exercise(context, SHORT_NAMES[EXERCISES[way]])

    keyed = {key: f"{label} ({key})" for key, label in options.items()}
    return ask_choice(TITLE, "What is happening?", keyed, take)


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
