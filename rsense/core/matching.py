"""Which word of a vocabulary is meant by what somebody typed. Pure, and cheap to import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rsense.core.fold import fold


class Known(NamedTuple):
    """A word that can be meant."""

    value: str
    label: str
    hint: str = ""
    retired: bool = False

    @property
    def heavy(self) -> bool:
        """Whether it should not stand alone: its hint names help."""
        return "help-now" in self.hint


def meant(typed: str, words: Iterable[Known]) -> list[Known]:
    """The words that the typed one can stand for: the one it is, else those that begin so.

    They are compared as `fold` has them. Retired words count when they are spelled out.
    """
    wanted = " ".join(fold(typed).split())
    named = [(word, {fold(word.value), fold(word.label)}) for word in words]
    exact = [word for word, names in named if wanted in names]
    if exact or not wanted:
        return exact[:1]
    return [
        word
        for word, names in named
        if not word.retired and any(name.startswith(wanted) for name in names)
    ]
