"""What has to be seen: the question first, and the place of the cursor once it is moved."""

from __future__ import annotations

from textual.widget import Widget


def scroll_into_view(place: Widget, *, top: bool = False) -> None:
    """Scroll the page to `place`, once everything has its room; to its top where both fit.

    `top`: what comes below it matters as well, so it goes as far up as it can.
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
