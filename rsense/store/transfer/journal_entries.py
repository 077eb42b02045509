"""Entries of jrnl's and of Day One's JSON, as triggers."""

from __future__ import annotations

from collections.abc import Mapping

from rsense.store.records import schema
from rsense.store.records.json_codec import InvalidJsonRecord
from rsense.store.records.schema import Document
from rsense.store.transfer.import_entry import (
    Entry,
    Seen,
    derived_id,
    filled,
    kept_text,
    string_in,
    trimmed_text,
)
from rsense.store.transfer.import_times import moment_in_zone, written_moment

DAY_ONE_TIME = "creationDate"
NO_ENTRY = "it is no entry of jrnl or Day One; those have a date"
_OF_JRNL = ("title", "body", "date", "time", "tags", "starred")
_OF_DAY_ONE = ("text", DAY_ONE_TIME, "timeZone", "tags", "uuid")


def journal_entry(entry: object, seen: Seen) -> Entry:
    """The document of an entry, and the names of what is left out. Raises InvalidJsonRecord."""
    if not isinstance(entry, dict) or not {"date", DAY_ONE_TIME} & entry.keys():
        raise InvalidJsonRecord(NO_ENTRY)
    day_one = DAY_ONE_TIME in entry
    taken = _OF_DAY_ONE if day_one else _OF_JRNL
    document = (_of_day_one if day_one else _of_jrnl)(entry, seen)
    return document, tuple(key for key, value in entry.items() if value and key not in taken)


def _of_jrnl(entry: Mapping[str, object], seen: Seen) -> Document:
    day, clock = trimmed_text(string_in(entry, "date")), trimmed_text(string_in(entry, "time"))
    parts = [part for part in (string_in(entry, "title"), string_in(entry, "body")) if part.strip()]
    identity = "\n".join(map(trimmed_text, parts))
    starred = ["starred"] if entry.get("starred") is True else []
    document = _trigger(derived_id("jrnl", seen, day, clock, identity))
    document["at"] = written_moment(day, clock)
    document["what"] = kept_text("\n".join(parts))
    return filled({**document, "tags": [*_tags(entry, "@#"), *starred]})


def _of_day_one(entry: Mapping[str, object], seen: Seen) -> Document:
    created, uuid = string_in(entry, DAY_ONE_TIME), string_in(entry, "uuid")
    said = string_in(entry, "text")
    # An id of Day One's own is the entry's, whatever it says by now.
    id = derived_id("day one", Seen() if uuid else seen, uuid or f"{created}\0{said}")
    at = moment_in_zone(written_moment(created), entry.get("timeZone"))
    return filled({**_trigger(id), "at": at, "what": kept_text(said), "tags": _tags(entry, "")})


def _trigger(id: str) -> Document:
    return {"format": schema.FORMAT, "id": id, "kind": "trigger"}


def _tags(entry: Mapping[str, object], signs: str) -> list[str]:
    tags = entry.get("tags") or []
    if not isinstance(tags, list):
        raise InvalidJsonRecord("its tags are no list")
    return sorted({str(tag).strip().lstrip(signs) for tag in tags} - {""})
