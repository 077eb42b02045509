"""The terminal of the line dialogue: a paste is one line, and every way out restores it.

Line editing is Python's `readline` module. GNU readline takes a bracketed paste, but not in a way
that can be left again: when the end of one is lost, no signal is answered any more. So the paste is
read here, as a "completion" of the sequence that begins it. libedit (macOS, uv) cannot edit a line
with newlines in it; there, and without `readline`, what comes in the moment of an Enter is a paste.
"""

from __future__ import annotations

import atexit
import codecs
import os
import select
import signal
import sys
import termios
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from io import BufferedReader, TextIOWrapper
from types import FrameType
from typing import Any

from rsense.cli.typed_ahead import INPUT, OUTPUT, drain, in_foreground, is_terminal, read_pending
from rsense.core.sanitize import clean
from rsense.save_queue import Ended
from rsense.services.text_input import mended

PASTE_ON, PASTE_OFF = "\x1b[?2004h", "\x1b[?2004l"
PASTE_END = b"\x1b[201~"
PATIENCE = 2.0
"""Seconds without a byte after which a paste counts as over: its end may have been lost."""
_BINDINGS = (
    "set enable-bracketed-paste off",  # else GNU's own comes first
    "set bell-style none",  # a "completion" without matches rings
    r'"\e[200~": complete',
    # Python binds these to completion, which would wait for a paste.
    r'"\e\e": abort',
    r'"\e\t": abort',
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class LineTerminal:
    """The terminal of this process; `read_line` raises EOFError and KeyboardInterrupt."""

    def __init__(self) -> None:
        try:
            import readline
        except ImportError:  # a Python without it: the terminal's own editing has to do
            readline = None  # type: ignore[assignment] # a module, or none
        self._readline = readline
        self._cue = ""
        self._reading = False
        self.saving = False
        """Whether SIGTERM and SIGHUP raise Ended, for whoever saves what is half written."""
        self._told: BaseException | None = None
        """What a signal raised while a paste was read, where readline swallows it."""
        self._ahead: list[str] = []
        """Enter typed ahead, for the questions to come."""
        self._meanwhile: list[str] = []
        """What was typed while time was followed; empty words are the end of the input."""
        self.begun: str | None = None
        """Keys of an answer that may need no Enter; None while whole lines are read."""
        self.held = ""
        """What the next line begins with: keys that were typed before it is asked."""
        self._at_rest = termios.tcgetattr(INPUT) if is_terminal() else None
        self._while_reading: list[Any] | None = None
        """The terminal's settings when it was stopped half way through a line."""
        self.takes_pastes = (
            "GNU" in (getattr(readline, "__doc__", None) or "")
            and self._at_rest is not None
            and os.isatty(OUTPUT)
            and os.environ.get("TERM", "") not in ("", "dumb")
        )
        self._on, self._off = (PASTE_ON, PASTE_OFF) if self.takes_pastes else ("", "")
        if self.takes_pastes:
            for command in _BINDINGS:
                readline.parse_and_bind(command)
            readline.set_completer(self._take_paste)
        if self._at_rest is not None:
            self._mind_signals()
            atexit.register(drain)

    def typed_so_far(self) -> str:
        """The line that is being typed, where that can be known."""
        if self.begun is not None:
            return self.begun
        return self._readline.get_line_buffer() if self._readline else ""

    @property
    def can_read_keys(self) -> bool:
        """Whether a key can be read without Enter, and none typed ahead comes first."""
        return self._at_rest is not None and not self._ahead and not self._meanwhile

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until a line is typed, which `read_line` returns then.

        It's taken here: readline changes the terminal, and an end of the input is lost by that.
        """
        if not self._meanwhile and select.select([INPUT], [], [], seconds)[0]:
            typed = b""
            with suppress(OSError):  # the terminal may be gone
                typed = os.read(INPUT, 65536)
            self._meanwhile = [letters(typed + read_pending()) if typed else ""]
        return bool(self._meanwhile)

    def leave_if_told(self) -> None:
        """Raise what a signal raised while a paste was read."""
        told, self._told = self._told, None
        if told:
            raise told

    def read_line(self, cue: str) -> str:
        """The next line, as it was typed or pasted: a paste may hold newlines."""
        if self._meanwhile:
            if not (typed := self._meanwhile.pop()):
                raise EOFError
            return typed.removesuffix("\n")
        if self._ahead:
            sys.stdout.write(f"{cue}\n")
            return self._ahead.pop(0)
        self._cue, self._told, self._reading = cue, None, self._readline is not None
        _write(self._on)
        try:
            line = mended(self._line_with_held(cue))
        finally:
            self._reading = False
            _write(self._off)
        rest = letters(read_pending())
        if not rest.strip():
            self._ahead = [""] * rest.count("\n")
            return line
        sys.stdout.write(f"{clean(rest)}\n")
        return f"{line}\n{rest}"

    def _line_with_held(self, cue: str) -> str:
        begun, self.held = self.held, ""
        if not begun:
            return input(cue)
        if not self._readline:
            return begun + input(f"{cue}{clean(begun)}")
        self._readline.set_startup_hook(lambda: self._readline.insert_text(begun))
        try:
            return input(cue)
        finally:
            self._readline.set_startup_hook(None)

    def _take_paste(self, _: str, state: int) -> None:
        """Insert a paste into the line. Called by readline, at a paste's beginning, as a completer:
        what a signal raises is swallowed there, so it ends the wait for more and is kept."""
        if state:
            return
        pasted = bytearray()
        try:
            for piece in _until_paste_end():
                pasted += piece
        except (KeyboardInterrupt, Ended) as told:
            self._told = told
        self._readline.insert_text(letters(bytes(pasted.removesuffix(PASTE_END))))

    def _mind_signals(self) -> None:
        """SIGTERM and SIGHUP put the terminal back first; so does Ctrl+Z, which comes back."""
        handlers = (
            (signal.SIGTERM, self._leave),
            (signal.SIGHUP, self._leave),
            (signal.SIGTSTP, self._stop),
            (signal.SIGCONT, self._go_on),
        )
        for number, handler in handlers:
            # What is ignored, as under nohup, stays so.
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, handler)

    def _leave(self, number: int, _: FrameType | None) -> None:
        with suppress(OSError, termios.error):  # it may be gone
            self._put_back()
            if in_foreground():
                termios.tcflush(INPUT, termios.TCIFLUSH)
        if self.saving:
            signal.signal(number, signal.SIG_DFL)  # a second one ends it at once
            raise Ended(number)
        die_of(number)

    def _stop(self, number: int, _: FrameType | None) -> None:
        with suppress(OSError, termios.error):
            if self._reading:
                self._while_reading = termios.tcgetattr(INPUT)
            self._put_back()
        die_of(number)  # stops here, until somebody says go on
        signal.signal(number, self._stop)

    def _go_on(self, number: int, _: FrameType | None) -> None:
        with suppress(OSError, termios.error):
            if self._reading and self._while_reading and in_foreground():
                termios.tcsetattr(INPUT, termios.TCSANOW, self._while_reading)
                # The shell has written since; readline knows nothing of it.
                _write(f"{self._on}{self._cue}{self._readline.get_line_buffer()}")

    def _put_back(self) -> None:
        if self._at_rest and in_foreground():  # else it is somebody else's, and would stop us
            if self._reading:
                _write(self._off)
            termios.tcsetattr(INPUT, termios.TCSANOW, self._at_rest)


def letters(data: bytes) -> str:
    """Typed or pasted bytes as text."""
    text = mended(data.decode(sys.stdin.encoding, "surrogateescape"))
    # A NUL would end the line for readline, which is written in C.
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


@lru_cache(maxsize=1)
def of_this_process() -> LineTerminal:
    """The one terminal there is: signals and readline know one each."""
    return LineTerminal()


def die_of(number: int) -> None:
    """End by a signal, as a process does that never heard of it."""
    signal.signal(number, signal.SIG_DFL)
    signal.raise_signal(number)


def _write(text: str) -> None:
    """Straight to the terminal: a signal may have come in the middle of a write."""
    with suppress(OSError):  # nobody looks any more
        os.write(OUTPUT, text.encode("utf-8", "replace"))


def _until_paste_end() -> Iterator[bytes]:
    """The bytes of a paste, its end with them, and none behind it: those are keys."""
    tail = b""
    while tail != PASTE_END and select.select([INPUT], [], [], PATIENCE)[0]:
        begun = next(n for n in range(len(PASTE_END), -1, -1) if tail.endswith(PASTE_END[:n]))
        piece = os.read(INPUT, len(PASTE_END) - begun)
        if not piece:
            return
        tail = (tail + piece)[-len(PASTE_END) :]
        yield piece


def typed_answer() -> str:
    """A line in answer to a question of one word: yes, a number; empty at the end of the input.

    What was typed or pasted together with it answers no other question.
    """
    read_bytes_as_letters()
    line = mended(sys.stdin.readline()).strip()
    if is_terminal():
        termios.tcflush(INPUT, termios.TCIFLUSH)
        atexit.unregister(drain)  # once is enough
        atexit.register(drain)
    return line


_prepared: object = None
"""The standard input that hands over bytes of any encoding."""


def read_bytes_as_letters() -> None:
    """Let standard input hand over bytes of any encoding, for `mended` to make letters of.

    In a pipe a line ends as on Unix and Windows; any other end of a line is part of an answer.
    """
    global _prepared  # noqa: PLW0603 - it is refused once something was read
    stdin = sys.stdin
    if stdin is _prepared or not isinstance(stdin, TextIOWrapper):
        return
    _prepared = stdin
    encoding = None
    if isinstance(stdin.buffer, BufferedReader) and not stdin.isatty():
        start = stdin.buffer.peek(4)  # waits for the first bytes, as reading them would
        encoding = next((name for mark, name in _BOMS if start.startswith(mark)), None)
    errors = "replace" if encoding in ("utf-16", "utf-32") else "surrogateescape"
    newline = None if stdin.isatty() else "\n"
    stdin.reconfigure(encoding=encoding, errors=errors, newline=newline)
