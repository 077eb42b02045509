"""Programmes: exercises in an order, over days or weeks. Their files as values. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Literal

from msgspec import Struct

from rsense.core.date_phrases import counted
from rsense.core.sanitize import clean

MOST_SITTINGS = 60
_HOURS = {"h": 1, "day": 24, "week": 7 * 24, "month": 30 * 24}


def span_of(words: str) -> timedelta | None:
    """How long a span such as "2 weeks" or "a day" is; None if it is none."""
    number, unit = counted(" ".join(words.casefold().split())) or (0, "")
    return timedelta(hours=number * _HOURS.get(unit, 0)) or None


class Sitting(Struct, frozen=True, forbid_unknown_fields=True):
    """One exercise of a programme, and why it stands there."""

    exercise: str
    why: str
    rest: str = ""
    """The least time after the sitting before, such as "1 day"."""
    optional: bool = False

    @property
    def gap(self) -> timedelta:
        return span_of(self.rest) or timedelta()


class Programme(Struct, frozen=True, forbid_unknown_fields=True):
    """A programme, as its author wrote it."""

    format: Literal[1]
    title: str
    summary: str
    sitting: tuple[Sitting, ...]

    def problems(self, exercises: Collection[str]) -> Iterator[tuple[int, str]]:
        """Everything that is wrong beside its shape, with what to do about it, each with the number
        of its sitting; 0 for the head."""
        texts = (self.title, self.summary, *(one.why for one in self.sitting))
        if not all(map(str.strip, texts)):
            yield 0, "a title, a summary or a why has no words; write them, each in one line"
        if any(text != clean(text) or "\n" in text for text in texts):
            yield 0, "a text has a line break or a control character; write it in one line"
        if not 1 <= len(self.sitting) <= MOST_SITTINGS:
            yield 0, f"it has {len(self.sitting)} sittings; give it 1 to {MOST_SITTINGS}"
        elif self.sitting[0].optional:
            yield 1, "the first is optional; begin with one that is not"
        for number, one in enumerate(self.sitting, 1):
            if one.exercise not in exercises:
                yield number, f'there is no exercise "{clean(one.exercise)}"'
            if one.rest and span_of(one.rest) is None:
                yield number, f'"{clean(one.rest)}" is no span; write one such as "1 day"'
