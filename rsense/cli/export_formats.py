"""Formats of an export: JSON lines, CSV with formulas defused, Markdown by the day.

Only JSON lines hold everything. The other two are for reading: control characters are shown as
pictures in them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from rsense.cli.output import json_line
from rsense.core.escape import escape_formula, escape_markdown
from rsense.core.records import GOOD_MOMENT
from rsense.core.sanitize import clean
from rsense.core.shelves import SHELF_TITLES
from rsense.core.trigger_fields import TRIGGER_FIELDS, fields_in_order
from rsense.services.record_text import summary
from rsense.store.records.json_codec import to_json
from rsense.store.records.query import texts

Document = Mapping[str, Any]

COLUMNS = (
    *("id", "kind", "at"),
    *TRIGGER_FIELDS,
    *("shelf", "text", "every", "state", "until"),
    *("exercise", "title", "outcome", "finished", "distress_before", "distress_after"),
    *("ask", "due", "closed", "sure", "came", "answer", "about"),
)
LISTED = "; "
"""Stands between the words of a list in one cell."""

_FIRST = ("emotions", "body", "urge", "who", "tags", "before", "thought", "did")
_UNLISTED = ("what", "intensity", "type", "domain")
"""Fields that stand in the heading or above the list, or serve filters more than reading."""


def as_json_lines(documents: Iterable[Document]) -> Iterator[str]:
    """Everything, a record a line; `rsense import` reads it again."""
    for document in documents:
        yield f"{json_line(to_json(document))}\n"


def as_csv(documents: Iterable[Document]) -> Iterator[str]:
    """A row each, for a spreadsheet. The answers of sessions are left out."""
    row = io.StringIO()
    writer = csv.writer(row, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    yield row.getvalue()
    for document in documents:
        row.seek(0)
        row.truncate()
        writer.writerow([escape_formula(clean(_cell(document, name))) for name in COLUMNS])
        yield row.getvalue()


def _cell(document: Document, name: str) -> str:
    if name.startswith("distress_"):
        distress = document.get("measure", {}).get("distress", {})
        return str(distress.get(name.removeprefix("distress_"), ""))
    value = document.get(name, "")
    if isinstance(value, list):
        return LISTED.join(map(str, value))
    return value.isoformat() if isinstance(value, datetime) else str(value)


def as_markdown(documents: Iterable[Document]) -> Iterator[str]:
    """A heading a day, and under it what was noted and done."""
    for day, those in groupby(documents, key=lambda document: document["at"].date()):
        yield f"# {day:%A}, {day.day} {day:%B %Y}\n\n"
        for document in those:
            yield f"## {document['at']:%H:%M}  {escape_markdown(_title(document))}\n\n"
            for line in _body(document):
                yield f"{line}\n"
            yield "\n"


def _title(document: Document) -> str:
    if document["kind"] == "keepsake":
        return f"kept: {SHELF_TITLES.get(document['shelf'], document['shelf'])}"
    if document["kind"] in ("session", "ritual"):
        return summary(document)
    if document["kind"] == "followup":
        return summary(document).removesuffix(f": {document['ask']}")
    if document.get("type") == GOOD_MOMENT:
        return GOOD_MOMENT
    strength = document.get("intensity")
    return "trigger" if strength is None else f"trigger, {strength} of 10"


def _body(document: Document) -> Iterator[str]:
    if document["kind"] == "session":
        for reply in document.get("reply", ()):
            if reply.get("private"):  # as in record_text: that it was asked may tell the answer
                continue
            answer = reply.get("answer", reply.get("value", ""))
            said = "skipped" if reply.get("skipped") else answer
            yield f"**{escape_markdown(str(reply['question']))}**\n\n{_quoted(str(said))}\n"
        return
    kind, shown = document["kind"], ("text", "what", "ask", "answer")
    for words in filter(None, map(document.get, shown if kind != "ritual" else ())):
        yield f"{_quoted(words)}\n"
    for field in fields_in_order(*_FIRST):
        said = ", ".join(texts(document.get(field.name, [])))
        if said and field.name not in _UNLISTED:
            yield f"- {field.name}: {escape_markdown(said)}"


def _quoted(text: str) -> str:
    """Words as a block quotation, a line break where they had one."""
    return "  \n".join(f"> {escape_markdown(line)}" for line in text.strip().split("\n"))
