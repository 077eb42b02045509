"""Time to follow: a breath that rises and falls, or a silence that runs out.

Everything is worked out from a clock that only grows, at each frame; nothing adds up ticks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from time import time
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from rsense.core.engine import Shown
from rsense.core.prompts import Pace, Paced, Phase
from rsense.tui.chrome import Key
from rsense.tui.views.breath import Breath
from rsense.tui.views.view import PromptView
from rsense.tui.words import words

FRAMES = 30
"""A second, at most: only rows that changed are painted."""
SLEPT_SECONDS = 60.0
LEAD_SECONDS = 3.0
"""Before the first breath: time to sit back."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a timed step stands."""

    cycle: int
    """Whole cycles behind, from 0."""
    phase: Phase
    left: float
    """Seconds left in the phase."""
    level: float
    """How full the breath is, 0 to 1, eased."""


def moment_at(prompt: Pace, seconds: float) -> Moment | None:
    """Where `seconds` after its start a timed step stands; None once it is over."""
    if seconds >= prompt.seconds:
        return None
    length = prompt.seconds / prompt.cycles
    cycle = int(seconds // length)
    into = seconds - cycle * length
    before = prompt.phases[-1].level
    for phase in prompt.phases:
        if into < phase.seconds:
            eased = 0.5 - 0.5 * math.cos(math.pi * into / phase.seconds)
            return Moment(
                cycle, phase, phase.seconds - into, before + (phase.level - before) * eased
            )
        into -= phase.seconds
        before = phase.level
    last = prompt.phases[-1]
    return Moment(cycle, last, 0.0, last.level)


class PaceView(PromptView, can_focus=True):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on", show=False, id="pace_on"),
        Binding("space", "pause", "Pause", show=False, id="pace_pause"),
    ]
    keys: tuple[Key, ...] = (("Enter", "begin"),)

    @dataclass
    class Began(Message):
        """From here on there is only the breath to look at."""

        view: PaceView

    def __init__(self, shown: Shown, prompt: Pace) -> None:
        super().__init__(shown)
        self.prompt = prompt
        self._began: float | None = None
        """The clock at the first breath, later after each pause; None before the start."""
        self._paused_at: float | None = None
        self._reached = 0.0
        self._over = False
        self._apart = 0.0
        """The wall clock less the one that paces."""
        self._last_frame = 0.0
        self._said: tuple[str, str, str] = ("", "", "")

    def compose(self) -> ComposeResult:
        yield Static(words("Enter begins."), id="phase")
        if self._moves:
            breath = Breath()
            breath.set_class(self.prompt.look == "timer", "-timer")
            yield breath
        yield Static("", id="count")
        yield Static("", id="turn")

    @property
    def _moves(self) -> bool:
        return self.app.animation_level != "none"

    def _asleep(self) -> bool:
        """Whether the machine slept since the last frame, or the program was stopped."""
        now = self._clock
        apart = time() - now
        gap = max(apart - self._apart, now - self._last_frame)
        self._apart = apart
        if gap <= SLEPT_SECONDS:
            self._last_frame = now
        return gap > SLEPT_SECONDS

    @property
    def _clock(self) -> float:
        clock = getattr(self.app, "clock")  # noqa: B009 - the app's own, injected in tests
        return float(clock())

    def on_mount(self) -> None:
        for part in self.children[1:]:
            part.display = False

    def _begin(self) -> None:
        paced = getattr(self.app, "paced", True)
        self._apart, self._last_frame = time() - self._clock, self._clock
        self._began = self._clock + (LEAD_SECONDS if paced else -self.prompt.seconds)
        for part in self.children:
            part.display = True
        self.keys = (("Space", "pause"), ("Enter", "go on"))
        self.post_message(self.Began(self))
        self.set_interval(1 / (FRAMES if self._moves else 4), self._frame)
        self._frame()

    def _frame(self) -> None:
        if self._over or self._paused_at is not None or self._began is None:
            return
        if self._asleep():
            self._pause("Welcome back.", self._last_frame)
            return
        seconds = self._clock - self._began
        if seconds < 0:
            lead = "Sit as you like." if self.prompt.look == "breath" else "In a moment."
            self._say(lead, f"{math.ceil(-seconds)}", "")
            return
        self._reached = min(seconds, self.prompt.seconds)
        moment = moment_at(self.prompt, seconds)
        if moment is None:
            self._finish()
            return
        if self._moves:
            self.query_one(Breath).level = (
                moment.level if self.prompt.look == "breath" else moment.left / moment.phase.seconds
            )
        left = math.ceil(moment.left)
        count = f"{left}" if self.prompt.look == "breath" else f"{left // 60}:{left % 60:02}"
        turn = f"{moment.cycle + 1} of {self.prompt.cycles}" if self.prompt.cycles > 1 else ""
        self._say(moment.phase.label, count, turn)

    def _say(self, phase: str, count: str, turn: str) -> None:
        if (phase, count, turn) == self._said:
            return
        if phase != self._said[0] and self._began is not None and getattr(self.app, "bells", False):
            self.app.bell()
        self._said = (phase, count, turn)
        for name, text in (("phase", phase), ("count", count), ("turn", turn)):
            self.query_one(f"#{name}", Static).update(words(text))

    def _finish(self) -> None:
        self._over = True
        self._reached = self.prompt.seconds
        if self._moves:
            self.query_one(Breath).level = 0.0
        if self.prompt.bell:
            self.app.bell()
        self._say("That was all of it.", "Enter goes on.", "")

    def action_pause(self) -> None:
        if self._over or self._began is None:
            return
        if self._paused_at is None:
            self._pause("Paused.", self._clock)
            return
        # A breath goes on from its in-breath, a silence from where it stood.
        length = self.prompt.seconds / self.prompt.cycles
        back = self._reached % length if self.prompt.look == "breath" else 0.0
        self._began = self._began + self._clock - self._paused_at + back
        self._reached -= back
        self._paused_at, self._last_frame = None, self._clock
        self._frame()

    def _pause(self, words_for_it: str, at: float) -> None:
        self._paused_at = at
        self._say(words_for_it, "Space goes on.", self._said[2])

    def action_go_on(self) -> None:
        if self._began is None:
            self._begin()
            return
        length = self.prompt.seconds / self.prompt.cycles
        cycles = self.prompt.cycles if self._over else int(self._reached // length)
        self.answer(Paced(round(self._reached), cycles, finished=self._over))
