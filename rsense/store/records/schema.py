"""The keys of each kind of record and their types, and what is wrong with a document.

Unknown keys are welcome: a newer rsense or a person put them there.
A trigger's keys are those of `TRIGGER_FIELDS`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from rsense.core.records import Came, FollowUpState, RitualState
from rsense.core.trigger_fields import TRIGGER_FIELDS

Document = dict[str, Any]

FORMAT = 1
ENDS = (b"\nend = true\n", b"\n[end]\n")
"""Endings of a whole record."""

CUT_SHORT = (
    "it was cut short: its end is missing. Open it in an editor, look at what is there, and end it "
    "with the line “[end]”"
)
EMPTY = "it is empty. Look for its words on another device or in a backup, or remove this file"
NEWER = "it was written by a newer rsense. Update rsense here to read it"
OTHER_ID = "its id is not the one in its name. Look at both in an editor"
MISFIT = "something that belongs in it is missing or is not as written"

EVERY: Mapping[str, type] = {"id": str, "kind": str, "at": dt.datetime}
"""Keys of every record."""
FIELDS: Mapping[str, Mapping[str, type]] = {
    "trigger": {**{name: field.type for name, field in TRIGGER_FIELDS.items()}, "about": list},
    "session": {
        "exercise": str,
        "title": str,
        "finished": dt.datetime,
        "outcome": str,
        "about": list,
        "measure": dict,
        "reply": list,
        "aside": list,
    },
    "keepsake": {
        "shelf": str,
        "text": str,
        "type": str,
        "about": list,
        "state": str,
        "since": dt.datetime,
        "until": dt.datetime,
    },
    "ritual": {
        "text": str,
        "every": str,
        "exercise": str,
        "who": str,
        "state": str,
        "until": dt.datetime,
        "about": list,
    },
    "followup": {
        "ask": str,
        "due": dt.datetime,
        "exercise": str,
        "carry": dict,
        "about": list,
        "state": str,
        "closed": dt.datetime,
        "answer": str,
        "sure": int,
        "came": str,
    },
    "path": {
        "programme": str,
        "did": str,
        "title": str,
        "until": dt.datetime,
        "who": str,
        "about": list,
    },
}
"""Keys of each kind, beside those of every record."""
NEEDED: Mapping[str, tuple[str, ...]] = {
    "trigger": (),
    "session": ("exercise", "finished", "outcome"),
    "keepsake": ("shelf", "text"),
    "ritual": ("text", "every"),
    "followup": ("ask",),
    "path": ("programme", "did"),
}
"""Keys a record cannot be without. The words of a trigger may be its thought alone."""

ONE_OF: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ritual": {"state": get_args(RitualState)},
    "followup": {"state": get_args(FollowUpState), "came": get_args(Came)},
}
"""Words that a key of a kind can be."""

_PLAIN_TRIGGER = {**EVERY, **FIELDS["trigger"]}

_CALLED: Mapping[type, str] = {
    str: 'words in quotes, such as "a cool tone"',
    int: "a whole number, without quotes",
    list: 'a list, such as ["anxious", "sad"]',
    dict: "a table",
    dt.datetime: "a moment with its offset, such as 2026-11-22T11:52:08+01:00",
}


def without_end(document: Mapping[str, Any]) -> Document:
    """The document without the mark of its end."""
    return {key: value for key, value in document.items() if key != "end"}


def same_document(one: Document, other: Document | None) -> bool:
    """True if two records say the same, the offset of their moment included."""
    # Two times an hour apart in the hour that clocks repeat are equal to Python, not to a person.
    return other is not None and one == other and one["at"].isoformat() == other["at"].isoformat()


def incomplete_reason(document: Mapping[str, Any]) -> str:
    """Why a document is not a whole one of this format; empty when it is."""
    if "end" not in document:
        return CUT_SHORT if document else EMPTY
    return NEWER if document.get("format") != FORMAT else ""


def invalid_reason(document: Mapping[str, Any]) -> str:
    """Why a file's document is not taken for a record; empty when it is."""
    if why := incomplete_reason(document):
        return why
    kind = document.get("kind")
    if isinstance(kind, str) and kind not in FIELDS:
        return f'its kind "{kind}" is not known here'
    right = kind == "trigger" and _is_plain_trigger(document)
    return MISFIT if not right and any(True for _ in validation_errors(document)) else ""


def _is_plain_trigger(document: Mapping[str, Any]) -> bool:
    """True if nothing can be wrong with it. Of ten years' records most are such."""
    for key, value in document.items():
        if (wanted := _PLAIN_TRIGGER.get(key)) is not None and type(value) is not wanted:
            return False
    return "id" in document and "at" in document


def validation_errors(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(key, what is wrong with it) of everything that keeps a document from being a record."""
    for key, wanted in EVERY.items():
        if key not in document:
            yield key, f"{key} is missing"
        elif not _is(document[key], wanted):
            yield key, f"{key} must be {_CALLED[wanted]}"
    kind = document.get("kind")
    if not isinstance(kind, str):
        return
    if kind not in FIELDS:
        yield "kind", f'kind "{kind}" is not known; it is one of {", ".join(FIELDS)}'
        return
    for key in NEEDED[kind]:
        if key not in document:
            yield key, f"{key} is missing"
    for key, wanted in FIELDS[kind].items():
        if key in document and not _is(document[key], wanted):
            yield key, f"{key} must be {_CALLED[wanted]}"
    for key, words in ONE_OF.get(kind, {}).items():
        if document.get(key, words[0]) not in words:
            yield key, f"{key} must be {', '.join(filter(None, words))}"
    if kind == "session":
        yield from _session_faults(document)
    if kind == "ritual":
        yield from _ritual_faults(document)


def _ritual_faults(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    from rsense.core.recurrence import InvalidRecurrence, read_recurrence

    try:
        if _is(every := document.get("every"), str):
            read_recurrence(str(every))
    except InvalidRecurrence as error:
        yield "every", f"every: {error}"


def _session_faults(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    replies, measures = document.get("reply", []), document.get("measure", {})
    if isinstance(replies, list) and not all(map(_is_reply, replies)):
        yield "reply", "every reply must be a table with a step and a question"
    if isinstance(measures, dict) and not all(map(_is_measure, measures.values())):
        yield "measure", "every measure must have before and after, as numbers, and better"


def _is_reply(table: object) -> bool:
    return isinstance(table, dict) and "step" in table and "question" in table


def _is_measure(table: object) -> bool:
    return (
        isinstance(table, dict)
        and _is(table.get("before"), int)
        and _is(table.get("after"), int)
        and _is(table.get("better"), str)
    )


def _is(value: object, wanted: type) -> bool:
    # `type`, for true is an int to Python, and nobody's intensity; both parsers give plain types
    return type(value) is wanted
