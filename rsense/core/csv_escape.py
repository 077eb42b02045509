"""Escape spreadsheet formulas in the cells of a table, and undo it. Pure."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
"""Beginning of a cell that a spreadsheet might run, or of one that is escaped already."""


def escape_formula(cell: str) -> str:
    """The cell with one more `'` at its beginning, if a spreadsheet could take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unescape_formula(cell: str) -> str:
    """The cell as it was before `escape_formula`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
