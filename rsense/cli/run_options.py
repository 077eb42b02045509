"""The options of commands that open an exercise."""

import inspect
from collections.abc import Callable

import msgspec

from rsense.cli.commands._options import (
    About,
    Command,
    Inline,
    New,
    NoWait,
    Plain,
    Private,
    Speak,
    Tones,
    with_options,
)

ALWAYS = ("plain", "speak", "private", "no_wait")


class RunOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How an exercise is opened and shown. A command fills it and hands it on whole."""

    plain: Plain = False
    speak: Speak = False
    private: Private = False
    about: About = None
    no_wait: NoWait = False
    new: New = False
    inline: Inline = False
    tones: Tones = False

    @property
    def lines(self) -> bool:
        return self.plain or self.speak


def with_run_options(*more: str) -> Callable[[Command], Command]:
    """The command with the options ALWAYS there and these, whose values come as its `**options`."""
    known = inspect.signature(RunOptions).parameters.values()
    chosen = [one for one in known if one.name in (*ALWAYS, *more)]
    return lambda command: with_options(command, chosen)
