"""How strong notes were before a programme, and after it. Pure.

Every note before is paired with every note after: the share of pairs in which the later one is
lower, ties counting half, is the NAP (Parker and Vannest, 2009, Behavior Therapy 40, 357), which is
the Mann-Whitney statistic over the number of pairs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from rsense.core.records import Trigger

ENOUGH = 5
"""Rated notes on either side, at least."""


class ProgrammeSpan(NamedTuple):
    """A programme that is over: when it was begun, and when its last sitting was done."""

    name: str
    title: str
    begun: datetime
    ended: datetime


class ProgrammeChange(NamedTuple):
    """Rated notes before and after a programme, and the share of pairs that were lower after."""

    name: str
    title: str
    before: int
    after: int
    lower: float


def programme_changes(
    spans: Iterable[ProgrammeSpan], notes: Sequence[Trigger]
) -> Iterator[ProgrammeChange]:
    """One for each programme with enough rated notes on either side."""
    for span in spans:
        before = [note.intensity for note in notes if note.at < span.begun]
        after = [note.intensity for note in notes if note.at > span.ended]
        first, later = (sorted(n for n in side if n is not None) for side in (before, after))
        if min(len(first), len(later)) >= ENOUGH:
            share = lower_share(first, later)
            yield ProgrammeChange(span.name, span.title, len(first), len(later), share)


def lower_share(first: Sequence[int], later: Sequence[int]) -> float:
    """The share of pairs in which the later one is lower. `first` is in order."""
    wins = sum(
        len(first) - (bisect_left(first, one) + bisect_right(first, one)) / 2 for one in later
    )
    return wins / (len(first) * len(later))
