"""What set it off, with whom, when, and what came before it: counts of notes. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
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


def counted(
    notes: Iterable[Trigger], said: Callable[[Trigger], Iterable[str]]
) -> tuple[Counted, ...]:
    """In how many notes each of these words was said, the most frequent first.

    Spellings that a search takes for one are one, and a word counts once a note.
    """
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    of = 0
    for note in notes:
        words = spelled(said(note))
        of += bool(words)
        for key, word in words.items():
            spellings[key][word] += 1
    found = (Counted(usual(words), words.total(), of, key) for key, words in spellings.items())
    return tuple(sorted(found, key=lambda one: (-one.notes, one.key)))


def spelled(words: Iterable[str]) -> dict[str, str]:
    """What is compared, and as it was written, of every word that says something."""
    return {key: word.strip() for word in words if word and (key := key_of(word))}


@lru_cache(4096)  # of thousands of notes, most say one of few words
def key_of(word: str) -> str:
    """What spellings of a word that are the same have in common; empty if it says nothing."""
    return " ".join(fold(word).split())


def usual(spellings: Mapping[str, int]) -> str:
    """The spelling that was used most, the first by alphabet of several."""
    return min(spellings, key=lambda word: (-spellings[word], word))
