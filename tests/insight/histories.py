"""Invented histories: mood that drifts, words that come in bunches, and an effect or none."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from rsense.core.records import Trigger

BEGIN = datetime(2026, 1, 5, 12, tzinfo=UTC)
"""A Monday."""


class Kind(NamedTuple):
    """What a history is like."""

    weeks: int
    rate: float
    """Notes a day."""
    words: int
    """Tags and people, one in four a person."""
    drift: float = 0.85
    """How much of a day's mood is the day's before, 0 to 1."""
    bunched: float = 0.5
    """How often a word is as it was in the note before."""
    effect: float = 0.0
    """Points, of the first tag."""
    prevalence: float = 0.0
    """Of the first tag; 0 for any."""


def any_kind(chance: random.Random) -> Kind:
    """A kind of history without an effect: 8 to 26 weeks, 0.3 to 3 notes a day."""
    return Kind(
        weeks=chance.randint(8, 26),
        rate=0.3 * 10 ** chance.random(),
        words=chance.randint(5, 20),
        drift=chance.uniform(0, 0.85),
        bunched=chance.uniform(0, 0.6),
    )


def with_effect(rate: float, chance: random.Random) -> Kind:
    """A kind in which one of 12 words, in every fifth note, goes with 2 points more."""
    return Kind(150, rate, 12, bunched=chance.uniform(0, 0.6), effect=2, prevalence=0.2)


EFFECT = "word 0"


def history(kind: Kind, chance: random.Random, most: int = 10**6) -> list[Trigger]:
    """At most so many notes of such a kind."""
    shares = [chance.uniform(0.05, 0.4) for _ in range(kind.words)]
    if kind.prevalence:
        shares[0] = kind.prevalence
    has = [chance.random() < share for share in shares]
    people = {n for n in range(1, kind.words) if n % 4 == 0}
    notes: list[Trigger] = []
    day_mood = chance.gauss(0, DAYS)
    for day in range(kind.weeks * 7):
        if day % 7 == 0:
            week_mood = chance.gauss(0, WEEKS)
        day_mood = kind.drift * day_mood + chance.gauss(0, DAYS * (1 - kind.drift**2) ** 0.5)
        for number in range(_notes(kind.rate, chance)):
            has = [
                mine if chance.random() < kind.bunched else chance.random() < share
                for mine, share in zip(has, shares, strict=True)
            ]
            mood = USUAL + week_mood + day_mood + chance.gauss(0, NOTES) + kind.effect * has[0]
            said = [n for n, mine in enumerate(has) if mine]
            notes.append(
                Trigger(
                    f"{day}-{number}",
                    BEGIN + timedelta(days=day, minutes=number),
                    "it",
                    min(max(round(mood), 0), 10),
                    who=next((f"person {n}" for n in said if n in people), ""),
                    tags=tuple(f"word {n}" for n in said if n not in people),
                )
            )
            if len(notes) == most:
                return notes
    return notes


USUAL = 5.5
WEEKS, DAYS, NOTES = 0.8, 1.2, 1.2
"""Points: how much weeks, days and single notes differ."""


def _notes(rate: float, chance: random.Random) -> int:
    """Notes of a day: whole ones, and one more as often as the rest says."""
    whole, rest = divmod(rate, 1)
    return int(whole) + (chance.random() < rest)
