"""What set it off, with whom, when, and what came before it: counts of notes. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rsense.core.fold import fold
from rsense.core.records import Trigger

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS_OF_DAY = ("night", "morning", "afternoon", "evening")
"""Six hours each, from midnight on."""


class Counted(NamedTuple):
    """In how many notes something was said."""

    label: str
    """As it was spelled most often."""
    notes: int
    of: int
    """Notes that said anything about this."""
    key: str = ""
    """What spellings that are the same have in common."""


class TriggerCounts(NamedTuple):
    """The answers to what, with whom, when: each the most frequent first, time in its order."""

    what: tuple[Counted, ...]
    """Kinds of moment."""
    tags: tuple[Counted, ...]
    who: tuple[Counted, ...]
    weekdays: tuple[Counted, ...]
    parts_of_day: tuple[Counted, ...]
    before: tuple[Counted, ...]


def trigger_counts(notes: Sequence[Trigger]) -> TriggerCounts:
    """Every count of these notes."""
    of = len(notes)
    days = Counter(note.at.weekday() for note in notes)
    parts = Counter(note.at.hour // 6 for note in notes)
    return TriggerCounts(
        what=counted(notes, lambda note: (note.type,)),
        tags=counted(notes, lambda note: note.tags),
        who=counted(notes, lambda note: (note.who,)),
        weekdays=tuple(Counted(day, days[n], of) for n, day in enumerate(WEEKDAYS) if of),
        parts_of_day=tuple(
            Counted(part, parts[n], of) for n, part in enumerate(PARTS_OF_DAY) if of
        ),
        before=counted(notes, lambda note: (note.before,)),
    )


def _in_order(labels: Sequence[str], found: Counter[int], of: int) -> tuple[Counted, ...]:
    return tuple(Counted(label, found[n], of) for n, label in enumerate(labels) if of)


def counted(
    notes: Iterable[Trigger], said: Callable[[Trigger], Iterable[str]]
) -> tuple[Counted, ...]:
    """In how many notes each of these words was said, the most frequent first.

    Spellings that a search takes for one are one, and a word counts once a note.
    """
    spellings: dict[str, Counter[str]] = {}
    found: Counter[str] = Counter()
    of = 0
    for note in notes:
        words = dict(spelled(said(note)))
        of += bool(words)
        found.update(words.keys())
        for key, word in words.items():
            spellings.setdefault(key, Counter())[word] += 1
    most = sorted(found, key=lambda key: (-found[key], key))
    return tuple(Counted(usual(spellings[key]), found[key], of, key) for key in most)


def spelled(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(what is compared, as it was written) of every word that says something."""
    for word in words:
        if key := " ".join(fold(word).split()):
            yield key, word.strip()


def usual(spellings: Counter[str]) -> str:
    """The spelling that was used most, the first by alphabet of several."""
    return min(spellings, key=lambda word: (-spellings[word], word))
