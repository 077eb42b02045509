"""Lines in, lines out: what the dialogue may do, passed in so that tests need no terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from enum import Enum
from typing import TypeVar

import msgspec

from rsense.core.prompts import Way
from rsense.core.sanitize import clean
from rsense.save_queue import STILL_SAVING, SaveQueue

T = TypeVar("T")

WIDTH = 72
"""Characters in a line of text: comfortable to read, and it fits 80 columns."""


class Command(Enum):
    """What a person may type instead of an answer."""

    BACK = ":back"
    SKIP = ":skip"
    QUIT = ":quit"
    HELP = ":help"
    UNKEPT = ":unkept"


class EndOfInput(Exception):
    """Nothing more will be typed."""


class Typing:
    """What is typed of a line before its end, told now and then to whoever watches."""

    def __init__(self, look: Callable[[], str] = str) -> None:
        self.look = look
        self._watch: Callable[[str], None] | None = None
        self._before = ""

    def watch(self, tell: Callable[[str], None] | None) -> None:
        self._watch, self._before = tell, ""

    def tick(self) -> None:
        """Tell of what has been typed since the last time."""
        now = self.look()
        if self._watch and now != self._before:
            self._before = now
            self._watch(now)


class Console(msgspec.Struct, frozen=True):
    """Where lines come from and go to.

    `read` gives the next line without its end, or None at the end of the input; a paste is one
    line, with its newlines in it. `write` puts one line out; `wait` waits for so many seconds.
    """

    read: Callable[[str], str | None]
    write: Callable[[str], None]
    wait: Callable[[float], None]
    interactive: bool = True
    """A person is typing: offer to look over the answers before the end."""
    sound: Callable[[Way], None] = lambda _: None
    """Heard as a breath changes its way, for closed eyes."""
    paced: bool = True
    """Timed steps take their time; without it they are over at once and take no line."""
    typing: Typing = msgspec.field(default_factory=Typing)
    saves: SaveQueue = msgspec.field(default_factory=SaveQueue)

    def saved(self, job: Callable[[], T]) -> T:
        """What a save returns or raises; a line says so where it takes a while."""
        return self.saves.call(job, self._say_slow)

    def _say_slow(self) -> None:
        if self.interactive:
            self.say(STILL_SAVING)

    def say(self, text: str = "", indent: str = "") -> None:
        """Text from scripts and people, made harmless and wrapped."""
        for paragraph in clean(text).split("\n"):
            hang = indent + ("  " if paragraph.startswith("- ") else "")
            lines = textwrap.wrap(
                paragraph,
                WIDTH,
                initial_indent=indent,
                subsequent_indent=hang,
                break_on_hyphens=False,
                break_long_words=False,
            )
            for line in lines or [""]:
                self.write(line)

    def line(self, cue: str) -> str | Command:
        """The next line: a command, or words (`::` at the start writes a colon).

        A paste of several lines is words, whatever they begin with.

        Raises EndOfInput.
        """
        typed = self.read(cue)
        if typed is None:
            raise EndOfInput
        word = typed.replace("\ufeff", "").strip()
        if "\n" in word:
            return typed
        if any(word == command.value for command in Command):
            return Command(word)
        return typed[1:] if typed.startswith("::") else typed
