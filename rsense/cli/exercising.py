"""`run`, `pause`, `breathe`, `ground`, `rethink`: doing an exercise."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

import typer

from rsense.cli.completion import exercise_names, trigger_ids
from rsense.cli.desk import Desk, open_desk
from rsense.cli.faces import perform, told
from rsense.cli.failure import USAGE, Failure
from rsense.cli.forms import question
from rsense.cli.services import services_for
from rsense.cli.sittings import Table
from rsense.cli.when import when_words
from rsense.core.records import Trigger
from rsense.core.script import Script, ScriptError, parse
from rsense.core.visible import one_line
from rsense.sitting import Opened

LONGEST_LABEL = 80

Plain = Annotated[bool, typer.Option("--plain", help="Lines instead of screens.")]
Private = Annotated[bool, typer.Option("--private", help="Keep nothing at all on disk.")]
About = Annotated[
    str | None,
    typer.Option("--about", metavar="ID|last", help="Work on a trigger you logged.",
                 autocompletion=trigger_ids),
]  # fmt: skip
NoWait = Annotated[
    bool, typer.Option("--no-wait", help="Timed steps do not wait: to rehearse a script.")
]
Inline = Annotated[bool, typer.Option("--inline", help="Stay in the terminal below the prompt.")]
Sounds = Annotated[
    bool, typer.Option("--tones", help="Soft tones as the breath changes, for closed eyes.")
]
New = Annotated[bool, typer.Option("--new", help="Begin anew; do not offer to go on.")]

BREATH = '''\
format = 1
title = "A slow breath"
stage = "settle"
minutes = {minutes}
next = ["mindful-pause", "five-senses"]

[[step]]
id = "breath"
kind = "breathe"
text = """
Follow the count, or let it go by. Eyes may stay open.

At dizziness, tingling or rising fear, stop and breathe as you want."""
pattern = "{pattern}"
minutes = {minutes}
{caution}'''

HOLDS = '''\
caution = """
This pattern holds the breath. Sit down for it, and never do it in water or while driving.

