"""Records in words, in a line and whole, and which of them still wait. Without a framework."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rsense.cli.desk import AppContext
from rsense.cli.listing import summary
from rsense.cli.when import when_words
from rsense.core.records import Record, SessionRecord, Trigger
from rsense.core.shelves import SHELF_TITLES
from rsense.store.records import reader
from rsense.store.records.codec import decode_record, record_document

MOST_OFFERED = 7
"""Triggers that are offered to be worked through."""
MOST_READ = 300
"""Records, the newest, among which triggers that are still open are looked for."""


def format_line(record: Record) -> str:
    """A record in a few words."""
    document = record_document(record)
    strength = f"{document['intensity']}  " if "intensity" in document else ""
    return f"{strength}{summary(document)}"


def format_record(record: Record, desk: AppContext) -> Iterator[str]:
    """A record in lines."""
    yield f"{when_words(record.at, desk.now())}  {record.id}"
    if isinstance(record, Trigger):
        if record.what:
            yield record.what.strip()
        yield from _details(record)
    elif isinstance(record, SessionRecord):
        yield record.title + (" (left half way)" if record.outcome == "left" else "")
        for name, measure in record.measures.items():
            yield f"{name}: {measure.before} before, {measure.after} after"
        for said in record.replies:
            yield ""
            yield said.question
            yield "\n".join(f"  {line}" for line in said.answer.strip().split("\n"))
    else:
        yield f"{SHELF_TITLES.get(record.shelf, record.shelf)}:"
        yield record.text.strip()


def _details(record: Trigger) -> Iterator[str]:
    if record.intensity is not None:
        yield f"  how strong: {record.intensity} of 10"
    named = {"felt": record.emotions, "body": record.body, "urge": record.urge, "tags": record.tags}
    for name, words in named.items():
        if words:
            yield f"  {name}: {', '.join(words)}"
    said = {
        "who": record.who,
        "thought": record.thought,
        "before": record.before,
        "did": record.did,
        "kind of trigger": record.type,
        "domain": record.domain,
    }
    for name, text in said.items():
        if text:
            yield f"  {name}: {text.strip()}"


def open_triggers(desk: AppContext) -> list[Trigger]:
    """The newest triggers that no session has worked through yet, at most `MOST_OFFERED`.

    Only the newest records are read. What `rsense now` did counts as help, not as work.
    """
    worked: set[str] = set()
    found: list[Trigger] = []
    read = reader.documents(desk.records.folder, reader.AllRecords(), desk.damaged.append)
    for _, document in islice(read, MOST_READ):
        if document["kind"] == "session" and document["exercise"] != "now":
            worked.update(map(str, document.get("about", ())))
        elif document["kind"] == "trigger" and document["id"] not in worked:
            record = decode_record(document)
            assert isinstance(record, Trigger)  # noqa: S101 - by its kind
            found.append(record)
            if len(found) == MOST_OFFERED:
                break
    return found
