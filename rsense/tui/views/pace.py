"""A timed step: a breath that rises and falls, or a silence that runs out.

Each frame computes its state from a monotonic clock, without adding up ticks. The next frame is
scheduled for the next visible change, so a phase begins when it is due.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from time import time
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from rsense.core.engine import CurrentPrompt
from rsense.core.prompts import Pace, Paced
from rsense.tui.bindings import bound
from rsense.tui.own_app import own_app
from rsense.tui.views.base import PromptView
from rsense.tui.views.pace_timing import (
    PacePosition,
    count_left,
    in_short,
    moment_at,
    next_frame,
    paced_so_far,
)
from rsense.tui.views.sleep_watch import SleepWatch
from rsense.tui.widgets.content import words
from rsense.tui.widgets.header_footer import Key

if TYPE_CHECKING:
    from rsense.tui.views.breath import Breath

FRAMES, INLINE_FRAMES, FEW_FRAMES = 12, 10, 4
"""Frames a second of a breath or a silence, of the inline bar, and where only text changes. Each
of them takes the compositor about a third of a percent of a core."""
LEAD_SECONDS = 3.0
"""Seconds before the first breath, to sit back."""
SETTLING_SECONDS = 1.2
"""Seconds in which the shape of a paused breath sinks: it resumes with an in-breath."""

EXITS = {"n": "something else, in “now”", "w": "write it down, there", "p": "people, there"}


class PaceView(PromptView, can_focus=True):
    BINDINGS = [
        bound("enter", "go_on", "pace_on", "go on"),
        bound("space", "pause", "pace_pause", "pause a breath"),
        *(bound(key, f"exit('{key}')", f"pace_{key}", does) for key, does in EXITS.items()),
    ]
    DEFAULT_CSS = """
    PaceView > Static {
        height: 1; width: 100%; text-align: center;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    PaceView > #phase { text-style: bold; }
    PaceView > #count, PaceView > #turn { color: $dim; }
    PaceView:inline > Static { text-align: left; }
    /* In and out differ in colour too; the word above says which it is. */
    PaceView.-out Breath, PaceView.-out > #phase { color: $success; }
    """
    keys: tuple[Key, ...] = (("Enter", "begin"),)
    essential = 2

    class Started(Message):
        """The timed step began, or its keys changed."""

        def __init__(self, view: PaceView) -> None:
            super().__init__()
            self.view = view

    def __init__(self, shown: CurrentPrompt, prompt: Pace) -> None:
        super().__init__(shown)
        self.prompt = prompt
        self._in_short = in_short(prompt)
        self._phase = Static(words("Enter begins."), id="phase")
        self._count = Static("", id="count")
        self._turn = Static("", id="turn")
        self._breath: Breath | None = None
        self._began: float | None = None
        """Clock at the first breath, moved on by each pause; None before the start."""
        self._paused_at: float | None = None
        self._sinking_from = 0.0
        self._reached = 0.0
        self._enough: int | None = None
        """Whole cycles after which the person wants to go on."""
        self._over = False
        self._watch = SleepWatch()
        self._said = ("Enter begins.", "", "")
        self._heard: tuple[int, int] | None = None
        """Cycle and phase that last sounded."""
        self._next: Timer | None = None

    def compose(self) -> ComposeResult:
        yield self._phase
        if self._begins_itself:
            yield from self._parts()

    @property
    def _begins_itself(self) -> bool:
        return self.at_once and own_app(self).paced

    def _parts(self) -> Iterator[Widget]:
        """What stands below the phase while it is followed."""
        if self.app.animation_level != "none":
            from rsense.tui.views.breath import Breath

            self._breath = Breath(from_left=self.app.is_inline)
            yield self._breath
        yield self._count
        yield self._turn

    @property
    def _breathing(self) -> bool:
        """True for a breath, False for a silence."""
        return self.prompt.look == "breath"

    @property
    def _length(self) -> float:
        """Seconds of one cycle."""
        return self.prompt.seconds / self.prompt.cycles

    @property
    def _frames(self) -> int:
        if self._breath is None:
            return FEW_FRAMES
        return INLINE_FRAMES if self.app.is_inline else FRAMES

    @property
    def _clock(self) -> float:
        return own_app(self).clock()

    def on_mount(self) -> None:
        if self._begins_itself:
            self._begin()

    def on_unmount(self) -> None:
        self.screen.remove_class("-following")

    def on_resize(self) -> None:
        if self._breath is not None:
            self._breath.fit(self.size, inline=self.app.is_inline, disc=self._breathing)

    def _begin(self) -> None:
        lead = 0.0 if self.at_once else LEAD_SECONDS
        self._watch.begin(self._clock, time())
        self._began = self._clock + (lead if own_app(self).paced else -self.prompt.seconds)
        if not self._count.is_attached:
            self.mount(*self._parts())
            self.on_resize()
        if self.app.is_inline:
            self._count.display = self._turn.display = False
        self.screen.add_class("-following")
        if tones := own_app(self).tones:
            tones.prepare()
        self._tell_keys("go on")
        self._frame()

    def _tell_keys(self, enter: str) -> None:
        ways = ((one.key, one.does.partition(",")[0]) for one in self.exits)
        self.keys = (("Space", "pause"), *ways, ("Enter", "done" if self.at_once else enter))
        self.essential = len(self.keys)
        self.post_message(self.Started(self))

    def _frame(self) -> None:
        """Draw the current state, and schedule the next frame."""
        if self._over or self._began is None:
            return
        if self._paused_at is not None:
            self._sink(self._paused_at)
            return
        if self._watch.slept(self._clock, time()):
            self._pause("Welcome back.", self._watch.awake)
            return
        seconds = self._clock - self._began
        if seconds < 0:
            lead = "Sit however you like." if self._breathing else "In a moment."
            self._say(lead, f"{math.ceil(-seconds)}", "")
            self._after(min(-seconds, 1 / self._frames))
            return
        self._reached = min(seconds, self.prompt.seconds)
        moment = moment_at(self.prompt, seconds)
        if self._enough is not None and seconds >= self._enough * self._length:
            self._reached, self._over = self._enough * self._length, True
            self.answer(self._so_far(finished=moment is None))
        elif moment is None:
            self._finish()
        else:
            self._follow(moment)
            self._after(next_frame(moment, self._frames))

    def _after(self, seconds: float) -> None:
        if self._next is not None:
            self._next.stop()
        self._next = self.set_timer(seconds, self._frame)

    def _follow(self, moment: PacePosition) -> None:
        turn = f"{moment.cycle + 1} of {self.prompt.cycles}" if self.prompt.cycles > 1 else ""
        if self._breathing and self.size.width >= len(turn) + 3 + len(self._in_short):
            turn += f"   {self._in_short}"
        if self.at_once:  # where there is room, a silence leaves its question in sight
            little = self.screen.has_class("-short") or self.screen.has_class("-tiny")
            turn = self.prompt.text if self._breathing or little else ""
        if self._enough is not None:
            turn = "After this breath."
        self._say(moment.phase.label, count_left(moment, clock=not self._breathing), turn)
        if self._breath and self._breathing:
            self._breath.show(moment.level, held=moment.held)
        elif self._breath:
            self._breath.show(moment.left / moment.phase.seconds)
        if self._heard != (moment.cycle, moment.number):
            self._heard = (moment.cycle, moment.number)
            self._sound(moment)
            self.set_class(self._breathing and self.prompt.ways[moment.number] == "out", "-out")

    def _sound(self, moment: PacePosition) -> None:
        if (app := own_app(self)).bells:
            app.bell()
        if app.tones and self._breathing:
            app.tones.play(self.prompt.ways[moment.number])

    def _say(self, phase: str, count: str, turn: str) -> None:
        said = (phase, count, turn)
        if self.app.is_inline:
            said = ("   ".join(part for part in said if part), "", "")
        for part, text, before in zip((self._phase, self._count, self._turn), said, self._said):
            if text != before:
                part.update(words(text), layout=False)
        self._said = said

    def _finish(self) -> None:
        self._reached, self._over = self.prompt.seconds, True
        if self.at_once:
            self.answer(self._so_far(finished=True))
            return
        if self._breath:
            self._breath.show(0.0)
        if self.prompt.bell:
            self.app.bell()
        self._say("That was all of it.", "Enter goes on.", "")
        self._tell_keys("go on")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        return action != "exit" or any(one.key in parameters for one in self.exits)

    def action_exit(self, key: str) -> None:
        exit = next(one for one in self.exits if one.key == key)
        self._over = True
        self.post_message(self.Left(self, exit, self._so_far(finished=False)))

    def action_pause(self) -> None:
        if self._over or self._began is None:
            return
        if self._paused_at is None:
            self._pause("Paused.", self._clock)
            return
        # A breath resumes at its in-breath, a silence where it stood.
        back = self._reached % self._length if self._breathing else 0.0
        self._began = self._began + self._clock - self._paused_at + back
        self._reached -= back
        self._paused_at = None
        self._watch.begin(self._clock, time())
        self._heard = None
        self._frame()

    def _pause(self, words_for_it: str, at: float) -> None:
        self._paused_at = at
        self._sinking_from = self._breath.level if self._breath else 0.0
        self._say(words_for_it, "Space goes on.", "")
        self._frame()

    def _sink(self, paused_at: float) -> None:
        """Let the shape of a paused breath sink, then stop drawing."""
        if self._breath is None or not self._breathing:
            return
        over = min((self._clock - paused_at) / SETTLING_SECONDS, 1.0)
        self._breath.show(self._sinking_from * (0.5 + 0.5 * math.cos(math.pi * over)))
        if over < 1.0:
            self._after(1 / self._frames)

    def action_go_on(self) -> None:
        if self._began is None:
            self._begin()
            return
        under_way = self._paused_at is None and not self._over and self._clock >= self._began
        if under_way and self._breathing and self._enough is None and not self.at_once:
            self._enough = int(self._reached // self._length) + 1
            self._tell_keys("go on at once")
            self._frame()
            return
        self.answer(self._so_far(finished=self._over))

    def _so_far(self, *, finished: bool) -> Paced:
        return paced_so_far(self.prompt, self._reached, finished=finished)
