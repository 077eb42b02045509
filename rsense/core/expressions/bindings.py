"""Names that a script may use: the type of each, and its current value and label."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from rsense.core.values import strip_full_stop

Kind = Literal["number", "text", "list", "flag", "moment"]


class NameType(msgspec.Struct, frozen=True):
    """Type of a name that a step defines, for the checks of conditions."""

    kind: Kind
    values: tuple[str, ...] | None = None
    """Every value it can have; None where the list is open."""
    low: int = 0
    high: int = 0
    """Ends of the scale, both included, for a number."""
    private: bool = False


class Binding(msgspec.Struct, frozen=True):
    """Current value and label of a name. Conditions compare the value; texts show the label."""

    value: int | str | tuple[str, ...]
    """A flag is a bool: True if a timed step was followed to its end."""
    label: str
    items: tuple[str, ...] = ()
    """Labels of the items of a list, where they differ from the values."""

    @property
    def counts(self) -> bool:
        """True unless the answer is an empty list or a timed step broken off."""
        return self.value is not False and self.value != ()

    def bullets(self) -> str:
        """A list of several as lines of their own, `- a`; empty for anything else."""
        items = self.items or (self.value if isinstance(self.value, tuple) else ())
        return "\n".join(f"- {item.strip()}" for item in items) if len(items) > 1 else ""


Lookup = Callable[[str], Binding | None]
"""Finds the current answer by name; None when it was not answered."""


def listed(words: tuple[str, ...]) -> str:
    """A list as part of a sentence: `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    *others, last = words
    return f"{', '.join(strip_full_stop(word, ',') for word in others)} and {last}"


def apart(sentences: tuple[str, ...], mark: str = ";") -> str:
    """Sentences joined on one line: `A; B.`"""
    others = (strip_full_stop(words, mark) for words in sentences[:-1])
    return f"{mark} ".join((*others, *sentences[-1:]))


def listing(words: tuple[str, ...]) -> Binding:
    return Binding(words, listed(tuple(word.strip() for word in words)))
