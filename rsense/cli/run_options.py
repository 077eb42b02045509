"""The options of commands that open an exercise."""

import inspect
from collections.abc import Callable
from typing import Annotated

import msgspec
import typer

from rsense.cli.commands._options import Command, New, NoWait, Plain, Private, with_options
from rsense.cli.completion.values import trigger_ids

ALWAYS = ("plain", "speak", "private", "no_wait")


class RunOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How an exercise is opened and shown. A command fills it and hands it on whole."""

    plain: Plain = False
    speak: Annotated[
        bool,
        typer.Option("--speak", help="Read it aloud, in lines: one key answers, for closed eyes."),
    ] = False
    private: Private = False
    about: Annotated[
        str | None,
        typer.Option(
            "--about",
            metavar="ID|last",
            help="Work on a trigger you logged.",
            autocompletion=trigger_ids,
        ),
    ] = None
    no_wait: NoWait = False
    new: New = False
    inline: Annotated[
        bool, typer.Option("--inline", help="Stay in the terminal below the prompt.")
    ] = False
    tones: Annotated[
        bool, typer.Option("--tones", help="Soft tones as the breath changes, for closed eyes.")
    ] = False

    @property
    def lines(self) -> bool:
        return self.plain or self.speak


def with_run_options(*more: str) -> Callable[[Command], Command]:
    """The command with the options ALWAYS there and these, whose values come as its `**options`."""
    known = inspect.signature(RunOptions).parameters.values()
    chosen = [one for one in known if one.name in (*ALWAYS, *more)]
    return lambda command: with_options(command, chosen)
