"""What scrolls, drawn anew when it does."""

from __future__ import annotations

from textual.containers import VerticalScroll


class Scroll(VerticalScroll):
    """A scroll that leaves nothing of what stood there before.

    Where a place on the screen is asked for between a scroll and the next layout, Textual (8.2)
    takes what has moved for drawn, and old lines stay between the new ones.
    """

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.refresh()
