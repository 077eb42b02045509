"""Text to read: Enter scrolls to its end, then goes on."""

from __future__ import annotations

from rsense.tui.bindings import bound
from rsense.tui.views.base import PromptView


class ReadView(PromptView, can_focus=True):
    BINDINGS = [
        bound("enter", "go_on", "read_on", "go on"),
        bound("down,space", "scroll(1)", "read_down", "read further", "Space"),
        bound("up", "scroll(-1)", "read_up", "read further", "Space"),
    ]

    def action_go_on(self) -> None:
        page = self.screen.query_one("#page")
        if page.scroll_offset.y < page.max_scroll_y:
            page.scroll_page_down(animate=False)
        else:
            self.answer(None)

    def action_scroll(self, by: int) -> None:
        self.screen.query_one("#page").scroll_relative(y=by, animate=False)
