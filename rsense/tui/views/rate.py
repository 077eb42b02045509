"""Choose a number on a scale."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Click, Key
from textual.timer import Timer
from textual.widgets import Static

from rsense.core.engine import CurrentPrompt
from rsense.core.prompts import Rate
from rsense.tui.bindings import TAKE_BACK, bound
from rsense.tui.views.base import PromptView
from rsense.tui.widgets.content import joined, words
from rsense.tui.widgets.scrolling import scroll_into_view

MOST_STEPS = 11
"""Longest scale that shows every number; a longer one is a line."""
STEP = 3
"""Cells of a number."""

TEN = "ten more or less on a long scale"
SECOND_DIGIT_SECONDS = 0.9
"""How long a 1 waits for the 0 of a ten, where one key answers."""
TOP = "t"
"""The key of the highest number, where one key answers."""


class RateView(PromptView, can_focus=True):
    keys = (("Enter", "go on"), ("0-9 or ← →", "choose"))
    BINDINGS = [
        bound("enter", "go_on", "rate_on", "go on"),
        bound("right,up,plus", "move(1)", "rate_more", "a number on a scale", "0-9, ← →"),
        bound("left,down,minus", "move(-1)", "rate_less", "a number on a scale", "0-9, ← →"),
        bound("pageup", "move(10)", "rate_ten_more", TEN, "PgUp, PgDn"),
        bound("pagedown", "move(-10)", "rate_ten_less", TEN, "PgUp, PgDn"),
        bound("backspace", "erase", "rate_erase", TAKE_BACK),
        bound(TOP, "top", "rate_top", "ten, where one key answers"),
    ]

    def __init__(self, shown: CurrentPrompt, prompt: Rate) -> None:
        super().__init__(shown)
        self.prompt = prompt
        self.number = shown.prefill if isinstance(shown.prefill, int) else None
        self._typing = False
        self._waiting: Timer | None = None
        """Until a digit counts by itself, where a second one could follow."""

    def compose(self) -> ComposeResult:
        yield Static("", id="scale")
        yield Static("", classes="cue", id="ends")
        if self.at_once:
            high = self.prompt.high
            yield Static(words(f"One key is enough. For {high}, press {TOP}."), classes="cue")

    def on_mount(self) -> None:
        if self.at_once:
            self.keys = (("0-9", "answer"), (TOP, f"{self.prompt.high}"))
            self.enter_skips = True
        self._draw()

    def on_resize(self) -> None:
        if self.prompt.high - self.prompt.low >= MOST_STEPS:  # the only one that asks for the width
            self._draw()

    def on_key(self, event: Key) -> None:
        if event.character and event.character.isascii() and event.character.isdigit():
            event.stop()
            self._type(int(event.character))

    def _type(self, digit: int) -> None:
        """Append a digit to those just typed, if the number stays on the scale."""
        longer = self.number * 10 + digit if self._typing and self.number is not None else digit
        number = longer if longer <= self.prompt.high else digit
        self._put(number)
        self._typing = True
        if self.at_once and number and number * 10 <= self.prompt.high:
            self._waiting = self.set_timer(SECOND_DIGIT_SECONDS, self.action_go_on)
        elif self.at_once:
            self.action_go_on()

    def action_top(self) -> None:
        if self.at_once:
            self._choose(self.prompt.high)

    def on_click(self, event: Click) -> None:
        """A click on a number chooses it; it answers where one key does, or at the second click."""
        scale = self.query_one("#scale").region
        if not scale.contains_point(event.screen_offset):
            return
        event.stop()
        low, high, x = self.prompt.low, self.prompt.high, event.screen_x - scale.x
        if high - low < MOST_STEPS:
            number = low + min(x // STEP, high - low)
        else:
            number = low + round(min(x / self._line_width, 1) * (high - low))
        if number == self.number:
            self.action_go_on()
        else:
            self._choose(number)

    def _choose(self, number: int) -> None:
        self._put(number)
        if self.at_once:
            self.action_go_on()

    def action_move(self, by: int) -> None:
        low, high = self.prompt.low, self.prompt.high
        start = (low + high) // 2 if self.number is None else self.number + by
        self._put(max(low, min(start, high)))

    def action_erase(self) -> None:
        self._put(None)

    def _put(self, number: int | None) -> None:
        """Show a number, or none, as the partial answer."""
        if self._waiting is not None:
            self._waiting.stop()
        self.number, self._typing = number, False
        self._draw()
        scroll_into_view(self)
        self.draft("" if number is None else number)

    def action_go_on(self) -> None:
        self.answer(self.number)

    def _draw(self) -> None:
        self.query_one("#scale", Static).update(self._scale())
        low, high = words(self.prompt.low_label), words(self.prompt.high_label)
        room = self._width() - low.cell_length - high.cell_length
        if room > 1:
            ends = Content.assemble(low, " " * room, high)
        else:
            both = ((self.prompt.low, low), (self.prompt.high, high))
            ends = Content("\n").join(words(f"{n}: ") + label for n, label in both if label)
        self.query_one("#ends", Static).update(ends)

    def _width(self) -> int:
        """Width of the scale in cells."""
        low, high = self.prompt.low, self.prompt.high
        wide = self.size.width or 60
        return 3 * (high - low + 1) + 1 if high - low < MOST_STEPS else min(wide, 52)

    @property
    def _line_width(self) -> int:
        """Width of the line of a long scale, without the number behind it."""
        return self._width() - 6

    def _scale(self) -> Content:
        low, high = self.prompt.low, self.prompt.high
        if high - low < MOST_STEPS:
            steps = Content.assemble(*(self._step(number) for number in range(low, high + 1)))
            at = 0 if self.number is None else STEP * (self.number - low) + 1
            return Content("\n").join([steps, self._track(at, self._width() - 1)])
        width = self._line_width
        at = 0 if self.number is None else round((self.number - low) / (high - low) * width)
        said = ("  ?", "$dim") if self.number is None else (f"{self.number:>3}", "bold $secondary")
        return Content.assemble(self._track(at, width), "  ", said)

    def _track(self, at: int, width: int) -> Content:
        """The scale as a line, to be read at a glance."""
        rest = "─" * (width - at)
        if self.number is None:
            return joined((f"─{rest}", "$foreground 30%"))
        return joined(("━" * at, "$primary"), ("●", "bold $primary"), (rest, "$foreground 30%"))

    def _step(self, number: int) -> Content:
        """A number in three cells, in brackets if chosen, so that colour is not needed."""
        if number == self.number:
            return joined((f"[{number}]", "bold $primary"))
        return joined((f" {number} ", ""))
