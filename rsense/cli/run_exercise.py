"""Runs an exercise with the options of a command. Free of Typer, for `entrance`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import islice

from msgspec.structs import replace

from rsense.cli.face import report_unsaved, run_activity
from rsense.core.records import Trigger
from rsense.core.sanitize import one_line
from rsense.core.script.parse import Script
from rsense.ports import Activity
from rsense.services.breathing import breath_script
from rsense.services.clock import when_words
from rsense.services.context import AppContext
from rsense.services.exercise.flow import ExerciseFlow
from rsense.services.face_services import services_for
from rsense.services.forms import ask_choice
from rsense.services.record_lookup import find_trigger, open_triggers

MOST_READ = 300
"""Records, the newest, among which triggers that are still open are looked for."""
MOST_OFFERED = 7
LONGEST_LABEL = 80


def breathe(
    context: AppContext,
    pattern: str | None = None,
    minutes: float | None = None,
    plain: bool = False,
    private: bool = False,
    no_wait: bool = False,
    new: bool = False,
    inline: bool = False,
    tones: bool = False,
) -> None:
    """A slow breath; without a pattern and a length, one to choose. Raises UserError."""
    pattern = context.config.patterns.get(pattern or "", pattern)
    if pattern is None and minutes is None:
        script, again = context.script("paced-breathing"), "rsense breathe"
    else:
        script = breath_script(context, pattern or "4-6", minutes)
        again = f"rsense breathe {pattern or '4-6'}"
    run_exercise(context, script, plain, private, None, no_wait, new, again, inline, tones=tones)


def pause(
    context: AppContext,
    plain: bool = False,
    private: bool = False,
    about: str | None = None,
    no_wait: bool = False,
    new: bool = False,
    inline: bool = False,
    tones: bool = False,
) -> None:
    """Three minutes between the sting and what comes next. Raises UserError."""
    script = context.script("mindful-pause")
    run_exercise(
        context, script, plain, private, about, no_wait, new, "rsense pause", inline, tones=tones
    )


def run_exercise(
    context: AppContext,
    script: Script,
    plain: bool,
    private: bool,
    about: str | None,
    no_wait: bool,
    new: bool,
    again: str = "",
    inline: bool = False,
    ask_about: bool = False,
    tones: bool = False,
) -> None:
    """Run an exercise on the right frontend. Raises UserError."""
    trigger = find_trigger(context, about) if about else None
    ask = sys.stdin.isatty() and not new

    def open_about(trigger: Trigger | None) -> Activity:
        ids = (trigger.id,) if trigger else ()
        return ExerciseFlow(context, script, private, ids, trigger, again).opened(ask=ask)

    with report_unsaved():
        which = ask_about and ask and not (private or about)
        which = which and all(left.exercise != script.id for left in context.progress.all())
        opened = (_about_which(context, open_about) if which else None) or open_about(trigger)
    lines = plain or context.config.plain
    services = services_for(context, private=private)
    if tones:
        services = replace(services, display=replace(services.display, tones=True))
    run_activity(opened, services, plain=lines, wait=not no_wait, inline=inline)


def _about_which(
    context: AppContext, open_about: Callable[[Trigger | None], Activity]
) -> Activity | None:
    """The question which trigger it is about, where some are not yet worked through."""
    newest = (found.record for found in islice(context.records.newest(), MOST_READ))
    waiting = {trigger.id: trigger for trigger in islice(open_triggers(newest), MOST_OFFERED)}
    if not waiting:
        return None
    now = context.now()
    options = {
        id: f"{one_line(t.what)[:LONGEST_LABEL]}, {when_words(t.at, now)}"
        for id, t in waiting.items()
    }
    return ask_choice(
        "Re-think",
        "Which one is it about?",
        {**options, "else": "something else"},
        lambda way: open_about(waiting.get(way)),
    )
