"""`timer`: a silence, or turns of equal length, with a clock that runs out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rsense.core.expressions.placeholders import Text
from rsense.core.prompts import Pace, Phase, Prompt
from rsense.core.steps.base import StepContext, StepError, TimedStep

LONGEST_SECONDS = 3600.0
MOST_TURNS = 20


class Timer(TimedStep, frozen=True, kw_only=True, tag="timer"):
    minutes: float | None = None
    """Length of one turn."""
    seconds: float | None = None
    """Length of one turn."""
    turns: int = 1
    """How many turns."""
    turn_labels: tuple[Text, ...] = ()
    """What stands over each turn."""
    bell: bool = False
    """True: a bell rings at the end of each turn."""

    on_paper: ClassVar = ("Some quiet time", "")

    @property
    def turn_seconds(self) -> float:
        return self.seconds if self.seconds is not None else (self.minutes or 0) * 60

    def lower(self, view: StepContext) -> Prompt:
        labels = tuple(map(view.show, self.turn_labels)) or ("",)
        phases = tuple(
            Phase(labels[turn % len(labels)], self.turn_seconds) for turn in range(self.turns)
        )
        return Pace(view.show(self.text), phases, 1, "timer", self.bell)

    def errors(self) -> Iterator[StepError]:
        yield from super().errors()
        if (self.minutes is None) == (self.seconds is None):
            yield StepError("RS074", "minutes", "how long is it", "give either minutes or seconds")
        elif not 1 <= self.turn_seconds <= LONGEST_SECONDS:
            yield StepError("RS075", "seconds", "a turn lasts from one second to an hour")
        if not 1 <= self.turns <= MOST_TURNS:
            yield StepError("RS073", "turns", f"from 1 to {MOST_TURNS} turns")
