"""Where a timed step stands at a moment, and when it next looks another way. Pure."""

from __future__ import annotations

import math

import msgspec

from rsense.core.prompts import Pace, Phase


class PacePosition(msgspec.Struct, frozen=True):
    """Where a timed step stands."""

    cycle: int
    """Whole cycles behind, from 0."""
    number: int
    """Which phase of the cycle, from 0."""
    phase: Phase
    into: float
    """Seconds since the phase began."""
    before: float
    """How full the breath was then, 0 to 1."""

    @property
    def left(self) -> float:
        """Seconds left in the phase."""
        return self.phase.seconds - self.into

    @property
    def level(self) -> float:
        """How full the breath is, 0 to 1, eased."""
        eased = 0.5 - 0.5 * math.cos(math.pi * self.into / self.phase.seconds)
        return self.before + (self.phase.level - self.before) * eased

    @property
    def held(self) -> bool:
        """Whether nothing goes in or out."""
        return self.phase.level == self.before


def moment_at(prompt: Pace, seconds: float) -> PacePosition | None:
    """Where `seconds` after its start a timed step stands; None once it is over."""
    if seconds >= prompt.seconds:
        return None
    length = prompt.seconds / prompt.cycles
    cycle = int(seconds // length)
    into = seconds - cycle * length
    before = prompt.phases[-1].level
    for number, phase in enumerate(prompt.phases):
        if into < phase.seconds:
            return PacePosition(cycle, number, phase, into, before)
        into -= phase.seconds
        before = phase.level
    return PacePosition(
        cycle, len(prompt.phases) - 1, prompt.phases[-1], prompt.phases[-1].seconds, before
    )


def next_frame(moment: PacePosition, frames: int) -> float:
    """Seconds from a moment to the next frame, at so many a second.

    Counted from the start of the phase, and its end is one: no phase begins between two frames.
    """
    step = (math.floor(moment.into * frames + 1e-6) + 1) / frames
    return max(min(step, moment.phase.seconds) - moment.into, 0.001)


def in_short(prompt: Pace) -> str:
    """The phases of a breath: `4 in, 6 out`."""
    parts: list[str] = []
    last = ""
    for phase in prompt.phases:
        word = phase.label.split(" ")[-1]
        parts.append(f"{phase.seconds:g} {'more' if word == last else word}")
        last = word
    return ", ".join(parts)
