"""Runs an exercise with the options of a command."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import islice

from rsense.cli.face import report_unsaved, run_activity, use_line_mode
from rsense.cli.run_options import RunOptions
from rsense.core.records import Trigger
from rsense.core.sanitize import one_line
from rsense.core.script.parse import Script
from rsense.ports import Activity
from rsense.services.clock import when_words
from rsense.services.context import AppContext
from rsense.services.exercise.flow import ExerciseFlow
from rsense.services.forms import ask_choice
from rsense.services.frontend_services import services_for

MOST_READ = 300
"""Records, the newest, among which triggers that are still open are looked for."""
MOST_OFFERED = 7
LONGEST_LABEL = 80


def run_exercise(
    context: AppContext,
    script: Script,
    options: RunOptions,
    *,
    again: str = "",
    ask_about: bool = False,
) -> None:
    """Run an exercise on the right frontend. Raises UserError.

    `again` is the command that resumes it. With `ask_about` it first asks which trigger it is
    about, where some are not worked through and nothing else decides.
    """
    trigger = None
    if options.about:
        from rsense.services.record_lookup import find_trigger

        trigger = find_trigger(context, options.about)
    lines = options.lines or context.config.plain
    ask = sys.stdin.isatty() and not options.new

    def open_about(trigger: Trigger | None) -> Activity:
        ids = (trigger.id,) if trigger else ()
        flow = ExerciseFlow(context, script, options.private, ids, trigger, again)
        return flow.opened(ask=ask, straight=not use_line_mode(plain=lines))

    with report_unsaved():
        which = ask_about and ask and not (options.private or options.about)
        which = which and all(left.exercise != script.id for left in context.progress.all())
        opened = (_about_which(context, open_about) if which else None) or open_about(trigger)
    run_activity(opened, services_for(context, private=options.private), options)


def _about_which(
    context: AppContext, open_about: Callable[[Trigger | None], Activity]
) -> Activity | None:
    """The question which trigger it is about; None where the newest are worked through."""
    from rsense.services.record_lookup import open_triggers

    newest = (found.record for found in islice(context.records.newest(), MOST_READ))
    waiting = {trigger.id: trigger for trigger in islice(open_triggers(newest), MOST_OFFERED)}
    if not waiting:
        return None
    now = context.now()
    labels = {
        id: f"{one_line(t.what)[:LONGEST_LABEL]}, {when_words(t.at, now)}"
        for id, t in waiting.items()
    }
    return ask_choice(
        "Re-think",
        "Which one is it about?",
        {**labels, "else": "something else"},
        lambda way: open_about(waiting.get(way)),
    )
