"""Records and unfinished sessions as TOML documents, and back.

Owns the shape of what lies on disk. What it writes it has read back and compared; what it
cannot read it names and leaves alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from rsense.core.records import (
    NOT_SAVED,
    Exchange,
    FollowUp,
    Keepsake,
    MeasureTaken,
    PathMark,
    Record,
    Reply,
    Ritual,
    SessionRecord,
    Trigger,
)
from rsense.core.values import SKIPPED, Paced, Skip, Value
from rsense.recordable import is_recordable, why_not_recordable
from rsense.store.files.durable import NotSaved
from rsense.store.files.safe_read import Unreadable, parse_toml
from rsense.store.records import schema
from rsense.store.records.schema import Document, without_end

KINDS: Mapping[type[Record], str] = {
    Trigger: "trigger",
    SessionRecord: "session",
    Keepsake: "keepsake",
    Ritual: "ritual",
    FollowUp: "followup",
    PathMark: "path",
}
_TYPES = {name: kind for kind, name in KINDS.items()}


def encode(document: Document) -> bytes:
    """The document's bytes, ended so that a file cut short is seen as such.

    Raises NotSaved if they would not read back as the same.
    """
    import tomli_w

    at = document.get("at")
    if isinstance(at, datetime) and not is_recordable(at.timestamp()):
        raise NotSaved(why_not_recordable(f"{at:%Y-%m-%d %H:%M}"))

    # After a table a key would belong to that table, so there the end is a table too.
    has_table = any(_is_table(value) for value in document.values())
    end = "\n[end]\n" if has_table else "end = true\n"
    for readable in (True, False):  # tomli_w does not keep \r\n in strings of several lines
        text = _folded(tomli_w.dumps(document, multiline_strings=readable)) + end
        try:
            if without_end(parse_toml(text)) == document:
                return text.encode()
        except Unreadable as error:
            why = f"Not saved: it could not be read again ({error.why})."
            raise NotSaved(why) from error
    raise NotSaved("Not saved: it would not read back as it was said.")


LONGEST_PIECE = 1000
"""Characters of a string in one line of a file, escapes counted as one: well below the 8 KB of
`safe_read.LINE_LIMIT`, and kind to editors."""

_STRING = re.compile(r'"""\n(?:[^"\\]|\\.)*+"""|"(?:[^"\\\n]|\\.)*+"', re.DOTALL)
"""A string as tomli_w writes it: it escapes every quote."""
_PIECE = re.compile(rf"(?:[^\\]|\\u.{{4}}|\\[^u]){{1,{LONGEST_PIECE}}}")


def _folded(text: str) -> str:
    """A document with its overlong lines broken where TOML joins them again."""
    return _STRING.sub(lambda found: _fold(found[0]), text)


def _fold(string: str) -> str:
    if max(map(len, string.split("\n"))) <= LONGEST_PIECE:
        return string
    body = string[4:-3] if string.startswith('"""') else string[1:-1]
    lines = (_broken(line) for line in body.split("\n"))
    return '"""\n' + "\n".join(lines) + '"""'


def _broken(line: str) -> str:
    """One line in pieces; a blank that begins one is escaped, for TOML would swallow it."""
    first, *others = _PIECE.findall(line) or [""]
    begun = (f"\\u{ord(o[0]):04X}{o[1:]}" if o[0] in " \t" else o for o in others)
    return "\\\n".join((first, *begun))


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], dict)
    )


def record_document(record: Record) -> Document:
    """A record as it is written, empty parts left out."""
    document: Document = {
        "format": schema.FORMAT,
        "id": record.id,
        "kind": KINDS[type(record)],
        "at": record.at,
    }
    if isinstance(record, SessionRecord):
        document |= _session_part(record)
    else:
        named = (name for name in record._fields if name not in ("id", "at"))
        document |= {name: _plain(getattr(record, name)) for name in named}
    return {key: value for key, value in document.items() if value not in (None, "", [], {})}


