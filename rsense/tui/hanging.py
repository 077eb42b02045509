"""A mark and words beside it; what does not fit goes on under the words, not under the mark."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class Hanging(Widget):
    """`› 2 [ ] words`, wrapped with a hanging indent."""

    DEFAULT_CSS = "Hanging { width: 100%; height: auto; }"

    def __init__(
        self, mark: Content, body: Content, *, classes: str = "", fold: bool = True
    ) -> None:
        """Words that do not fit go on below, or with `fold=False` end in an ellipsis."""
        super().__init__(classes=classes)
        self.mark, self.body, self.fold = mark, body, fold

    def say(self, mark: Content, body: Content) -> None:
        """Show something else in the same place."""
        taller = body.plain != self.body.plain
        self.mark, self.body = mark, body
        self.refresh(layout=taller)

    def render(self) -> Content:
        return self._wrapped(self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._wrapped(width).plain.count("\n") + 1

    def _wrapped(self, width: int) -> Content:
        indent = self.mark.cell_length
        if not self.fold:
            body = self.body.truncate(max(width - indent, 8), ellipsis=True)
            return Content.assemble(self.mark, body)
        lines = self.body.wrap(max(width - indent, 8)) or [Content("")]
        first, *others = lines
        under = (Content.assemble(" " * indent, line) for line in others)
        return Content("\n").join([Content.assemble(self.mark, first), *under])