Leave it out with heart, lung or blood pressure trouble, epilepsy or panic, or when pregnant."""
'''


def register(app: typer.Typer) -> None:
    for command in (run, pause, breathe, ground, rethink):
        app.command()(command)


def run(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME|FILE",
            help="An exercise, or a script of your own.",
            autocompletion=exercise_names,
        ),
    ],
    plain: Plain = False,
    private: Private = False,
    about: About = None,
    no_wait: NoWait = False,
    new: New = False,
) -> None:
    """Do an exercise."""
    desk = open_desk()
    again = f"rsense run {shlex.quote(name)}"
    _perform(desk, desk.script(name), plain, private, about, no_wait, new, again)


def pause(
    plain: Plain = False,
    private: Private = False,
    about: About = None,
    no_wait: NoWait = False,
    new: New = False,
    inline: Inline = False,
) -> None:
    """Three minutes between the sting and what you do next."""
    desk = open_desk()
    script = desk.script("mindful-pause")
    _perform(desk, script, plain, private, about, no_wait, new, "rsense pause", inline)


def breathe(
    pattern: Annotated[
        str | None, typer.Argument(help="Seconds in-out such as 4-6, 4-4-4-4, 4-7-8, or sigh.")
    ] = None,
    minutes: Annotated[
        float | None, typer.Option("--minutes", "-m", help="How long; whole breaths, rounded up.")
    ] = None,
    plain: Plain = False,
    private: Private = False,
    no_wait: NoWait = False,
    new: New = False,
    inline: Inline = False,
    tones: Sounds = False,
) -> None:
    """A slow breath. Without a pattern, choose one."""
    desk = open_desk()
    pattern = desk.config.patterns.get(pattern or "", pattern)
    if pattern is None and minutes is None:
        _perform(desk, desk.script("paced-breathing"), plain, private, None, no_wait, new,
                 "rsense breathe", inline, tones=tones)  # fmt: skip
    else:
        script = breath_script(desk, pattern or "4-6", minutes)
        again = f"rsense breathe {pattern or '4-6'}"
        _perform(desk, script, plain, private, None, no_wait, new, again, inline, tones=tones)


def ground(
    plain: Plain = False,
    private: Private = False,
    no_wait: NoWait = False,
    new: New = False,
) -> None:
    """Come back to the room, by the five senses."""
    run("five-senses", plain, private, None, no_wait, new)


def rethink(
    plain: Plain = False,
    private: Private = False,
    about: About = None,
    no_wait: NoWait = False,
    new: New = False,
) -> None:
    """Take a rejection apart: facts, readings, other readings."""
    desk = open_desk()
    script = desk.script("rethink-the-rejection")
    _perform(desk, script, plain, private, about, no_wait, new, "rsense rethink", ask_about=True)


def breath_script(desk: Desk, pattern: str, minutes: float | None) -> Script:
    """A pattern as an exercise of one step, checked like any other. Raises Failure."""
    words = pattern.split("-")
    holds = len(words) > 2
    long_hold = len(words) > 2 and words[1].isdecimal() and int(words[1]) > 5
    length = f"{minutes if minutes is not None else (1 if long_hold else 2):g}"
    if '"' in pattern or "\\" in pattern or "\n" in pattern:
        raise Failure(f"{pattern!r} is no breathing pattern. Try 4-6, 5-5 or sigh.", USAGE)
    text = BREATH.format(pattern=pattern, minutes=length, caution=HOLDS if holds else "")
    try:
        return parse("breath", text, desk.library.sources, desk.library.vocabularies)
    except ScriptError as error:
        problem = error.problems[0]
        advice = f" ({problem.advice})" if problem.advice else ""
        raise Failure(f"{problem.what}{advice}. Try 4-6, 5-5 or sigh.", USAGE) from error


def _perform(
    desk: Desk,
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
    trigger = None
    if about:
        trigger = last_trigger(desk) if about == "last" else _trigger(desk, about)
    ask = sys.stdin.isatty() and not new

    def open_about(trigger: Trigger | None) -> Opened:
        ids = (trigger.id,) if trigger else ()
        return Table(desk, script, private, ids, trigger, again).opened(ask=ask)

    with told():
        which = ask_about and ask and not (private or about)
        which = which and all(left.exercise != script.id for left in desk.progress.all())
        opened = (_about_which(desk, open_about) if which else None) or open_about(trigger)
    lines = plain or desk.config.plain
    services = services_for(desk)
    if tones:
        services = replace(services, look=replace(services.look, tones=True))
    perform(opened, services, plain=lines, wait=not no_wait, inline=inline)


def _about_which(desk: Desk, open_about: Callable[[Trigger | None], Opened]) -> Opened | None:
    """The question which trigger it is about, where some are not yet worked through."""
    from rsense.cli.looking_back import open_triggers  # noqa: PLC0415 - a breath needs none

    waiting = {trigger.id: trigger for trigger in open_triggers(desk)}
    if not waiting:
        return None
    now = desk.now()
    options = {
        id: f"{one_line(t.what)[:LONGEST_LABEL]}, {when_words(t.at, now)}"
        for id, t in waiting.items()
    }
    return question(
        "Re-think",
        "Which one is it about?",
        {**options, "else": "something else"},
        lambda way: open_about(waiting.get(way)),
    )


def last_trigger(desk: Desk) -> Trigger:
    """The trigger logged last. Raises Failure."""
    for found in desk.records.newest("trigger"):
        if isinstance(found.record, Trigger):
            return found.record
    raise Failure("No trigger is logged yet. “rsense log” notes one.", USAGE)


def _trigger(desk: Desk, prefix: str) -> Trigger:
    record = desk.found(prefix).record
    if not isinstance(record, Trigger):
        raise Failure(f"{prefix} is not a trigger. “rsense history” shows which are.", USAGE)
    return record
