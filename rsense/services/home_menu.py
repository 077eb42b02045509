"""The home screen as questions, for lines: what helps now, what waits, the library by stage."""

from __future__ import annotations

from itertools import islice

from msgspec.structs import replace

from rsense.core.engine import Session
from rsense.core.exercise_names import NOTHING_FITS, SHORT_NAMES
from rsense.ports import Activity, ExerciseLink, HistoryEntry
from rsense.services.context import AppContext
from rsense.services.exercise.flow import open_exercise, rethink
from rsense.services.form_scripts import form
from rsense.services.forms import ask_choice, form_activity, last_page, text_of
from rsense.services.help_now import people_to_call
from rsense.services.history_entries import history_entries
from rsense.services.home import home, search_exercises
from rsense.services.log_form import log_form
from rsense.services.now.flow import NowFlow
from rsense.services.over_time import draft_pages
from rsense.services.over_time.follow_up_flow import come_back
from rsense.services.over_time.programme_pages import page

TITLE = "rsense"
MOST_SHOWN, FEW = 9, 2
NEWEST_FIRST = "The newest first. “rsense history” shows all of it, and searches."
BRINGS_BACK = "“rsense undo” brings it back."
UNCHANGED = ("session", "path")
"""Kinds of entries of which no part is changed by a question."""
NOTHING_NOTED = "Nothing is noted yet. What you log, and what you do here, comes to stand there."
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
    half_way = {
        key: f"go on with {left.title}, from {left.when}" for key, left in unfinished.items()
    }
    options |= islice(half_way.items(), FEW)
    if len(half_way) > FEW:
        options["oo"] = f"all {len(half_way)} that are half way"
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
    options["h"] = "history: what you noted and did"
    options["/"] = "find an exercise, in your own words or by stage"

    def take(way: str) -> Activity | None:
        if way == "oo":
            return ask_choice(TITLE, "Which one?", half_way, take)
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
        if way == "h":
            return _history(context)
        if way == "/":
            return _find(context, here.stages)
        if way == "t" and here.trigger:
            return rethink(context, here.trigger.id)
        if way in ("y", "ys"):
            from rsense.services.over_time.rituals import ritual_page, rituals_page

            return ritual_page(context, today.id) if today and way == "y" else rituals_page(context)
        if left := unfinished.get(way):
            return open_exercise(context, left.exercise, session=left.id)
        if way in EXERCISES:
            return open_exercise(context, SHORT_NAMES[EXERCISES[way]])
        return _found(context, way)

    keyed = {key: f"{label} ({key})" for key, label in options.items()}
    return ask_choice(TITLE, "What is happening?", keyed, take, other=True)


def _history(context: AppContext) -> Activity:
    """The newest entries, each to be read whole."""
    entries = {one.id: one for one in islice(filter(None, history_entries(context)), MOST_SHOWN)}

    def read(chosen: str) -> Activity | None:
        if chosen not in entries:
            return None
        from rsense.services import edit_flow

        one = entries[chosen]

        def again(way: str) -> Activity | None:
            if way == "change":
                return edit_flow.edit(context, one.id)
            if way == "delete":
                return last_page(TITLE, f"{edit_flow.delete(context, one.id)} {BRINGS_BACK}")
            return _history(context) if way == "back" else None

        ways = {
            "back": "back to the list",
            "change": "change a part of it",
            "delete": "throw it away",
        }
        if one.kind in UNCHANGED:
            del ways["change"]
        return last_page(TITLE, one.text, ways, again)

    if not entries:
        return last_page(TITLE, NOTHING_NOTED)
    listed = {id: f"{one.when}{_strong(one)}: {one.line}" for id, one in entries.items()}
    return last_page(TITLE, NEWEST_FIRST, listed, read)


def _strong(one: HistoryEntry) -> str:
    return "" if one.strength is None else f", {one.strength} of 10"


def _find(context: AppContext, stages: tuple[str, ...]) -> Activity:
    """Exercises for a person's own words, or by stage."""

    def search(session: Session) -> Activity:
        wanted = text_of(session, "wanted")
        return _found(context, wanted) if wanted else _library(context, stages)

    return form_activity(form(context.library, "find"), search)


def _found(context: AppContext, wanted: str) -> Activity:
    """Exercises that fit words, people to call first where they tell of danger."""
    found = search_exercises(context, wanted)
    fitting = {one.id: _titled(one) for one in found.exercises[:MOST_SHOWN]}
    text = "Which one?" if found.fits else NOTHING_FITS
    activity = ask_choice(TITLE, text, fitting, lambda name: open_exercise(context, name))
    return replace(activity, people=people_to_call(context)) if found.help else activity


def _titled(link: ExerciseLink) -> str:
    return f"{link.title}, {link.minutes:g} min: {link.summary}"


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
