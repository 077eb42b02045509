"""`run`, `pause`, `breathe`, `ground`, `rethink`: doing an exercise."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from rsense.cli import doing
from rsense.cli.completion import exercise_names, patterns, trigger_ids
from rsense.cli.doing import run_exercise
from rsense.services.context import open_context

Plain = Annotated[bool, typer.Option("--plain", help="Lines instead of screens.")]
Private = Annotated[bool, typer.Option("--private", help="Keep nothing at all on disk.")]
About = Annotated[
    str | None,
    typer.Option(
        "--about",
        metavar="ID|last",
        help="Work on a trigger you logged.",
        autocompletion=trigger_ids,
    ),
]
NoWait = Annotated[
    bool, typer.Option("--no-wait", help="Timed steps do not wait: to rehearse a script.")
]
Inline = Annotated[bool, typer.Option("--inline", help="Stay in the terminal below the prompt.")]
Sounds = Annotated[
    bool, typer.Option("--tones", help="Soft tones as the breath changes, for closed eyes.")
]
New = Annotated[bool, typer.Option("--new", help="Begin anew; do not offer to go on.")]


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
    desk = open_context()
    again = f"rsense run {shlex.quote(name)}"
    run_exercise(desk, desk.script(name), plain, private, about, no_wait, new, again)


def pause(
    plain: Plain = False,
    private: Private = False,
    about: About = None,
    no_wait: NoWait = False,
    new: New = False,
    inline: Inline = False,
    tones: Sounds = False,
) -> None:
    """Three minutes between the sting and what you do next."""
    doing.pause(open_context(), plain, private, about, no_wait, new, inline, tones)


def breathe(
    pattern: Annotated[
        str | None,
        typer.Argument(
            help="Seconds in-out such as 4-6, 4-4-4-4, 4-7-8, or sigh.", autocompletion=patterns
        ),
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
    doing.breathe(open_context(), pattern, minutes, plain, private, no_wait, new, inline, tones)


def ground(
    plain: Plain = False, private: Private = False, no_wait: NoWait = False, new: New = False
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
    desk = open_context()
    script = desk.script("rethink-the-rejection")
    run_exercise(
        desk, script, plain, private, about, no_wait, new, "rsense rethink", ask_about=True
    )
