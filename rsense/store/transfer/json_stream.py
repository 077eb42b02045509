"""The entries of a journal in JSON, cut out of a file one at a time.

A file of any length: no more of it is held than one entry. What an entry says is left to whoever
decodes it. Takes what the exports of jrnl and of Day One are (an object with a list `entries`), a
list of entries, one entry alone, and several of these after one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

LONGEST_ENTRY = 4 * 1024 * 1024
"""Bytes in an entry, or in anything beside the entries, at most."""
MOST_PIECES = 100_000
"""Strings, brackets and what stands between them in an entry, at most: a record holds 20,000
values, and each may have a name."""
CHUNK = 64 * 1024
ENTRIES = b'"entries"'

_BOM = b"\xef\xbb\xbf"
_BLANKS = re.compile(rb"[ \t\r\n]*+")
_SCALAR = re.compile(rb'[^\s"\[\]{},:]++')
_PIECE = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{}]|[^"\[\]{}]++', re.DOTALL)


class BrokenJson(Exception):
    """Text that goes on as no JSON does. The message says where, without a full stop."""


def entry_texts(file: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each entry as JSON, and whether it stood alone, in no list. Raises BrokenJson."""
    text = _Text(file)
    while first := text.next_byte():
        if first == b"[":
            yield from ((entry, False) for entry in _elements(text))
        elif first == b"{":
            yield from _entries_of_object(text)
        else:
            raise text.broken()


def _entries_of_object(text: _Text) -> Iterator[tuple[bytes, bool]]:
    members: list[bytes] = []
    listed = False
    for key in _members(text):
        if key == ENTRIES and text.next_byte() == b"[":
            yield from ((entry, False) for entry in _elements(text))
            listed = True
            members.clear()
            continue
        value = text.value()
        if not listed:
            members.append(key + b":" + value)
            if sum(map(len, members)) > LONGEST_ENTRY:
                raise text.too_long()
    if not listed:
        yield b"{" + b",".join(members) + b"}", True


def _members(text: _Text) -> Iterator[bytes]:
    """Each key of an object; its value is taken before the next is asked for."""
    for _ in text.parts(b"{", b"}"):
        if text.next_byte() != b'"':
            raise text.broken()
        key = text.value()
        text.take(b":")
        yield key


def _elements(text: _Text) -> Iterator[bytes]:
    for _ in text.parts(b"[", b"]"):
        yield text.value()


class _Text:
    """A window on a file of JSON, which moves on as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._window = b""
        self._at = 0
        self._line = 1
        if self._more() and self._window.startswith(_BOM):
            self._at = len(_BOM)

    def next_byte(self) -> bytes:
        """The next byte that is no blank; nothing at the end."""
        while True:
            blanks = _BLANKS.match(self._window, self._at)
            self._at = blanks.end() if blanks else self._at
            if self._at < len(self._window) or not self._more():
                return self._window[self._at : self._at + 1]

    def take(self, byte: bytes) -> None:
        """Go past a byte that must be there. Raises BrokenJson."""
        if self.next_byte() != byte:
            raise self.broken()
        self._at += 1

    def parts(self, begin: bytes, end: bytes) -> Iterator[None]:
        """Stop at each part between two brackets; it is taken before the next is asked for.

        Raises BrokenJson.
        """
        self.take(begin)
        if self.next_byte() == end:
            self.take(end)
            return
        goes_on = True
        while goes_on:
            yield
            goes_on = self.next_byte() == b","
            self.take(b"," if goes_on else end)

    def value(self) -> bytes:
        """The next value as it stands there. Raises BrokenJson."""
        inside = self.next_byte() in (b"{", b"[", b'"')
        depth = pieces = length = 0
        while not length or depth:
            piece = (_PIECE if inside else _SCALAR).match(self._window, self._at + length)
            if (piece is None or piece.end() == len(self._window)) and self._more():
                continue  # it may go on there
            if piece is None:
                raise self.broken()
            length = piece.end() - self._at
            depth, pieces = depth + _STEPS.get(piece[0], 0), pieces + 1
            if pieces > MOST_PIECES:
                raise BrokenJson(f"an entry at line {self._line} holds more than a record can")
        text = self._window[self._at : self._at + length]
        self._at += length
        return text

    def broken(self) -> BrokenJson:
        line = self._line + self._window.count(b"\n", 0, self._at)
        return BrokenJson(f"it is no JSON (line {line})")

    def too_long(self) -> BrokenJson:
        return BrokenJson(f"an entry in it is longer than {LONGEST_ENTRY // 2**20} MB")

    def _more(self) -> bool:
        """Read on and let go of what was taken; whether there was more. Raises BrokenJson."""
        rest = len(self._window) - self._at
        if rest > LONGEST_ENTRY:
            raise self.too_long()
        chunk = self._file.read(max(CHUNK, rest))
        self._line += self._window.count(b"\n", 0, self._at)
        self._window, self._at = self._window[self._at :] + chunk, 0
        return bool(chunk)


_STEPS = {b"{": 1, b"[": 1, b"}": -1, b"]": -1}
