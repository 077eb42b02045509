"""Position in a timed step, and the time of the next frame. Pure."""

from __future__ import annotations

import math

import msgspec

from rsense.core.prompts import Pace, Paced, Phase


class PacePosition(msgspec.Struct, frozen=True):
    cycle: int
    """Whole cycles done, from 0."""
    number: int
    """Index of the phase in its cycle, from 0."""
    phase: Phase
    into: float
    """Seconds since the phase began."""
    before: float
    """Fullness of the breath at the start of the phase, 0 to 1."""

    @property
    def left(self) -> float:
        return self.phase.seconds - self.into

    @property
    def level(self) -> float:
        """Fullness of the breath now, 0 to 1, eased."""
        eased = 0.5 - 0.5 * math.cos(math.pi * self.into / self.phase.seconds)
        return self.before + (self.phase.level - self.before) * eased

    @property
    def held(self) -> bool:
        return self.phase.level == self.before


def moment_at(prompt: Pace, seconds: float) -> PacePosition | None:
    """The position `seconds` after the start; None once the step is over."""
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


def count_left(moment: PacePosition, *, clock: bool) -> str:
    """Whole seconds left of the phase, as a number or as on a clock."""
    left = math.ceil(moment.left - 1e-6)
    return f"{left // 60}:{left % 60:02}" if clock else f"{left}"


def paced_so_far(prompt: Pace, seconds: float, *, finished: bool) -> Paced:
    """What is kept of a step that was followed for so many seconds."""
    length = prompt.seconds / prompt.cycles
    cycles = prompt.cycles if finished else int((seconds + 1e-6) // length)
    return Paced(round(seconds), cycles, finished=finished)


def next_frame(moment: PacePosition, frames: int) -> float:
    """Seconds to the next frame, at `frames` a second.

    Frames are counted from the start of the phase and one is at its end, so no phase begins late.
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