def _session_part(record: SessionRecord) -> Document:
    return {
        "exercise": record.exercise,
        "title": record.title,
        "finished": record.finished,
        "outcome": record.outcome,
        "about": list(record.about),
        "measure": {
            name: {"before": m.before, "after": m.after, "better": m.better}
            for name, m in record.measures.items()
        },
        "reply": [_exchange(said) for said in record.replies],
        "aside": replies_document(record.unused_replies),
    }


def _exchange(said: Exchange) -> Document:
    written: Document = {"step": said.step, "question": said.question}
    if said.private:
        return {**written, "private": True}
    written |= _value_part(said.value)
    if isinstance(said.value, tuple | Paced):
        written["answer"] = said.answer
    return written


def replies_document(replies: tuple[Reply, ...]) -> list[Document]:
    return [{"step": reply.step} | _value_part(reply.value) for reply in replies]


def _value_part(value: Value | Skip) -> Document:
    match value:
        case None:
            return {}
        case Skip():
            return {"skipped": True}
        case Paced(seconds, cycles, finished):
            return {"value": {"seconds": seconds, "cycles": cycles, "finished": finished}}
        case _:
            return {"value": _plain(value)}


def _plain(value: object) -> object:
    match value:
        case tuple():
            return [_plain(item) for item in value]
        case Mapping():
            parts = {name: _value_part(inner) for name, inner in value.items()}
            return {name: part["value"] for name, part in parts.items() if "value" in part}
        case _:
            return value


def replies_from(tables: object) -> tuple[Reply, ...]:
    """Replies as they were; private ones, which older versions wrote without their value, are left
    out."""
    found: list[Reply] = []
    for table in tables if isinstance(tables, list) else []:
        if isinstance(table, dict) and not table.get("private"):
            found.append(Reply(str(table.get("step", "")), _value_from(table)))
    return tuple(found)


def _value_from(table: Mapping[str, object]) -> Value | Skip:
    value = table.get("value")
    if table.get("skipped") is True:
        return SKIPPED
    match value:
        case bool():
            return None
        case int() | str():
            return value
        case list():
            pairs = [tuple(item) if isinstance(item, list) else item for item in value]
            return cast(Value, tuple(pairs))
        case {"seconds": int(seconds), "cycles": int(cycles), "finished": bool(finished)}:
            return Paced(seconds, cycles, finished)
        case _:
            return None


def validated_record(document: Document, path: str) -> Record:
    """The record a document holds. Raises Unreadable."""
    if why := schema.invalid_reason(document):
        raise Unreadable(path, why)
    return decode_record(document)


def decode_record(document: Mapping[str, Any]) -> Record:
    """The record in a document that is known to hold one."""
    kind = _TYPES[document["kind"]]
    if kind is SessionRecord:
        return _session_from(document)
    fields: dict[str, Any] = {
        name: tuple(map(str, value)) if isinstance(value, list) else value
        for name in kind._fields
        if (value := document.get(name)) is not None
    }
    if kind is Trigger:
        fields.setdefault("what", "")
    if kind is FollowUp:
        carried = document.get("carry", {}).items()
        fields["carry"] = {name: _value_from({"value": value}) for name, value in carried}
    return kind(**fields)


def _session_from(document: Mapping[str, Any]) -> SessionRecord:
    return SessionRecord(
        id=document["id"],
        at=document["at"],
        exercise=document["exercise"],
        title=document.get("title", document["exercise"]),
        finished=document["finished"],
        outcome="completed" if document["outcome"] == "completed" else "left",
        replies=tuple(map(_exchange_from, document.get("reply", []))),
        unused_replies=replies_from(document.get("aside")),
        measures={
            name: MeasureTaken(before=m["before"], after=m["after"], better=m["better"])
            for name, m in document.get("measure", {}).items()
        },
        about=tuple(map(str, document.get("about", []))),
    )


def _exchange_from(table: Mapping[str, Any]) -> Exchange:
    value = _value_from(table)
    private = table.get("private") is True
    words = "skipped" if value is SKIPPED else str(table.get("value", ""))
    answer = NOT_SAVED if private else str(table.get("answer", words))
    return Exchange(str(table["step"]), str(table["question"]), value, answer, private)
