"""A page as one HTML file: nothing remote, no script, one sheet of paper when it is printed.

Every word goes through `_text`. The policy in its head lets a browser use the one style sheet that
is in the file, by its hash, and fetch nothing at all.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from pathlib import Path

from rsense.core.bars import Row
from rsense.core.sanitize import clean
from rsense.core.trigger_fields import HIGHEST
from rsense.insight.report_page import Page, Quote, Section

_CSS = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
_HASH = base64.b64encode(hashlib.sha256(_CSS.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"


def as_html(page: Page) -> str:
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{_text(page.title)}</title><style>{_CSS}</style></head><body><main>"
    yield f"<h1>{_text(page.title)}</h1>"
    yield from (f"<p class=lead>{_text(said)}</p>" for said in page.said)
    yield from (f"<p class=quiet>{_text(note)}</p>" for note in page.notes)
    for section in page.sections:
        yield f"<section><h2>{_text(section.title)}</h2>"
        yield from (f"<p>{_text(said)}</p>" for said in section.said)
        if section.rows:
            yield f"<p class=quiet>{_text(section.legend)}</p>" if section.legend else ""
            yield f"<table><tbody>{''.join(_row(row, section) for row in section.rows)}"
            yield "</tbody></table>"
        if section.quotes:
            yield f"<dl>{''.join(map(_quote, section.quotes))}</dl>"
        yield from (f"<p class=quiet>{_text(note)}</p>" for note in section.notes)
        yield "</section>"
    yield "</main></body></html>"


def _row(row: Row, section: Section) -> str:
    picture = _dots(row) if section.scale == "dots" else _bar(row, section)
    label = f'<th scope="row" dir="auto">{_text(row.label)}</th>'
    return f"<tr>{label}<td class=picture>{picture}</td><td>{_text(row.mark)}</td></tr>"


def _quote(quote: Quote) -> str:
    about = f'<dt dir="auto">{_text(quote.about)}</dt>' if quote.about else ""
    return f'{about}<dd dir="auto">{_text(quote.words)}</dd>'


def _bar(row: Row, section: Section) -> str:
    most = max(one.value or 0 for one in section.rows) or 1
    share = 100 * (row.value or 0) / most
    return _svg(f'<rect width="{share:.1f}%" height="100%" rx="2" class="bar"/>')


def _dots(row: Row) -> str:
    """A track from 0 to 10; an open dot for the earlier value."""

    def at(value: float) -> str:
        return f"{3 + 94 * min(max(value, 0), HIGHEST) / HIGHEST:.1f}%"

    drawn = '<line x1="3%" x2="97%" y1="50%" y2="50%" class="track"/>'
    if row.before is not None:
        drawn += f'<circle cx="{at(row.before)}" cy="50%" r="4" class="before"/>'
    if row.value is not None:
        drawn += f'<circle cx="{at(row.value)}" cy="50%" r="5" class="now"/>'
    return _svg(drawn)


def _svg(drawn: str) -> str:
    """A picture of what stands beside it in words, so it is read out to nobody."""
    return f'<svg aria-hidden="true" focusable="false">{drawn}</svg>'


def _text(text: str) -> str:
    return escape(clean(text))
