"""Text of scripts and people as Textual content, without markup and control characters."""

from __future__ import annotations

from textual.content import Content

from rsense.core.sanitize import clean

QUIET = "not bold $dim"
"""Style of secondary text."""


def words(text: str, style: str = "") -> Content:
    """The text exactly as written."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def joined(*parts: tuple[str, str]) -> Content:
    """Several (text, style) parts in a row."""
    return Content.assemble(*((clean(text), style) for text, style in parts))


LONG = 10
"""Cells of the bar of a rating."""
GENTLE, MIDDLE = 3, 6
"""Cells of it up to which a rating is gentle, and no more than middling."""


def strength_bar(number: int, low: int = 0, high: int = 10) -> Content:
    """A rating as a number and a bar. Its colour says nothing that they do not."""
    filled = max(0, min(round((number - low) / max(high - low, 1) * LONG), LONG))
    tone = "$success" if filled <= GENTLE else "$warning" if filled <= MIDDLE else "$error"
    rest = ("─" * (LONG - filled), "$foreground 30%")
    return joined((f"{number:>2} ", "bold"), ("━" * filled, tone), rest)
