"""What a terminal sends, as Textual's events: never an error, whatever the bytes are.

Textual's own reading (8.2) ends the program at the first byte that is no UTF-8 and at a report with
a number out of range, types a sequence that it does not know into the answer, and takes a paste
that holds an escape sequence for keys. So bytes are taken apart here, and its parser is asked only
for the meaning of one whole sequence or one character at a time.
"""

from __future__ import annotations

import codecs
import time
from collections.abc import Callable, Generator, Iterator
from typing import cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.events import Key, Paste, Resize
from textual.message import Message

ESCAPE = "\x1b"
MALFORMED = (ArithmeticError, LookupError, TypeError, ValueError)
"""What Textual's parser raises where a report holds a number that means nothing."""
ESCAPE_SECONDS = 0.1
"""After such a silence a lone Escape is the key, and half a sequence is none any more."""
HALF_LETTER_SECONDS = 0.4
"""After such a silence the first bytes of a letter are all there is of it."""
PASTE_SECONDS = 2.0
"""After such a silence a paste is over, though its end never came."""
LONGEST_SEQUENCE = 64
"""Characters; of a longer one only the end is waited for."""
STRINGS, STRING_END = "]P_^X", "\x1b\\"
"""After Escape: a text from the terminal follows, such as the colours it has; and what ends it."""


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 as letters: most likely they are those of a Western terminal."""
    here = cast("UnicodeDecodeError", error)  # it is only used to decode
    return here.object[here.start : here.end].decode("cp1252", "replace"), here.end


codecs.register_error("rsense-cp1252", _as_windows)


class TerminalInput:
    """Bytes in, events out."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.in_band = False
        """Whether the terminal was asked to report its size: else such a report is noise."""
        self._clock = clock
        self._heard_at = clock()
        self._decoder = codecs.getincrementaldecoder("utf-8")("rsense-cp1252")
        self._parser = XTermParser()
        self._sequence = ""
        """An escape sequence that has not come whole."""
        self._pasted: str | None = None
        """A paste that has not come whole."""

    def feed(self, data: bytes) -> Iterator[Message]:
        """The events of some bytes, or of none for a while."""
        yield from self._after_silence()
        if data:
            self._heard_at = self._clock()
            yield from self._text(self._decoder.decode(data))

    def _after_silence(self) -> Iterator[Message]:
        """The events of a silence: a lone Escape, half a letter, a paste without its end."""
        silent = self._clock() - self._heard_at
        if silent >= HALF_LETTER_SECONDS:
            yield from self._text(self._decoder.decode(b"", final=True))
        if silent >= PASTE_SECONDS and self._pasted is not None:
            yield from self._end_paste()
        if silent >= ESCAPE_SECONDS and self._sequence:
            lone, self._sequence = self._sequence == ESCAPE, ""
            if lone:
                yield Key("escape", ESCAPE)

    def _text(self, text: str) -> Iterator[Message]:
        while text:
            text = yield from self._keys(text) if self._pasted is None else self._paste(text)

    def _keys(self, text: str) -> Generator[Message, None, str]:
        """Take in keys up to where a paste begins; returns what comes behind that."""
        for end, character in enumerate(text, 1):
            yield from self._character(character)
            if self._pasted is not None:
                return text[end:]
        return ""

    def _paste(self, text: str) -> Generator[Message, None, str]:
        """Take in a paste up to its end; returns what comes behind that."""
        before = self._pasted or ""
        whole = before + text
        # The end may have come in two reads.
        at = whole.find(BRACKETED_PASTE_END, max(len(before) - len(BRACKETED_PASTE_END), 0))
        self._pasted = whole if at < 0 else whole[:at]
        if at < 0:
            return ""
        yield from self._end_paste()
        return whole[at + len(BRACKETED_PASTE_END) :]

    def _end_paste(self) -> Iterator[Message]:
        pasted, self._pasted = (self._pasted or "").replace("\0", ""), None
        if pasted:  # terminals send a line's end as Enter
            yield Paste(pasted.replace("\r\n", "\n").replace("\r", "\n"))

    def _character(self, character: str) -> Iterator[Message]:
        """One more character: a key, or a part of a sequence."""
        before = self._sequence
        if character == ESCAPE:
            self._sequence = ESCAPE
            if before == ESCAPE:
                yield Key("escape", ESCAPE)
        elif not before:
            yield from self._meaning(character)
        elif _may_follow(before, character):
            self._sequence = before + character if len(before) < LONGEST_SEQUENCE else before
            if _is_whole(before + character):
                self._sequence = ""
                if len(before) < LONGEST_SEQUENCE:
                    yield from self._whole(before + character)
        else:  # it broke off: what comes now is none of it
            self._sequence = ""
            yield from self._meaning(character)

    def _whole(self, sequence: str) -> Iterator[Message]:
        if sequence == BRACKETED_PASTE_START:
            self._pasted = ""
        elif sequence == STRING_END:
            return
        elif len(sequence) == 2 and sequence not in ANSI_SEQUENCES_KEYS:
            # Alt, or an Escape just before: a letter stays one, and no Enter comes in its place.
            if not sequence[1].isprintable():
                yield Key("escape", ESCAPE)
            yield from self._meaning(sequence[1])
        elif sequence[1] not in STRINGS:
            yield from self._meaning(sequence)

    def _meaning(self, sequence: str) -> Iterator[Message]:
        """What Textual takes a whole sequence or a character for; nothing where it knows none."""
        try:
            events = list(self._parser.feed(sequence))
        except MALFORMED:
            events = []
        if not events and len(sequence) > 1:
            self._renew()
        yield from filter(self._is_sound, events)

    def _renew(self) -> None:
        """A parser that waits for no more of a sequence, with what it knows of the terminal."""
        old, self._parser = self._parser, XTermParser()
        self._parser.last_x, self._parser.last_y = old.last_x, old.last_y
        if self.in_band:
            self._parser.mouse_pixels = old.mouse_pixels
            self._parser.terminal_size = old.terminal_size
            self._parser.terminal_pixel_size = old.terminal_pixel_size

    def _is_sound(self, event: Message) -> bool:
        if isinstance(event, Resize):
            if self.in_band and event.size:
                return True
            self._renew()
            return False
        if isinstance(event, Key) and event.character:
            return not any("\ud800" <= sign <= "\udfff" for sign in event.character)
        return True


def _may_follow(sequence: str, character: str) -> bool:
    """Whether a character can be the next of a sequence that is not whole."""
    if len(sequence) == 1 or sequence[1] in STRINGS or sequence.startswith("\x1b[M"):
        return True
    return " " <= character <= "~"


def _is_whole(sequence: str) -> bool:
    """Whether nothing of a sequence is still to come."""
    second, last = sequence[1], sequence[-1]
    if second in STRINGS:
        return last == "\a"  # or an Escape comes, which begins the next
    if second == "[":
        if sequence in ANSI_SEQUENCES_KEYS:
            return True
        if sequence[2:3] in ("M", "["):  # an old mouse's three bytes; a Linux console's F1 to F5
            return len(sequence) == (6 if sequence[2] == "M" else 4)
        return len(sequence) > 2 and "@" <= last <= "~"
    return len(sequence) == (3 if second == "O" else 2)
