"""The text inside a text field: kept as it was typed or pasted, drawn with nothing that acts."""

from __future__ import annotations

from typing import overload

from textual.expand_tabs import expand_tabs_inline
from textual.geometry import Size
from textual.widgets.text_area import DocumentBase, EditResult, Location

from rsense.core.sanitize import in_place
from rsense.core.stored_text import stored_text
from rsense.tui.widgets.content import words


class TypedDocument(DocumentBase):
    """Lines as they were typed, and beside each the line that is drawn, letter for letter.

    Textual's own document takes eleven characters for line ends and loses them, and gives a
    terminal whatever is in its lines.
    """

    def __init__(self, text: str = "") -> None:
        self._typed = stored_text(text).split("\n")
        self._drawn = list(map(in_place, self._typed))

    @property
    def text(self) -> str:
        return "\n".join(self._typed)

    @property
    def newline(self) -> str:  # type: ignore[override] # a Literal that only its module exports
        return "\n"

    @property
    def lines(self) -> list[str]:
        return self._drawn

    def get_line(self, index: int) -> str:
        return self._drawn[index]

    @overload
    def __getitem__(self, line_index: int) -> str: ...
    @overload
    def __getitem__(self, line_index: slice) -> list[str]: ...
    def __getitem__(self, line_index: int | slice) -> str | list[str]:
        return self._drawn[line_index]

    @property
    def line_count(self) -> int:
        return len(self._typed)

    @property
    def start(self) -> Location:
        return (0, 0)

    @property
    def end(self) -> Location:
        return (len(self._typed) - 1, len(self._typed[-1]))

    def get_size(self, indent_width: int) -> Size:
        wide = (words(expand_tabs_inline(line, indent_width)).cell_length for line in self._drawn)
        return Size(max(wide), len(self._drawn))

    def get_text_range(self, start: Location, end: Location) -> str:
        (top, left), (bottom, right) = sorted((start, end))
        lines = self._typed[top : bottom + 1]
        if bottom < len(self._typed):
            lines[-1] = lines[-1][:right]
        lines[0] = lines[0][left:]
        return "\n".join(lines)

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        (top, left), (bottom, right) = sorted((start, end))
        replaced = self.get_text_range(start, end)
        lines = stored_text(text).split("\n")
        stop = (top + len(lines) - 1, len(lines[-1]) + (left if len(lines) == 1 else 0))
        after = self._typed[bottom][right:] if bottom < len(self._typed) else ""
        lines[0] = self._typed[top][:left] + lines[0]
        lines[-1] += after
        self._typed[top : bottom + 1] = lines
        self._drawn[top : bottom + 1] = map(in_place, lines)
        return EditResult(stop, replaced)
