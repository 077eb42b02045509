"""Decodes and normalises the text a person gives."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from rsense.core.stored_text import is_blank, stored_text

MOST = 1_000_000
"""Bytes of UTF-8 in one text, at most: with its escapes it has to fit into a record's 1 MB."""
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_bytes(data: bytes) -> str:
    """The text that the bytes are meant to be. A mark at the start of UTF-8 is part of it: it is
    what was given, and it shows as nothing."""
    for encoding, marks in (("utf-32", _UTF_32), ("utf-16", _UTF_16)):
        if data.startswith(marks):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                break
    return mended(data.decode("utf-8", "surrogateescape"))


def decode_argument(word: str) -> str:
    """A word of the command line, read anew where the locale is not the terminal's."""
    if word.isascii():
        return word
    try:
        return decode_bytes(os.fsencode(word))
    except UnicodeEncodeError:  # half a character, which no shell can hand over
        return word


def comma_parts(texts: Iterable[str]) -> Iterator[str]:
    """The parts of texts, none empty; commas stand between several in one."""
    parts = (part for text in texts for part in text.split(","))
    return filter(None, (normalise_text(part).strip() for part in parts))


def normalise_text(text: str) -> str:
    """The text as it is kept, empty if it says nothing."""
    return "" if is_blank(text) else stored_text(text)


def decoded_text(word: str) -> str:
    """A word of the command line as it is kept."""
    return normalise_text(decode_argument(word))


def mended(text: str) -> str:
    """The text with letters in place of the bytes that were no UTF-8."""
    return text if text.isascii() else text.translate(_strays())


@cache
def _strays() -> Mapping[int, str]:
    """Stand-ins of `surrogateescape` for bytes that are no UTF-8, and the letters they become."""
    return {0xDC00 + byte: _stray(byte) for byte in range(0x80, 0x100)}


def _stray(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
