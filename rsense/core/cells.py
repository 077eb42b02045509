"""Cells of a table for a spreadsheet, which takes some words for formulas. Pure."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
"""How a cell begins that a spreadsheet might run, or one of those already defused."""


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one `'` more at its beginning."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def fused(cell: str) -> str:
    """The cell as it was before `defused`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
