"""The home screen as questions, for lines: what helps now, what waits, the library by stage."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import islice

from msgspec.structs import replace

from rsense.core.exercise_names import NOTHING_FITS, SHORT_NAMES
from rsense.ports import Activity, ExerciseLink, HistoryEntry
from rsense.services.context import AppContext
from rsense.services.exercise.flow import open_exercise, rethink
from rsense.services.forms import ask_choice, last_page
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
EXERCISES = {
    "p": ("pause", "pause: three minutes"),
    "g": ("ground", "ground: five senses"),
    "r": ("rethink", "re-think: fact and story"),
    "w": ("write", "write: an open page"),
}
Ways = dict[str, tuple[str, Callable[[], Activity | None]]]
"""Keys of the screen, with a label and what it opens."""
ENOUGH: Ways = {"stop": ("enough for now", lambda: None)}


def home_in_lines(context: AppContext) -> Activity:
    """The home screen as one question, for the line dialogue.

    The values are the keys of the screen, so that they are taken for an answer, beside the numbers.
    """
    here = home(context)
    stages, today, trigger = here.stages, here.ritual, here.trigger
    half_way: Ways = {
        f"o{number or ''}": (
            f"go on with {left.title}, from {left.when}",
            partial(open_exercise, context, left.exercise, session=left.id),
        )
        for number, left in enumerate(here.unfinished)
    }
    ways: Ways = {
        "n": ("it hurts now: help first, words later", lambda: NowFlow(context).opened()),
        "b": ("breathe: a slow breath", lambda: NowFlow(context).opened(breathing=True)),
        "l": ("log it: in one line", lambda: log_form(context)),
        "m": ("a good moment: in one line", lambda: log_form(context, good=True)),
    }
    for key, (name, label) in EXERCISES.items():
        ways[key] = (label, partial(open_exercise, context, SHORT_NAMES[name]))
    ways |= islice(half_way.items(), FEW)
    if len(half_way) > FEW:
        every = f"all {len(half_way)} that are half way"
        ways["oo"] = (every, lambda: _menu(context, "Which one?", half_way))
    if trigger:
        ways["t"] = (f"not looked at yet: {trigger.line}", lambda: rethink(context, trigger.id))
    if here.comes_back:
        ways["c"] = (f"to come back to: {here.comes_back}", lambda: come_back(context))
    draft = f"read again: {here.draft}" if here.draft else "words not said yet"
    ways["d"] = (draft, lambda: draft_pages.choose(context))
    path = f"your programme: {here.path}" if here.path else "a programme, step by step"
    ways["f"] = (path, lambda: page(context))
    if today:
        ways["y"] = (f"today, {today.time}: {today.line}", lambda: _rituals(context, today.id))
    regular = "rituals: something small, done regularly"
    ways["ys" if today else "y"] = (regular, lambda: _rituals(context))
    ways["i"] = ("insights: what your notes say over some weeks", lambda: _insights(context))
    ways["h"] = ("history: what you noted and did", lambda: _history(context))
    ways["/"] = ("every exercise, by stage", lambda: _library(context, stages))
    keyed = {key: (f"{label} ({key})", opens) for key, (label, opens) in ways.items()}
    return _menu(context, "What is happening? Your own words find an exercise, too.", keyed)


def _menu(context: AppContext, text: str, ways: Ways, *, own_words: bool = True) -> Activity:
    """One of these ways; own words find exercises."""
    labels = {key: label for key, (label, _) in ways.items()}

    def take(way: str) -> Activity | None:
        return ways[way][1]() if way in ways else _found(context, way)

    return ask_choice(TITLE, text, labels, take, other=own_words)


def _insights(context: AppContext) -> Activity:
    from rsense.services.insights.pages import insight_page

    return insight_page(context)


def _rituals(context: AppContext, id: str = "") -> Activity | None:
    from rsense.services.over_time.rituals import ritual_page, rituals_page

    return ritual_page(context, id) if id else rituals_page(context)


def _history(context: AppContext) -> Activity:
    """The newest entries, each to be read whole."""
    entries = [*islice(filter(None, history_entries(context)), MOST_SHOWN)]
    ways: Ways = {
        one.id: (f"{one.when}{_strong(one)}: {one.line}", partial(_entry, context, one))
        for one in entries
    }
    text = NEWEST_FIRST if entries else NOTHING_NOTED
    return _menu(context, text, {**ways, **ENOUGH}, own_words=False)


def _entry(context: AppContext, one: HistoryEntry) -> Activity:
    from rsense.services import edit_flow

    def delete() -> Activity:
        return last_page(TITLE, f"{edit_flow.delete(context, one.id)} {BRINGS_BACK}")

    ways: Ways = {"back": ("back to the list", partial(_history, context))}
    if one.kind not in UNCHANGED:
        ways["change"] = ("change a part of it", partial(edit_flow.edit, context, one.id))
    ways["delete"] = ("throw it away", delete)
    return _menu(context, one.text, {**ways, **ENOUGH}, own_words=False)


def _strong(one: HistoryEntry) -> str:
    return "" if one.strength is None else f", {one.strength} of 10"


def _found(context: AppContext, wanted: str) -> Activity:
    """Exercises that fit words, people to call first where they tell of danger."""
    found = search_exercises(context, wanted)
    ways: Ways = {
        link.id: (f"{_titled(link)}: {link.summary}", partial(open_exercise, context, link.id))
        for link in found.exercises[:MOST_SHOWN]
    }
    ways["home"] = ("none of these: back to the start", lambda: home_in_lines(context))
    activity = _menu(context, "Which one?" if found.fits else NOTHING_FITS, ways)
    return replace(activity, people=people_to_call(context)) if found.help else activity


def _titled(link: ExerciseLink) -> str:
    return f"{link.title}, {link.minutes:g} min"


def _library(context: AppContext, stages: tuple[str, ...]) -> Activity:
    """Which stage, then which of its exercises."""

    def in_stage(stage: str) -> Activity:
        every = (link for link in search_exercises(context).exercises if link.stage == stage)
        ways: Ways = {
            one.id: (_titled(one), partial(open_exercise, context, one.id)) for one in every
        }
        return _menu(context, "Which one?", ways)

    named = {one or "elsewhere": partial(in_stage, one) for one in stages}
    return _menu(context, "What for?", {name: (name, opens) for name, opens in named.items()})
