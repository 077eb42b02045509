"""Columns that a text takes on a terminal."""

from __future__ import annotations


def display_width(text: str) -> int:
    """Columns that a text takes on a terminal, as nearly as can be told."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def truncate(text: str, room: int) -> str:
    """The text in at most so many columns, `…` where something is missing."""
    if display_width(text) <= room:
        return text
    used, end = 1, 0  # one column for the …
    for letter in text:
        used += 1 if letter.isascii() else _cells(letter)
        if used > room:
            break
        end += 1
    return f"{text[:end].rstrip()}…"


def _cells(letter: str) -> int:
    import unicodedata  # few texts need it

    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
