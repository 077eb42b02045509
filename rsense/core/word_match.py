"""Match typed text to words of a vocabulary. Pure, and cheap to import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rsense.core.fold import fold


class TermEntry(NamedTuple):
    """A word that typed text can stand for."""

    value: str
    label: str
    hint: str = ""
    retired: bool = False

    @property
    def heavy(self) -> bool:
        """True if it should not stand alone: its hint names help."""
        return "help-now" in self.hint


def match_terms(typed: str, words: Iterable[TermEntry]) -> list[TermEntry]:
    """Words that the typed one can stand for: the exact word, else those that begin with it.

    Compared by `fold`. Retired words count only when they are spelled out.
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
