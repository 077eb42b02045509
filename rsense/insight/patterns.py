"""Words that go with stronger or weaker notes, where chance would seldom do it. Pure.

Mood drifts, and words come in bunches: over weeks nearly any word goes with something. So a note is
held against its own calendar week only, and chance is what a week would say if its word had come as
many notes later, in a circle: that leaves mood and word as they follow each other, each by itself.
Its mean is 0 and its variance is known in closed form, so nothing is drawn by lot. Of all words
tried at once, at most one in ten that is said may be chance (Benjamini and Hochberg).

Proof: `python -m tests.bench.null_rate`. Words scattered freely over each week instead, the usual
rule, misled three people in ten who note twice a day about several things in a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import mul
from typing import NamedTuple

from rsense.core.records import Trigger
from rsense.insight.exact_tests import normal_p
from rsense.insight.selection import monday
from rsense.insight.triggers import spelled

LEAST_WITH = LEAST_WITHOUT = 5
LEAST_WEEKS = 4
LEAST_NOTES = 30
FALSE_SHARE = 0.1
"""The share of what is said that may be chance."""
SAME = 0.8
"""Two words that share so many of their notes cannot be told apart."""
_MOST_IN_A_WEEK = 500
"""A week with more notes was imported, not lived; the time it takes grows with the square."""
SHOWS_BY = ((5, 85), (3, 115), (2, 160))
"""Notes a week, and the notes by which a difference of 2 points, in every fifth of them, is found
for four people in five. Fewer notes a week have too little to be held against."""
KINDS = ("tag", "who", "type", "before")


class Pattern(NamedTuple):
    """A word, and by how much its notes differ from others of the same weeks."""

    kind: str
    """One of `KINDS`: the field that it stands in."""
    label: str
    key: str
    with_it: int
    without: int
    """Notes with a strength."""
    weeks: int
    """Weeks that have notes of both."""
    difference: float
    """Points, 0 to 10, within the same weeks."""
    p: float
    same: tuple[str, ...] = ()
    """Other words that share nearly all of these notes."""

    @property
    def id(self) -> str:
        """What it is called when it is hidden: the other direction would be news."""
        return f"{self.kind}:{self.key}:{'stronger' if self.difference > 0 else 'weaker'}"


class _Week(NamedTuple):
    """The notes of a calendar week, in their order."""

    places: dict[int, int]
    """Place among all notes to place in the week."""
    away: list[float]
    """Points by which each is above the mean of the week."""
    turned: list[float]
    """Mean product of `away` and itself, so many notes later."""


class _Word(NamedTuple):
    kind: str
    key: str
    label: str
    notes: frozenset[int]


def patterns(notes: Sequence[Trigger]) -> tuple[Pattern, ...]:
    """What may be said of these notes, the surest first; those without a strength are left out."""
    rated = [note for note in notes if note.intensity is not None]
    if len(rated) < LEAST_NOTES:
        return ()
    weeks = _by_week(rated)
    words = [*_words(rated)]
    tried = [pair for word in words if (pair := _tried(word, weeks, len(rated)))]
    tried.sort(key=lambda pair: (pair[0].p, pair[0].kind, pair[0].key))
    found: dict[_Word, Pattern] = {}
    for pattern, word in tried[: _holding([pattern.p for pattern, _ in tried])]:
        if not any(_are_same(word, other) for other in found):
            same = (o.label for o in words if o is not word and _are_same(word, o))
            found[word] = pattern._replace(same=tuple(same))
    return tuple(found.values())


def _holding(p: Sequence[float]) -> int:
    """How many of these, the smallest first, hold when so many were tried."""
    hold = [n for n, one in enumerate(p, 1) if one <= FALSE_SHARE * n / len(p)]
    return hold[-1] if hold else 0


def _by_week(notes: Sequence[Trigger]) -> list[_Week]:
    weeks: dict[date, list[int]] = {}
    for place, note in enumerate(notes):
        weeks.setdefault(monday(note.at.date()), []).append(place)
    return [
        _week(places, [notes[place].intensity or 0 for place in places])
        for places in weeks.values()
        if len(places) <= _MOST_IN_A_WEEK
    ]


def _week(places: list[int], strengths: list[int]) -> _Week:
    count = len(places)
    mean = sum(strengths) / count
    away = [strength - mean for strength in strengths]
    twice = away + away
    turned = [sum(map(mul, away, twice[by:])) / count for by in range(count)]
    return _Week({place: n for n, place in enumerate(places)}, away, turned)


def _words(notes: Sequence[Trigger]) -> Iterator[_Word]:
    found: dict[tuple[str, str], set[int]] = {}
    labels: dict[tuple[str, str], str] = {}
    for place, note in enumerate(notes):
        said: Mapping[str, Iterable[str]] = {
            "tag": note.tags,
            "who": (note.who,),
            "type": (note.type,),
            "before": (note.before,),
        }
        for kind, words in said.items():
            for key, label in spelled(words):
                found.setdefault((kind, key), set()).add(place)
                labels[kind, key] = label
    for (kind, key), places in found.items():
        yield _Word(kind, key, labels[kind, key], frozenset(places))


def _are_same(one: _Word, other: _Word) -> bool:
    shared = len(one.notes & other.notes)
    return shared >= SAME * max(len(one.notes), len(other.notes))


def _tried(word: _Word, weeks: Sequence[_Week], notes: int) -> tuple[Pattern, _Word] | None:
    """The word as it would be said, if there is enough of it to try."""
    with_it = len(word.notes)
    if with_it < LEAST_WITH or notes - with_it < LEAST_WITHOUT:
        return None
    used = 0
    above = variance = weight = 0.0
    for week in weeks:
        mine = [n for place, n in week.places.items() if place in word.notes]
        every = len(week.away)
        if not 0 < len(mine) < every:
            continue
        used += 1
        above += sum(week.away[n] for n in mine)
        variance += sum(week.turned[other - n] for n in mine for other in mine)
        weight += len(mine) * (every - len(mine)) / every
    if used < LEAST_WEEKS:
        return None
    # Where all notes of a week are alike, what is left of the variance is rounding.
    p = normal_p(above / variance**0.5) if variance > 1e-9 else 1.0
    difference = above / weight
    without = notes - with_it
    found = Pattern(word.kind, word.label, word.key, with_it, without, used, difference, p)
    return found, word


def shows_by(rate: float) -> int | None:
    """Notes by which a difference of two points would show, for so many notes a week; None where
    they are too far apart."""
    return next((notes for least, notes in SHOWS_BY if rate >= least), None)
