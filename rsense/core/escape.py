"""Text that a spreadsheet takes for no formula, and Markdown for no markup. Pure."""

from __future__ import annotations

import re

from rsense.core.sanitize import one_line

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
"""Beginning of a cell that a spreadsheet might run, or of one that is escaped already."""

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_ITEM = re.compile(r"(\d*)([-+.)])")
"""The beginning of a line that Markdown takes for an item of a list."""


def escape_formula(cell: str) -> str:
    """The cell with one more `'` at its beginning, if a spreadsheet could take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unescape_formula(cell: str) -> str:
    """The cell as it was before `escape_formula`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def escape_markdown(text: str) -> str:
    """The words on one line, with nothing in them that Markdown would read as markup."""
    plain = _MARKUP.sub(r"\\\1", one_line(text))
    return _ITEM.sub(r"\1\\\2", plain, count=1) if _ITEM.match(plain) else plain
