"""A page as one HTML file: nothing remote, no script, one sheet of paper when it is printed.

Every word goes through `_text`. The policy in its head lets a browser use the one style sheet that
is in the file, by its hash, and fetch nothing at all.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape

from rsense.core.bars import Row
from rsense.core.sanitize import clean
from rsense.core.trigger_fields import HIGHEST
from rsense.insight.report_page import Page, Quote, Section

PAPER, INK, QUIET, MARK, TRACK = "#ffffff", "#1f1d1a", "#57524a", "#35618f", "#c9c3b8"
"""Ground, words, small print, pictures and their tracks. A test computes the contrast."""
_CSS = f"""
@page {{ margin: 11mm 14mm; }}
* {{ box-sizing: border-box; }}
html {{ color-scheme: light; }}
body {{
  margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem; background: {PAPER}; color: {INK};
  font: 1rem/1.4 system-ui, sans-serif; overflow-wrap: anywhere;
}}
h1 {{ font-size: 1.35em; margin: 0 0 .3em; }}
h2 {{ font-size: 1.1em; margin: 1em 0 .25em; break-after: avoid; }}
p {{ margin: 0 0 .2em; }}
.lead + .lead {{ font-weight: bold; }}
.quiet {{ color: {QUIET}; font-size: .88em; }}
table + .quiet {{ margin-top: .3rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; vertical-align: middle; padding: .05em .6em .05em 0; }}
th {{ font-weight: normal; width: 33%; }}
td.picture {{ width: 27%; }}
tr {{ break-inside: avoid; }}
svg {{ display: block; width: 100%; height: .8em; overflow: visible; }}
dl {{ margin: .2em 0 0; display: grid; grid-template-columns: 33% 1fr; }}
dt {{ color: {QUIET}; font-size: .88em; padding-right: .6em; }}
dd {{ margin: 0 0 .15em; padding-left: .6em; border-left: 3px solid {MARK}; }}
dd {{ white-space: pre-line; }}
dd:only-child {{ grid-column: 1 / -1; }}
@media (max-width: 30rem) {{
  table, tbody, tr, th, td, dl {{ display: block; width: auto; }}
  td.picture {{ width: 100%; }}
  tr {{ padding-bottom: .5rem; }}
}}
@media print {{
  body {{ max-width: none; padding: 0; font-size: 10pt; line-height: 1.3; }}
  h2 {{ margin-top: .55em; }}
}}
"""
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
    return _svg(f'<rect width="{share:.1f}%" height="100%" rx="2" fill="{MARK}"/>')


def _dots(row: Row) -> str:
    """A track from 0 to 10; an open dot for the earlier value."""

    def at(value: float) -> str:
        return f"{3 + 94 * min(max(value, 0), HIGHEST) / HIGHEST:.1f}%"

    drawn = f'<line x1="3%" x2="97%" y1="50%" y2="50%" stroke="{TRACK}" stroke-width="2"/>'
    if row.before is not None:
        drawn += (
            f'<circle cx="{at(row.before)}" cy="50%" r="4" fill="{PAPER}" stroke="{MARK}" '
            'stroke-width="2"/>'
        )
    if row.value is not None:
        drawn += f'<circle cx="{at(row.value)}" cy="50%" r="5" fill="{MARK}"/>'
    return _svg(drawn)


def _svg(drawn: str) -> str:
    """A picture of what stands beside it in words, so it is read out to nobody."""
    return f'<svg aria-hidden="true" focusable="false">{drawn}</svg>'


def _text(text: str) -> str:
    return escape(clean(text))
