"""A page as plain text and as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from rsense.core.bars import Row, bar, dots, drawn, sentences
from rsense.core.escape import escape_markdown
from rsense.core.options import Glyphs
from rsense.core.sanitize import clean
from rsense.core.text_width import display_width
from rsense.core.trigger_fields import HIGHEST
from rsense.insight.report_page import Page, Quote, Section

WIDTH = 64
"""Columns, as wide as an exercise's text."""
_BAR = 12
_INDENT = "    "


def as_text(page: Page, glyphs: Glyphs = "blocks", *, pictures: bool = True) -> str:
    """The page in lines of `WIDTH`. Without pictures every row is a sentence, and whoever shows
    them breaks the lines."""
    lines = [page.title, "", *page.said, *page.notes]
    for section in page.sections:
        lines += ["", f"{section.title}:", *section.said]
        if pictures and section.rows:
            lines += [section.legend] if section.legend else []
            most = HIGHEST if section.scale == "dots" else 0  # the largest of the rows
            lines += drawn(section.rows, WIDTH, glyphs=glyphs, scale=section.scale, most=most)
        else:
            lines += [f"- {said}" for said in sentences(section.rows)]
        lines += [line for quote in section.quotes for line in _quoted(quote)]
        lines += section.notes
    if pictures:
        lines = [part for line in lines for part in _wrapped(line)]
    return "\n".join(map(clean, lines)) + "\n"


def as_markdown(page: Page, glyphs: Glyphs = "blocks") -> str:
    """The page as Markdown: headings, lists and quotations, and no markup of anybody else's."""
    return "\n\n".join(_blocks(page, glyphs)) + "\n"


def _blocks(page: Page, glyphs: Glyphs) -> Iterator[str]:
    yield f"# {escape_markdown(page.title)}"
    yield from map(escape_markdown, (*page.said, *page.notes))
    for section in page.sections:
        yield f"## {escape_markdown(section.title)}"
        yield from map(escape_markdown, section.said)
        if section.rows:
            yield from map(escape_markdown, filter(None, (section.legend,)))
            yield "\n".join(f"- {_row(row, section, glyphs)}" for row in section.rows)
        for quote in section.quotes:
            about = [f"**{escape_markdown(quote.about)}**"] if quote.about else []
            words = (f"> {escape_markdown(line)}" for line in quote.words.split("\n"))
            yield "\n\n".join((*about, "  \n".join(words)))
        yield from map(escape_markdown, section.notes)


def _row(row: Row, section: Section, glyphs: Glyphs) -> str:
    if section.scale == "dots":
        picture = dots(row, HIGHEST, glyphs)
    else:
        picture = bar(row.value, max(one.value or 0 for one in section.rows), _BAR, glyphs)
    said = escape_markdown(f"{row.label}: {row.mark}")
    return f"{said}  `{picture.rstrip()}`" if picture.strip() else said


def _quoted(quote: Quote) -> Iterator[str]:
    yield from [quote.about] if quote.about else []
    yield from (f"{_INDENT}{line}" for line in quote.words.split("\n"))


def _wrapped(line: str) -> list[str]:
    if display_width(line) <= WIDTH:
        return [line]
    indent = _INDENT if line.startswith(_INDENT) else ""
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent)
