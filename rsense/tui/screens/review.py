"""Review of the answers, at the end or on the way there; each can be changed."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.events import Click
from textual.screen import Screen
from textual.widgets import Static

from rsense.core.engine.transcript import asking_line, format_answer, unsaved_mark
from rsense.ports import Activity
from rsense.tui.bindings import bound
from rsense.tui.clipboard import copy
from rsense.tui.enter_guard import EnterGuard
from rsense.tui.own_app import own_app
from rsense.tui.widgets.content import QUIET, joined, words
from rsense.tui.widgets.header_footer import Header, KeyHints
from rsense.tui.widgets.scrolling import Scroll, scroll_into_view
from rsense.tui.widgets.wrapped_text import HangingText, clicked_row


class ReviewScreen(Screen[str | int]):
    """Dismissed with "finish", "back" or "unkept", or the place of an answer to change.

    None leaves.
    """

    BINDINGS = [
        bound("enter", "choose", "finish", "go on"),
        bound("up", "move(-1)", "review_up", "move in a list", "↑ ↓, a number"),
        bound("down", "move(1)", "review_down", "move in a list", "↑ ↓, a number"),
        bound("c", "copy", "review_copy", "copy the answer"),
        bound("f2,ctrl+b", "dismiss('back')", "review_back", "back"),
        bound("f8,ctrl+y", "unkept", "review_unkept", "go on without a disk, keeping nothing"),
        bound("escape", "dismiss", "review_leave", "leave; what you answered is kept"),
    ]

    def __init__(self, opened: Activity, complaint: str = "") -> None:
        super().__init__()
        self.opened = opened
        self.sitting = opened.sitting
        self.over = self.sitting.session.complete
        """Nothing is left to ask."""
        self.complaint = complaint
        self.said = self.sitting.answered()
        self.here = 0
        """Row of the cursor; 0 finishes."""
        self._once = EnterGuard(own_app(self).clock)

    def compose(self) -> ComposeResult:
        yield Header(self.sitting.session.script.title, "all of it" if self.over else "so far")
        with Scroll(id="page", can_focus=False), VerticalGroup(id="column"):
            if self.complaint:
                yield Static(words(self.complaint), classes="complaint")
            about = "That's all of it." if self.over else "That's what you said so far."
            yield Static(words(f"{about} You can change any of it."), classes="question")
            yield HangingText(Content(""), Content(""), classes="row")
            for _, step in self.said:
                yield Static(words(asking_line(step.question)), classes="asked")
                yield HangingText(Content(""), Content(""), classes="row own")
        yield KeyHints([], [])

    def on_mount(self) -> None:
        self._once.shown()
        self._draw()

    def action_move(self, by: int) -> None:
        self.here = max(0, min(self.here + by, len(self.said)))
        self._draw()

    def _draw(self) -> None:
        rows = self.query(HangingText)
        for number, row in enumerate(rows):
            here = number == self.here
            body = words("It's right as it is." if self.over else "Go on.")
            if number:
                step = self.said[number - 1][1]
                said = format_answer(step.reply.value, step.prompt)
                unsaved = "" if self.opened.private else unsaved_mark(step)
                body = joined((said, ""), (unsaved, QUIET))
            row.say(words("› " if here else "  "), body, here=here)
        scroll_into_view(rows[self.here])
        self._say_keys()

    def _say_keys(self) -> None:
        kept = not self.opened.private or self.opened.stop is not None
        finish = "finish and keep it" if kept else "finish, nothing is kept"
        finish = finish if self.over else "go on"
        leave = "leave, nothing is kept" if self.opened.private else "leave, go on another day"
        enter = finish if self.here == 0 else "change this answer"
        self.query_one(KeyHints).say(
            [
                ("Enter", enter),
                ("↑ ↓", "pick an answer to change"),
                *([("c", "copy")] if self.here else []),
                ("F2", "back"),
            ],
            [("Esc", leave if self.over else "go on"), ("F1", "help now")],
        )

    def on_click(self, event: Click) -> None:
        row = clicked_row(event, self.query(HangingText))
        if row is not None:
            self.action_move(row - self.here)
            self.action_choose()

    def action_copy(self) -> None:
        if self.here:
            step = self.said[self.here - 1][1]
            copy(self.app, format_answer(step.reply.value, step.prompt))

    def action_choose(self) -> None:
        if self._once.is_bounce:
            return
        self.dismiss("finish" if self.here == 0 else self.said[self.here - 1][0])

    def action_unkept(self) -> None:
        """Finish without saving, after a failed save."""
        if self.complaint and self.opened.without_saving:
            self.dismiss("unkept")
