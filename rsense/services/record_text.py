"""A record as text: in a line, or whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rsense.core.expressions.bindings import apart
from rsense.core.records import (
    GOOD_MOMENT,
    FollowUp,
    PathMark,
    Record,
    Ritual,
    SessionRecord,
    Trigger,
)
from rsense.core.sanitize import clean, one_line
from rsense.core.shelves import SHELF_TITLES
from rsense.core.trigger_fields import HIGHEST, fields_in_order
from rsense.services.clock import when_words
from rsense.services.context import AppContext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from typing import Any

    from rsense.store.files.safe_read import Unreadable

MOST_NAMED = 5
COUNTED = {
    "records": ("record", "records"),
    "progress": ("exercise left half way", "exercises left half way"),
    "trash": ("file in the trash", "files in the trash"),
    "exercises": ("script of your own", "scripts of your own"),
    "packs": ("pack", "packs"),
    "vocabulary": ("list of your own words", "lists of your own words"),
}
"""Parts of the data folder, in words."""


def summary(document: Mapping[str, Any]) -> str:
    """A record's words in short."""
    match document["kind"]:
        case "trigger":
            felt = ", ".join(map(str, document.get("emotions", ())))
            said = str(document.get("what") or document.get("thought") or felt)
            return f"good: {said}" if document.get("type") == GOOD_MOMENT else said
        case "keepsake":
            return f"kept in {document['shelf']}: {document['text']}"
        case "path":
            return f"{document.get('title', document['programme'])}: {path_words(document)}"
        case "ritual":
            state = document.get("state", "kept")
            return f"ritual, {document['every']}: {document['text']}" + (
                "" if state == "kept" else f", {state}"
            )
        case "followup":
            known = FOLLOW_UP_STATES.get(str(document.get("came") or document.get("state")), "")
            return f"to come back to{known}: {document['ask']}"
    distress = document.get("measure", {}).get("distress")
    change = f", distress {distress['before']} to {distress['after']}" if distress else ""
    left = "" if document["outcome"] == "completed" else ", left half way"
    return f"did: {document.get('title', document['exercise'])}{change}{left}"


FOLLOW_UP_STATES = {
    "done": ", answered",
    "let go": ", let go",
    "no": ", did not come true",
    "partly": ", came in part",
    "yes": ", came true",
}
"""What is said of a follow-up that is no longer open, by `came` and by `state`."""
PATH_WORDS = {"begun": "begun", "resting": "resting", "away": "put away", "on": "taken up again"}


def path_words(mark: Mapping[str, Any]) -> str:
    """What was done with a programme, in a few words."""
    did, until = str(mark["did"]), mark.get("until")
    rest = f" until {day_words(until)}" if until else ""
    return PATH_WORDS.get(did, did) + rest


def day_words(at: datetime) -> str:
    """`Sat 12 Dec`."""
    return f"{at:%a} {at.day} {at:%b}"


def details_suffix(document: Mapping[str, Any]) -> str:
    """Feelings, who and tags of a trigger, for where there is room."""
    tags = (f"#{tag}" for tag in document.get("tags", ()))
    parts = [*map(str, document.get("emotions", ())), document.get("who", ""), *tags]
    said = ", ".join(part for part in parts if part)
    return f"  ({one_line(said)})" if said else ""


def unreadable_lines(damaged: list[Unreadable]) -> Iterator[str]:
    """Lines that name the files that could not be read."""
    if not damaged:
        return
    count = len(damaged)
    files, stand = ("1 file", "stands") if count == 1 else (f"{count} files", "stand")
    yield f"{files} couldn't be read and {stand} untouched:"
    for error in damaged[:MOST_NAMED]:
        yield clean(f"  {error}")
    if count > MOST_NAMED:
        yield f"  and {count - MOST_NAMED} more."
    yield "“rsense doctor” says what to do."


def counted_parts(counts: Mapping[str, int]) -> Iterator[str]:
    """`3 records`, `your settings`: what was seen of each."""
    for part, (one, many) in COUNTED.items():
        if counts.get(part):
            yield f"1 {one}" if counts[part] == 1 else f"{counts[part]} {many}"
    if counts.get("settings"):
        yield "your settings"


def format_record(record: Record, context: AppContext) -> Iterator[str]:
    yield f"{when_words(record.at, context.now())}  {record.id}"
    if isinstance(record, Trigger):
        if record.what:
            yield record.what.strip()
        yield from _details(record)
    elif isinstance(record, SessionRecord):
        yield record.title + (" (left half way)" if record.outcome == "left" else "")
        for name, measure in record.measures.items():
            yield f"{name}: {measure.before} before, {measure.after} after"
        for said in record.replies:
            if said.private:  # as older versions wrote it: that it was asked may tell the answer
                continue
            yield ""
            yield said.question
            yield "\n".join(f"  {line}" for line in said.answer.strip().split("\n"))
    elif isinstance(record, PathMark):
        yield f"{record.title or record.programme}: {path_words(record._asdict())}"
        if record.who:
            yield f"  who may know: {record.who}"
    elif isinstance(record, Ritual):
        yield record.text.strip()
        until = f" until {when_words(record.until, context.now())}" if record.until else ""
        state = "" if record.state == "kept" else f"{record.state}{until}"
        parts = ("when", record.every), ("with", record.who), ("exercise", record.exercise)
        yield from (
            f"  {label}: {part.strip()}" for label, part in (*parts, ("now", state)) if part
        )
    elif isinstance(record, FollowUp):
        yield record.ask.strip()
        yield from _follow_up_lines(record, context)
    else:
        yield f"{SHELF_TITLES.get(record.shelf, record.shelf)}:"
        yield record.text.strip()


def _follow_up_lines(record: FollowUp, context: AppContext) -> Iterator[str]:
    now = context.now()
    if record.sure is not None:
        yield f"  how sure: {record.sure} %"
    if record.state == "open":
        yield f"  to be asked: {when_words(record.due, now) if record.due else 'some day'}"
    else:
        closed = f" {when_words(record.closed, now)}" if record.closed else ""
        known = FOLLOW_UP_STATES[record.came or record.state].removeprefix(", ")
        yield f"  {known}{closed}"
    if record.answer:
        yield ""
        yield record.answer.strip()


_FIRST = ("intensity", "emotions", "body", "urge", "tags", "who", "thought", "before", "did")


def _details(record: Trigger) -> Iterator[str]:
    for field in fields_in_order(*_FIRST):
        value = getattr(record, field.name)
        if field.name == "what" or value in (None, "", ()):
            continue
        shown = apart(tuple(value), ",") if field.kind == "list" else str(value).strip()
        yield f"  {field.label}: {shown}" + (f" of {HIGHEST}" if field.kind == "number" else "")
