"""Answers at one key, on the terminal of the line dialogue. Other keys begin an ordinary line."""

from __future__ import annotations

import os
import select
import termios
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from rsense.cli.line_terminal import LineTerminal, letters
from rsense.cli.typed_ahead import INPUT, OUTPUT, in_foreground
from rsense.core.sanitize import clean

SECOND_KEY_SECONDS = 0.9
"""How long a 1 waits for the 0 of a ten."""
HABIT_SECONDS = 0.4
"""How long after such a key an Enter is only a habit, and no answer to the next question."""
LOOK_SECONDS = 0.5
END_OF_INPUT, ESCAPE = "\x04", "\x1b"
ERASES = ("\x7f", "\b")


def read_answer(
    terminal: LineTerminal, cue: str, keys: Collection[str], read: Callable[[str], str | None]
) -> str | None:
    """The next line, which ends without Enter where it is one of `keys`; None at its end.

    `read` reads a line that does not. Raises KeyboardInterrupt.
    """
    if not terminal.can_read_keys:
        return read(cue)
    _write(cue)
    terminal.begun, came = "", terminal.held
    terminal.held = ""
    try:
        with _keys_at_once():
            while True:
                came = came or _typed()
                if came == END_OF_INPUT and not terminal.begun:
                    return None
                if came in ERASES:
                    terminal.begun = ""
                elif not came.startswith(ESCAPE):  # an arrow, say: no letter
                    terminal.begun += came
                came, begun = "", terminal.begun.casefold()
                if begun and not any(key.casefold().startswith(begun) for key in keys):
                    break
                if begun in map(str.casefold, keys) and not _longer(begun, keys):
                    break
            typed = terminal.begun
            if typed.casefold() in map(str.casefold, keys):
                _write(f"{typed}\r\n")
                if _is_typed(HABIT_SECONDS):
                    terminal.held = _typed().removeprefix("\n")
                return typed
    finally:
        terminal.begun = None
    line, end, rest = typed.partition("\n")
    if not end:
        terminal.held = line
        return read(f"\r{cue}")  # it stands there already
    _write(f"{clean(line)}\n")
    return f"{line}\n{rest}" if rest.strip() else line


def _longer(begun: str, keys: Collection[str]) -> bool:
    """Whether a longer answer begins like this one, and is being typed."""
    more = any(key != begun and key.startswith(begun) for key in keys)
    return more and _is_typed(SECOND_KEY_SECONDS)


def _is_typed(seconds: float) -> bool:
    return bool(select.select([INPUT], [], [], seconds)[0])


def _typed() -> str:
    """What is typed next, one key or all of a paste."""
    while not _is_typed(LOOK_SECONDS):
        _make_bare()  # after a stop the shell has put its own back
    return letters(os.read(INPUT, 65536)) or END_OF_INPUT


@contextmanager
def _keys_at_once() -> Iterator[None]:
    before = termios.tcgetattr(INPUT)
    _make_bare()
    try:
        yield
    finally:
        if in_foreground():
            termios.tcsetattr(INPUT, termios.TCSANOW, before)


def _make_bare() -> None:
    """No Enter is waited for, and nothing typed is shown."""
    if in_foreground():
        bare = termios.tcgetattr(INPUT)
        bare[3] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(INPUT, termios.TCSANOW, bare)


def _write(text: str) -> None:
    os.write(OUTPUT, text.encode("utf-8", "replace"))
