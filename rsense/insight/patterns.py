"""Words that go with stronger or weaker notes, where chance would seldom do it. Pure.

Mood drifts, and words come in bunches: over weeks nearly any word goes with something. So a note is
held against its own calendar week only, and chance is what a week would say if its word had come as
many notes later, in a circle: that leaves mood and word as they follow each other, each by itself.
Its mean is 0 and its variance is known in closed form, so nothing is drawn by lot. Of all words
tried at once, at most one in ten that is said may be chance (Benjamini and Hochberg), and each
that is said holds without the notes of those before it.

Proof: `python -m tests.bench.null_rate`. Words scattered freely over each week instead, the usual
rule, misled three people in ten who note twice a day about several things in a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter, mul
from typing import NamedTuple

from rsense.core.records import Trigger
from rsense.insight.exact_tests import normal_p
from rsense.insight.selection import monday
from rsense.insight.triggers import key_of

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

    begins: date
    away: list[float]
    """Points by which each is above the mean of the week."""
    turned: list[float]
    """Mean product of `away` and itself, so many notes later."""


_Spot = tuple[_Week, int]
"""The week of a note, and its place there."""


class _Word(NamedTuple):
    kind: str
    key: str
    label: str
    notes: frozenset[int]
    """Places of its notes among all."""


def patterns(notes: Sequence[Trigger]) -> tuple[Pattern, ...]:
    """What may be said of these notes, the surest first; those without a strength are left out."""
    rated = [note for note in notes if note.intensity is not None]
    if len(rated) < LEAST_NOTES:
        return ()
    spots = _spots(rated)
    words = [*_words(rated)]
    tried = [pair for word in words if (pair := _tried(word, spots))]
    tried.sort(key=lambda pair: (pair[0].p, pair[0].kind, pair[0].key))
    found: dict[_Word, Pattern] = {}
    hold = tried[: _holding([pattern.p for pattern, _ in tried])]
    for pattern, word in hold:
        if not found or _holds_beside(found, word, pattern, hold[-1][0].p, rated):
            same = (o.label for o in words if o is not word and _are_same(word, o))
            found[word] = pattern._replace(same=tuple(same))
    return tuple(found.values())


def _holds_beside(
    surer: Collection[_Word], word: _Word, pattern: Pattern, most: float, notes: Sequence[Trigger]
) -> bool:
    """Whether a word would hold, too, without the notes of surer ones. Where one word is stronger,
    every other is weaker than all the rest: that says the same thing once more."""
    left = sorted(set(range(len(notes))).difference(*(one.notes for one in surer)))
    mine = frozenset(n for n, place in enumerate(left) if place in word.notes)
    again = _tried(word._replace(notes=mine), _spots([notes[place] for place in left]))
    return again is not None and again[0].p <= most and again[0].difference * pattern.difference > 0


def _holding(p: Sequence[float]) -> int:
    """How many of these, the smallest first, hold when so many were tried."""
    hold = [n for n, one in enumerate(p, 1) if one <= FALSE_SHARE * n / len(p)]
    return hold[-1] if hold else 0


def _spots(notes: Sequence[Trigger]) -> list[_Spot]:
    """Where each of the notes stands. They come in the order of time."""
    spots: list[_Spot] = []
    for begins, week in groupby(notes, lambda note: monday(note.at.date())):
        strengths = [note.intensity or 0 for note in week]
        lived = _Week(begins, [], [])
        if len(strengths) <= _MOST_IN_A_WEEK:
            lived = _week(begins, strengths)
        spots += [(lived, n) for n in range(len(strengths))]
    return spots


def _week(begins: date, strengths: list[int]) -> _Week:
    count = len(strengths)
    mean = sum(strengths) / count
    away = [strength - mean for strength in strengths]
    twice = away + away
    half = [sum(map(mul, away, twice[by:])) / count for by in range(count // 2 + 1)]
    # In a circle, so many notes later is as many fewer than all of them earlier.
    return _Week(begins, away, half + half[(count - 1) // 2 : 0 : -1])


def _words(notes: Sequence[Trigger]) -> Iterator[_Word]:
    spelled: dict[tuple[str, str], list[int]] = {}
    for place, note in enumerate(notes):
        for tag in note.tags:
            spelled.setdefault(("tag", tag), []).append(place)
        for kind, word in (("who", note.who), ("type", note.type), ("before", note.before)):
            if word:
                spelled.setdefault((kind, word), []).append(place)
    words: dict[tuple[str, str], _Word] = {}
    for (kind, label), places in spelled.items():
        if key := key_of(label):
            known = words.get((kind, key), _Word(kind, key, label.strip(), frozenset()))
            words[kind, key] = known._replace(notes=known.notes.union(places))
    yield from words.values()


def _are_same(one: _Word, other: _Word) -> bool:
    shared = len(one.notes & other.notes)
    return shared >= SAME * max(len(one.notes), len(other.notes))


def _tried(word: _Word, spots: Sequence[_Spot]) -> tuple[Pattern, _Word] | None:
    """The word as it would be said, if there is enough of it to try."""
    with_it, without = len(word.notes), len(spots) - len(word.notes)
    if with_it < LEAST_WITH or without < LEAST_WITHOUT:
        return None
    used = 0
    above = variance = weight = 0.0
    mine = [spots[place] for place in sorted(word.notes)]
    for week, here in groupby(mine, itemgetter(0)):
        places = [place for _, place in here]
        every = len(week.away)
        if not 0 < len(places) < every:
            continue
        used += 1
        above += sum([week.away[n] for n in places])
        variance += sum([week.turned[other - n] for n in places for other in places])
        weight += len(places) * (every - len(places)) / every
    if used < LEAST_WEEKS:
        return None
    # Where all notes of a week are alike, what is left of the variance is rounding.
    p = normal_p(above / variance**0.5) if variance > 1e-9 else 1.0
    difference = above / weight
    found = Pattern(word.kind, word.label, word.key, with_it, without, used, difference, p)
    return found, word


def shows_by(rate: float) -> int | None:
    """Notes by which a difference of two points would show, for so many notes a week; None where
    they are too far apart."""
    return next((notes for least, notes in SHOWS_BY if rate >= least), None)
