"""Words to read: Enter goes on, once their end has been in sight."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from rsense.tui.views.view import PromptView


class ReadView(PromptView, can_focus=True):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on", show=False, id="read_on"),
        Binding("down,space", "scroll(1)", "Further", show=False, id="read_down"),
        Binding("up", "scroll(-1)", "Back up", show=False, id="read_up"),
    ]

    def action_go_on(self) -> None:
        page = self.screen.query_one("#page")
        if page.scroll_offset.y < page.max_scroll_y:
            page.scroll_page_down(animate=False)
        else:
            self.answer(None)

    def action_scroll(self, by: int) -> None:
        self.screen.query_one("#page").scroll_relative(y=by, animate=False)
