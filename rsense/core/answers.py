"""What answers are called: the names a script may use, and what stands behind each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec
from msgspec.structs import replace

from rsense.core.values import before

Kind = Literal["number", "text", "list", "flag"]


class Name(msgspec.Struct, frozen=True):
    """A name that a step defines: what a condition may compare it with."""

    kind: Kind
    values: tuple[str, ...] | None = None
    """Every value it can have, where the list is closed."""
    low: int = 0
    high: int = 0
    """The ends of the scale, for a number."""
    private: bool = False

    def as_private(self) -> Name:
        return replace(self, private=True)


class Said(msgspec.Struct, frozen=True):
    """What a name stands for now. Conditions compare the value; texts show the label."""

    value: int | str | tuple[str, ...]
    """A flag is a bool: whether the timed step was followed to its end."""
    label: str
    items: tuple[str, ...] = ()
    """What the items of a list are called, where that is not their values."""

    @property
    def counts(self) -> bool:
        """Answered with something: not an empty list, not a timed step broken off."""
        return self.value is not False and self.value != ()


Lookup = Callable[[str], Said | None]
"""Finds what a name stands for; None when it was not answered."""


def listed(words: tuple[str, ...]) -> str:
    """A list as it reads in a sentence: `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    *others, last = words
    return f"{', '.join(before(word, ',') for word in others)} and {last}"


def apart(sentences: tuple[str, ...]) -> str:
    """Sentences on one line: `A; B.`"""
    return "; ".join((*(before(words, ";") for words in sentences[:-1]), *sentences[-1:]))


def listing(words: tuple[str, ...]) -> Said:
    return Said(words, listed(tuple(word.strip() for word in words)))
