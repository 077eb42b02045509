"""Lines in, lines out: what the dialogue may do, passed in so that tests need no terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from typing import TypeVar

import msgspec

from rsense.core.fold import fold
from rsense.core.prompts import Refused, Skip, Value, Way
from rsense.core.sanitize import clean, one_line
from rsense.save_queue import STILL_SAVING, Ended, SaveQueue
from rsense.session_runner import SaveFailed

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


Answer = Value | Command


class PromptTurn(msgspec.Struct, frozen=True):
    console: Console
    before: Value | Skip
    """An earlier answer that the question still takes; None when there is none."""
    draft: Callable[[Value], None]
    """Keeps half an answer, should no more of it come."""
    draft_later: Callable[[Value], None]
    """The same, without waiting for the disk."""

    def line(self, cue: str, with_half: Callable[[str], Value]) -> str | Command:
        """The next line. `with_half` makes half an answer of what is typed of it so far."""
        typing = self.console.typing
        typing.watch(lambda half: self._half(half, with_half, self.draft_later))
        try:
            return self.console.line(cue)
        except (EndOfInput, KeyboardInterrupt, Ended):
            if half := typing.look().strip():
                self._half(half, with_half, self.draft)
            raise
        finally:
            typing.watch(None)

    def _half(
        self, half: str, with_half: Callable[[str], Value], keep: Callable[[Value], None]
    ) -> None:
        pasted = "\n" in half.strip()  # several lines are words, as for the console
        words = half[1:] if half.startswith("::") and not pasted else half
        if words is half and half.startswith(":") and not pasted:
            return  # a command, as far as it goes
        with suppress(SaveFailed, Refused):  # told of at the end of the line, or on leaving
            keep(with_half(words))

    def kept(self, line: str | Command) -> Answer:
        """A command, or the earlier answer when an empty line keeps it; None for an answer."""
        if isinstance(line, Command):
            return line
        if self.before is None or line.strip():
            return None
        return Command.SKIP if isinstance(self.before, Skip) else self.before

    def show_notes(self, text: str) -> None:
        """What could be said more kindly, in words for somebody else."""
        from rsense.core import message_lint  # noqa: PLC0415 - its shapes take a while to build

        for note in message_lint.notes(text):
            self.console.say(f"About “{one_line(note.words)}”: {note.advice}", indent="  ")


def begun(starter: str, words: str) -> str:
    """The words after those already on the page, unless they were typed again."""
    if not starter or not words.strip() or fold(words.strip()).startswith(fold(starter)):
        return words
    return f"{starter} {words.lstrip()}"
