"""Bold, dim and colour for lines on a terminal; none of it in a pipe. Cheap to import."""

from __future__ import annotations

import os
import sys

NO_SCREENS = ("", "dumb", "unknown")
"""Values of TERM that name no terminal with a cursor, as rich has it."""
HEADING, QUIET, MARK = "1", "2", "35"
"""Bold and dim for words. Colour for marks only: of the terminal's own, none is sure to have the
contrast of words on a light and on a dark ground, and magenta has that of marks (3 : 1) on both."""
CELLS = 10
"""Of a bar: one for each step of a strength."""


def on_terminal() -> bool:
    """Whether standard output is a terminal that somebody looks at, and does not listen to."""
    listened_to = os.environ.get("ACCESSIBLE", "") not in ("", "0")
    return sys.stdout.isatty() and not listened_to and os.environ.get("TERM", "") not in NO_SCREENS


def styled(text: str, style: str) -> str:
    """The text in this style where standard output shows it; as it stands anywhere else."""
    if not text or os.environ.get("NO_COLOR") or not on_terminal():
        return text
    return f"\x1b[{style}m{text}\x1b[0m"


def bar(strength: int) -> str:
    """A strength from 0 to 10 as a bar. It always stands beside its number."""
    full = max(0, min(strength, CELLS))
    return "█" * full + "░" * (CELLS - full)
