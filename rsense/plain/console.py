"""Input and output of the line dialogue, passed in so that tests need no terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from enum import Enum
from shutil import get_terminal_size
from typing import TYPE_CHECKING, TypeVar

import msgspec

from rsense.core.prompts import Refused, Skip, Value, Way
from rsense.core.sanitize import clean, one_line
from rsense.plain.aloud import Aloud
from rsense.ports import Activity, Exit, OwnEditor, Services
from rsense.save_queue import STILL_SAVING, Ended, SaveQueue
from rsense.session_runner import SaveFailed, SessionRunner

if TYPE_CHECKING:
    from rsense.core.message_lint import Note

T = TypeVar("T")
WIDTH = 72
"""Characters in a line of text, at most: easy to read, and it fits 80 columns."""


ASK_COUNTRY = ":help asks which country you're in, and shows its numbers."
_MARK = re.compile(r"- |\d{1,3}\. |[a-z]\. ")
"""What a line of a list begins with; its words stand below one another."""


_NEARLY = re.compile(r":[A-Za-z]{2,}")
"""A command mistyped: more than a face made of signs."""


class Command(Enum):
    """Commands that may be typed instead of an answer."""

    BACK = ":back"
    SKIP = ":skip"
    QUIT = ":quit"
    HELP = ":help"
    UNKEPT = ":unkept"
    ANSWERS = ":answers"
    EDIT = ":edit"
    EXAMPLE = ":example"
    AGAIN = ":again"
    NEW = ":new"


STOP = ":stop"
"""Leaves too: the word of an exercise for two, who need give no reason."""
COMMANDS = (
    "An empty line goes on, and skips what you don't have to answer. :back goes back, :quit keeps "
    "it for later, :help shows people to call."
)
COMMANDS_OF_TWO = (
    "An empty line goes on, and passes what you don't have to answer. :back goes back within your "
    "turn, :stop ends it for both of you and keeps nothing, :help shows people to call."
)
COLONS = ":help says what you can type. If your words begin with a colon, type two."
NOTHING_TO_WRITE = "There's nothing to write here, so that wasn't kept."
SCROLLBACK = "(Scrolling up in this window may still show what was written.)"


class EndOfInput(Exception):
    """The input has ended."""


class Typing:
    """The unfinished line, reported to a watcher at each `tick`."""

    def __init__(self, look: Callable[[], str] = str) -> None:
        self.look = look
        self._watch: Callable[[str], None] | None = None
        self._before = ""

    def watch(self, tell: Callable[[str], None] | None) -> None:
        self._watch, self._before = tell, ""

    def tick(self) -> None:
        """Report the line to the watcher if it has changed."""
        now = self.look()
        if self._watch and now != self._before:
            self._before = now
            self._watch(now)


class Console(msgspec.Struct, frozen=True):
    """Input, output and pacing of the dialogue.

    `read` gives the next line without its end, or None at the end of the input; a paste is one
    line, with its newlines in it. `write` puts one line out; `wait` waits for so many seconds, or
    until a line is typed, and then returns True.
    """

    read: Callable[[str], str | None]
    write: Callable[[str], None]
    wait: Callable[[float], bool | None]
    interactive: bool = True
    """A person is typing, so the answers are offered for review before the end."""
    sound: Callable[[Way], None] = lambda _: None
    """Play a tone when a breath changes direction, for closed eyes."""
    paced: bool = True
    """Timed steps wait. Without it they end at once and read no line."""
    typing: Typing = msgspec.field(default_factory=Typing)
    saves: SaveQueue = msgspec.field(default_factory=SaveQueue)
    fitting: Callable[[int], int] = lambda most: most
    """So many characters in a line, or what the terminal has room for."""
    aloud: Aloud | None = None
    """Reads aloud what is said, for closed eyes."""

    @property
    def width(self) -> int:
        """Characters in a line of text."""
        return self.fitting(WIDTH)

    def saved(self, job: Callable[[], T]) -> T:
        """Run a save and return its result; a line says so if it takes long."""
        return self.saves.call(job, self._say_slow)

    def _say_slow(self) -> None:
        if self.interactive:
            self.say(STILL_SAVING)

    @property
    def toned(self) -> bool:
        """Whether a breath is heard as tones, and its phases need not be spoken."""
        return self.aloud is not None and self.aloud.toned

    def hear(self, text: str) -> None:
        """Have a text read aloud at the next chance, without printing it."""
        if self.aloud:
            self.aloud.hear(text)

    def begin_reading(self, text: str) -> None:
        """Read a text aloud, beside whatever else goes on."""
        if self.aloud:
            self.aloud.hear(text)
            self.aloud.begin()

    def read_out(self) -> None:
        """Read aloud what was said, to its end or until a line is typed."""
        if self.aloud:
            self.aloud.finish(self.wait)

    def say(self, text: str = "", indent: str = "", *, heard: str | None = None) -> None:
        """Print text, cleaned of control characters and wrapped; `heard` is read aloud instead."""
        self.hear(text if heard is None else heard)
        for paragraph in clean(text).split("\n"):
            mark = _MARK.match(paragraph)
            hang = indent + " " * (len(mark[0]) if mark else 0)
            lines = textwrap.wrap(
                paragraph,
                self.width,
                initial_indent=indent,
                subsequent_indent=hang,
                break_on_hyphens=False,
                break_long_words=False,
            )
            for line in lines or [""]:
                self.write(line)

    def scroll_clear(self) -> None:
        """Scroll what one person wrote out of the window, before another one looks."""
        for _ in range(get_terminal_size().lines if self.interactive else 1):
            self.write("")
        if self.interactive:
            self.say(SCROLLBACK)

    def line(self, cue: str, keys: Collection[str] = ()) -> str | Command:
        """The next line: a command, or words (`::` at the start writes a colon).

        A paste of several lines is words, whatever they begin with, and so is whatever is no
        command in a pipe. One of `keys` needs no Enter, where it can be had so. Raises EndOfInput.
        """
        if self.aloud and (problem := self.aloud.problem()):
            self.say(problem)
        if not self.interactive:
            self.read_out()  # in a pipe the answer is there already
        typed = self.aloud.line(cue, keys, self.read) if self.aloud else self.read(cue)
        if typed is None:
            raise EndOfInput
        word = typed.replace("\ufeff", "").strip()
        if "\n" in word:
            return typed
        named = word.casefold()
        if named == STOP:
            return Command.QUIT
        if any(named == command.value for command in Command):
            return Command(named)
        if self.interactive and _NEARLY.fullmatch(word):
            self.say(f"There's no {word}. {COLONS}")
            return self.line(cue, keys)
        return typed[1:] if typed.startswith("::") else typed


class TookExit(Exception):
    """An exit was taken from a timed step, which went as far as `value`."""

    def __init__(self, exit: Exit, value: Value) -> None:
        self.exit, self.value = exit, value


Answer = Value | Command


class Dialogue(msgspec.Struct):
    """An activity, and what it is run with."""

    opened: Activity
    services: Services
    console: Console
    unsaved: SaveFailed | None = None
    """The last failed save, until one succeeds."""

    @property
    def sitting(self) -> SessionRunner:
        return self.opened.sitting

    @property
    def commands(self) -> str:
        """What can be typed instead of an answer."""
        return COMMANDS_OF_TWO if self.opened.stop else COMMANDS


class PromptTurn(msgspec.Struct, frozen=True):
    console: Console
    before: Value | Skip
    """An earlier answer that the prompt still accepts, or None."""
    begun: Value
    """What waits in the question, whole or half: lines and parts go on from it."""
    draft: Callable[[Value], None]
    """Save a partial answer."""
    draft_later: Callable[[Value], None]
    """Save a partial answer without waiting for the disk."""
    at_once: bool = False
    """A timed step begins by itself."""
    exits: Sequence[Exit] = ()
    """Ways out of a timed step."""
    empty_skips: bool = False
    """An empty line skips the question."""
    way_out: str = ""
    """The command that leaves the question, in words, beside a complaint."""
    editor: OwnEditor | None = None
    """None where what is written here is kept nowhere."""
    notes: Callable[[str], Sequence[Note]] = lambda _: ()
    """On the wording of a message for somebody else."""

    def line(
        self, cue: str, with_half: Callable[[str], Value], keys: Collection[str] = ()
    ) -> str | Command:
        """The next line. `with_half` makes a partial answer of the unfinished line."""
        typing = self.console.typing
        typing.watch(lambda half: self._half(half, with_half, self.draft_later))
        try:
            return self.console.line(cue, keys)
        except (EndOfInput, KeyboardInterrupt, Ended):
            if half := typing.look().strip():
                self._half(half, with_half, self.draft)
            raise
        finally:
            typing.watch(None)

    def enter(self, cue: str) -> Command | None:
        """Wait for Enter, or a command. Raises Refused if a person types words."""
        line = self.console.line(cue)
        if isinstance(line, str) and line.strip() and self.console.interactive:
            raise Refused(NOTHING_TO_WRITE)
        return line if isinstance(line, Command) else None

    def _half(
        self, half: str, with_half: Callable[[str], Value], keep: Callable[[Value], None]
    ) -> None:
        pasted = "\n" in half.strip()  # a paste is an answer, as in Console.line
        words = half[1:] if half.startswith("::") and not pasted else half
        if words is half and half.startswith(":") and not pasted:
            return  # perhaps the start of a command
        with suppress(SaveFailed, Refused):  # reported after the line, or on leaving
            keep(with_half(words))

    def kept(self, line: str | Command, *, begun: bool = False) -> Answer:
        """A command, or what an empty line stands for: the earlier answer, or a skip; None if the
        line is an answer, or ends one that was `begun`."""
        if isinstance(line, Command):
            return line
        if line.strip() or begun:
            return None
        if self.before is None:
            return Command.SKIP if self.empty_skips else None
        return Command.SKIP if isinstance(self.before, Skip) else self.before

    def show_notes(self, text: str) -> None:
        """Print notes on the wording of a message."""
        for note in self.notes(text):
            self.console.say(f"About “{one_line(note.words)}”: {note.advice}", indent="  ")
