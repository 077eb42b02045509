"""A scrolling container that repaints whole when it scrolls."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.widget import Widget


class Scroll(VerticalScroll):
    """A scrolling container that leaves no stale lines.

    If a widget's position is asked for between a scroll and the next layout, Textual (8.2) takes
    what has moved for drawn, and old lines stay between the new ones.
    """

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.refresh()


def scroll_into_view(place: Widget, *, top: bool = False) -> None:
    """Scroll the page to `place` after the next layout; to the top of the page if both fit.

    `top` moves it as far up as possible, as what is below it matters as well.
    """

    def scroll() -> None:
        page = next((w for w in place.ancestors if w.id == "page"), None)
        if not isinstance(page, Widget) or not place.is_attached:
            return
        below = place.region.bottom - page.content_region.y + page.scroll_offset.y
        below = page.virtual_size.height if top else below
        if below <= page.content_region.height:
            page.scroll_home(animate=False)
        else:
            place.scroll_visible(animate=False, top=top)

    place.call_after_refresh(scroll)
