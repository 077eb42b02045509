"""`breathe`: a paced breath, repeated in whole cycles.

The safe envelope: a cycle lasts 8 seconds or more, holds need a caution, 4-7-8 is breathed
at most 8 times in a session (its teacher's own rule), any pattern at most 10 minutes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import ClassVar

from rsense.core.prompts import Pace, Phase, Prompt
from rsense.core.steps.base import StepContext, StepError, TimedStep

SHORTEST_CYCLE = 8.0
"""Seconds: faster than 7.5 breaths a minute drifts towards overbreathing."""
SHORTEST_PHASE = 0.1
LONGEST_PHASE = 20.0
LONGEST_MINUTES = 10.0
MOST_LONG_HOLDS = 8
"""Cycles of a long hold (4-7-8) in one session."""
LONG_HOLD = 6.0
DEFAULT_CYCLES = 6

_IN, _FULL = ("breathe in", 1.0), ("hold", 1.0)
_OUT, _EMPTY = ("breathe out", 0.0), ("hold", 0.0)
_PHASES = {2: (_IN, _OUT), 3: (_IN, _FULL, _OUT), 4: (_IN, _FULL, _OUT, _EMPTY)}
"""Label and level of each phase, by the number of phases."""


class Pattern:
    """`4-6` (in-out), `4-7-8` (in-hold-out), `4-4-4-4` (in-hold-out-hold) or `sigh`.

    Raises ValueError with what is wrong.
    """

    __slots__ = ("phases", "source")

    def __init__(self, source: str) -> None:
        self.source = source.strip()
        if self.source == "sigh":
            self.phases: tuple[Phase, ...] = (
                Phase("breathe in", 2, 0.7),
                Phase("a little more in", 1, 1.0),
                Phase("breathe out", 6, 0.0),
            )
            return
        words = self.source.split("-")
        if len(words) not in _PHASES or not all(map(_is_seconds, words)):
            raise ValueError(
                f'"{self.source}" is no breathing pattern; write seconds like "4-6" (in-out), '
                '"4-7-8" (in-hold-out), "4-4-4-4" (in-hold-out-hold), or "sigh"'
            )
        named = zip(_PHASES[len(words)], map(float, words), strict=True)
        self.phases = tuple(Phase(label, long, level) for (label, level), long in named if long > 0)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pattern) and self.source == other.source

    def __hash__(self) -> int:
        return hash(self.source)

    @property
    def seconds(self) -> float:
        """Length of one cycle, in seconds."""
        return sum(phase.seconds for phase in self.phases)

    @property
    def whole(self) -> bool:
        """True if it breathes in and out."""
        return {"breathe in", "breathe out"} <= {phase.label for phase in self.phases}

    @property
    def longest_hold(self) -> float:
        return max((p.seconds for p in self.phases if p.label == "hold"), default=0.0)


def _is_seconds(word: str) -> bool:
    whole, _, part = word.partition(".")
    return all(w.isascii() and w.isdecimal() and len(w) <= 3 for w in (whole, part or "0"))


class Breathe(TimedStep, frozen=True, kw_only=True, tag="breathe"):
    pattern: Pattern
    """Seconds: `4-6` in and out, `4-7-8` in, hold, out, `4-4-4-4`, or `sigh`."""
    cycles: int | None = None
    """How many breaths."""
    minutes: float | None = None
    """Rounded up to whole cycles."""

    on_paper: ClassVar = ("Breaths", "")

    @property
    def rounds(self) -> int:
        if self.minutes is not None:
            minutes = min(self.minutes, LONGEST_MINUTES)
            return max(1, math.ceil(minutes * 60 / self.pattern.seconds))
        return DEFAULT_CYCLES if self.cycles is None else self.cycles

    def lower(self, view: StepContext) -> Prompt:
        return Pace(view.show(self.text), self.pattern.phases, self.rounds, "breath")

    def errors(self) -> Iterator[StepError]:
        yield from super().errors()
        if self.cycles is not None and self.minutes is not None:
            yield StepError("RS074", "cycles", "both cycles and minutes", "give one of them")
        if (self.cycles is not None and self.cycles < 1) or (
            self.minutes is not None and not 0 < self.minutes <= LONGEST_MINUTES
        ):
            key = "cycles" if self.minutes is None else "minutes"
            advice = f"one cycle or more, {LONGEST_MINUTES:g} minutes at most"
            yield StepError("RS075", key, "the length is out of range", advice)
            return
        if not self.pattern.whole:
            what = "a breath needs an in and an out"
            yield StepError("RS076", "pattern", what, "only holds may be 0")
            return
        seconds = self.pattern.seconds
        if seconds < SHORTEST_CYCLE:
            what = f'a cycle of "{self.pattern.source}" takes {seconds:g} seconds'
            advice = f"slower is safer: {SHORTEST_CYCLE:g} seconds or more"
            yield StepError("RS077", "pattern", what, advice)
        if not all(SHORTEST_PHASE <= one.seconds <= LONGEST_PHASE for one in self.pattern.phases):
            what = f"a phase lasts from {SHORTEST_PHASE:g} to {LONGEST_PHASE:g} seconds"
            yield StepError("RS078", "pattern", what)
        if self.pattern.longest_hold and not self.caution:
            what = "holding the breath needs a caution"
            yield StepError("RS079", "pattern", what, "say who should leave it out")
        if seconds * self.rounds > LONGEST_MINUTES * 60 + seconds:
            what = f"longer than {LONGEST_MINUTES:g} minutes"
            yield StepError("RS075", "cycles", what, "fewer cycles")

    @property
    def long_holds(self) -> int:
        """Number of long holds each time the step is done."""
        return self.rounds if self.pattern.longest_hold >= LONG_HOLD else 0
