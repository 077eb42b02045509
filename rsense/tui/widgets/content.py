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
