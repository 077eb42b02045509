"""A record's document as JSON, and back again with nothing lost.

JSON knows no moments. Those of its kind, such as `at`, are ISO 8601 text; any other, which somebody
else put there, is `{"$": "2026-11-22"}`, and a table that looks so gets one more `$`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from rsense.core.stored_text import stored_text
from rsense.store.records.schema import FIELDS, Document, without_end


class InvalidJsonRecord(Exception):
    """JSON that is no record's document. The message is for the person."""


def to_json(document: Mapping[str, Any]) -> Document:
    """The document as JSON has it, without the mark of its end."""
    moments = _moments(document)
    return {
        key: value.isoformat() if key in moments and _is_moment(value) else _to(value)
        for key, value in without_end(document).items()
    }


def from_json(value: object) -> Document:
    """The document again, its texts as they are kept. Raises InvalidJsonRecord."""
    if not isinstance(value, dict):
        raise InvalidJsonRecord("it is no JSON object")
    document: Document = {}
    moments = _moments(value)
    for key, inner in value.items():
        if key in moments and isinstance(inner, str):
            document[key] = _moment(key, inner)
        elif key != "end":
            document[key] = _from(inner)
    return document


def _moments(document: Mapping[str, Any]) -> set[str]:
    """Keys of a record of this kind that are moments."""
    kind = document.get("kind")
    keys = FIELDS.get(kind, {}) if isinstance(kind, str) else {}
    return {"at", *(key for key, wanted in keys.items() if wanted is dt.datetime)}


def _to(value: object) -> object:
    if isinstance(value, dict):
        mark = _mark(value)
        return {key + "$" if mark else key: _to(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_to(inner) for inner in value]
    if isinstance(value, dt.date | dt.time):
        return {"$": value.isoformat()}
    return value


def _from(value: object) -> object:
    if value is None:
        raise InvalidJsonRecord("it holds null, which no record has")
    if isinstance(value, str):
        return stored_text(value)
    if isinstance(value, list):
        return [_from(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    mark = _mark(value)
    if mark == "$":
        return _some_moment(value[mark])
    return {key[:-1] if mark else key: _from(inner) for key, inner in value.items()}


def _mark(table: Mapping[str, object]) -> str:
    """The only key of a table, if it is nothing but `$`."""
    key = next(iter(table), "") if len(table) == 1 else ""
    return "" if key.strip("$") else key


def _is_moment(value: object) -> bool:
    return isinstance(value, dt.datetime) and value.tzinfo is not None


def _moment(key: str, text: str) -> dt.datetime:
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidJsonRecord(
            f"{key} must be a date and time such as 2026-11-22T11:52:08+01:00"
        ) from error
    if at.tzinfo is None:
        raise InvalidJsonRecord(f"{key} has no offset such as +01:00")
    return at


def _some_moment(text: object) -> object:
    if isinstance(text, str):
        for kind in (dt.date, dt.time, dt.datetime):
            try:
                return kind.fromisoformat(text)
            except ValueError:
                continue
    raise InvalidJsonRecord("it holds a date or time that cannot be read")
