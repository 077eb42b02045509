"""The home screen as one question, for lines."""

from __future__ import annotations

from rsense.ports import Activity
from rsense.services.context import AppContext
from rsense.services.exercise.flow import open_exercise, rethink
from rsense.services.exercise_list import ONE_WORD
from rsense.services.forms import ask_choice
from rsense.services.home import home
from rsense.services.log_form import log_form
from rsense.services.now.flow import NowFlow


def home_in_lines(context: AppContext) -> Activity:
    """The home screen as one question, for the line dialogue."""
    here = home(context)
    options = {
        "now": "it hurts now",
        "breathe": "breathe",
        "pause": "pause",
        "ground": "ground",
        "rethink": "re-think something",
        "log": "log a trigger",
        "write": "write",
    }
    for number, left in enumerate(here.unfinished):
        options[f"left {number}"] = f"go on with {left.title}, from {left.when}"
    if here.trigger:
        options["trigger"] = f"re-think: {here.trigger.line}"

    def take(way: str) -> Activity | None:
        if way == "now":
            return NowFlow(context).opened()
        if way == "log":
            return log_form(context)
        if way == "trigger" and here.trigger:
            return rethink(context, here.trigger.id)
        if way.startswith("left "):
            return open_exercise(context, here.unfinished[int(way.removeprefix("left "))].exercise)
        return open_exercise(context, ONE_WORD[way])

    return ask_choice("rsense", "What is happening?", options, take)
