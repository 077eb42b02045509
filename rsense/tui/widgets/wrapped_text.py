"""Text widgets with a hanging indent."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.widget import Widget

from rsense.tui.widgets.content import words

NARROWEST = 8
"""Smallest width in cells that text is wrapped to."""
BULLET = "- "


def wrap_hanging(mark: Content, body: Content, width: int) -> list[Content]:
    """Lines of a mark and a body, wrapped with a hanging indent."""
    indent = mark.cell_length
    first, *others = body.wrap(max(width - indent, NARROWEST)) or [Content("")]
    under = (Content.assemble(" " * indent, line) for line in others)
    return [Content.assemble(mark, first), *under]


class WrappedText(Widget):
    """Base of widgets whose lines are wrapped to their width."""

    DEFAULT_CSS = "WrappedText { width: 100%; height: auto; }"

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        raise NotImplementedError


class HangingText(WrappedText):
    """`› 2 [ ] words`, wrapped with a hanging indent."""

    SCOPED_CSS = False  # it asks for its own class
    DEFAULT_CSS = """
    .row { height: auto; pointer: pointer; }
    .row:hover { background: $panel; }
    .row.own { color: $secondary; }
    .row.-here { text-style: bold; color: $primary; background: $raised; }
    .row.own.-here { color: $secondary; }
    """

    def __init__(
        self, mark: Content, body: Content, *, classes: str = "", fold: bool = True
    ) -> None:
        """A long body is wrapped, or with `fold=False` cut with an ellipsis."""
        super().__init__(classes=classes)
        self.mark, self.body, self.fold = mark, body, fold

    def say(self, mark: Content, body: Content, *, here: bool) -> None:
        """Show other words; `here` is the row of the cursor."""
        self.set_class(here, "-here")
        taller = body.plain != self.body.plain
        self.mark, self.body = mark, body
        self.refresh(layout=taller)

    def _lines(self, width: int) -> list[Content]:
        if self.fold:
            return wrap_hanging(self.mark, self.body, width)
        body = self.body.truncate(max(width - self.mark.cell_length, NARROWEST), ellipsis=True)
        return [Content.assemble(self.mark, body)]


def clicked_row(event: Click, rows: Iterable[Widget]) -> int | None:
    """Place of the clicked row, whose click goes no further.

    None for a click beside the rows, or one that ended a selection.
    """
    for number, row in enumerate(rows):
        if row.region.contains_point(event.screen_offset):
            if row.screen.get_selected_text():
                return None
            event.stop()
            return number
    return None


class Prose(WrappedText):
    """Paragraphs, and lists whose items begin with `- `."""

    def __init__(self, text: str, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.text = text

    def _lines(self, width: int) -> list[Content]:
        return [folded for line in self.text.split("\n") for folded in _folded(line, width)]


def _folded(line: str, width: int) -> list[Content]:
    item = line.startswith(BULLET)
    return wrap_hanging(words(BULLET if item else ""), words(line.removeprefix(BULLET)), width)
