"""Suggestions for right now: a few exercises that fit, each with a reason.

From a distress of 7 on the body comes first, for thinking is hard then. What fits is data:
`exercises/suggestions/now.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice
from typing import Literal

from msgspec import Struct

BODY_FIRST = 7
"""A distress (0-10) from which on the body comes before thinking."""
MOST = 3


class Suggestion(Struct, frozen=True):
    """An exercise and the reason that is shown with it."""

    exercise: str
    reason: str


class Fitting(Struct, frozen=True, forbid_unknown_fields=True):
    """Ids of exercises for the body, and for thinking and speaking; the best first."""

    body: tuple[str, ...]
    think: tuple[str, ...]


class Happening(Fitting, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What fits one thing that happens."""

    label: str
    types: tuple[str, ...] = ()
    """Types of triggers that are this: good words kept for them come back here."""


class Suggestions(Struct, frozen=True, forbid_unknown_fields=True):
    """Exercises that fit what is happening, as their author wrote it."""

    format: Literal[1]
    any: Fitting
    happening: Mapping[str, Happening]
    reason: Mapping[str, str]

    def fitting(
        self,
        happening: str,
        strength: int | None,
        works: Callable[[str], bool],
        done: Collection[str] = (),
        rank: Callable[[str], tuple[float, bool]] = lambda _: (0.0, False),
    ) -> tuple[Suggestion, ...]:
        """At most three that work, the best first; those `done` only where nothing else is left.

        What fits this comes before what fits anything; among those, the least `rank`, then the
        order of their author.

        `strength` is 0 to 10; None, where it was not said, is met with the body first too.
        """
        lists = (*filter(None, (self.happening.get(happening),)), self.any)
        body_first = strength is None or strength >= BODY_FIRST
        fits: dict[str, int] = {}
        for place, one in enumerate(lists):
            for id in one.body if body_first else one.think:
                fits.setdefault(id, place)
        best = sorted(fits, key=lambda one: (one in done, fits[one], *rank(one)))
        working = filter(works, best)
        return tuple(Suggestion(id, self.reason[id]) for id in islice(working, MOST))

    def problems(self, exercises: Collection[str]) -> Iterator[str]:
        """Everything that is wrong beside its shape: names that fit nothing, missing reasons."""
        named = {id for one in (self.any, *self.happening.values()) for id in one.body + one.think}
        for id in sorted(named - {*exercises}):
            yield f'there is no exercise "{id}"'
        for id in sorted(named ^ self.reason.keys()):
            yield f'"{id}" has no reason' if id in named else f'nothing suggests "{id}"'
