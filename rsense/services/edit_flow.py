"""Editing, deleting and undoing from the screens; one part of a record at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from rsense.core.date_phrases import InvalidTime
from rsense.core.datetime_phrases import moment
from rsense.core.engine import Reply, Session
from rsense.core.prompts import Pick, Refused, Value
from rsense.core.sanitize import one_line
from rsense.ports import Activity
from rsense.services.clock import MachineZone, when_words
from rsense.services.context import AppContext
from rsense.services.corrections import apply_changes, record_editor, undo_last
from rsense.services.errors import UserError
from rsense.services.form_scripts import form
from rsense.services.forms import answer_of, ask_choice, form_activity
from rsense.services.record_lookup import describe_record, find_path
from rsense.session_runner import SaveFailed
from rsense.store.files.durable import NotSaved
from rsense.store.files.safe_read import Unreadable
from rsense.store.records import undo_log
from rsense.store.records.codec import encode
from rsense.store.records.edits import RecordSnapshot

TITLE = "Put it right"
WORDS = ("emotions", "body", "urge")
LISTS = (*WORDS, "tags")
NOTHING = "nothing"
LONGEST = 60

PARTS = {
    "what": "what happened",
    "intensity": "how strong",
    "emotions": "felt",
    "body": "body",
    "urge": "urge",
    "who": "who",
    "tags": "tags",
    "text": "words",
    "at": "when",
}
"""The parts that can be changed, each asked by the step of its name in `forms/edit.toml`."""
OF_KIND = {
    "trigger": ("what", "intensity", "emotions", "body", "urge", "who", "tags", "at"),
    "keepsake": ("text", "at"),
}


def edit(context: AppContext, id: str) -> Activity:
    """The question which part of a record to change, then that part. Raises SaveFailed."""
    with _in_words():
        held = record_editor(context).held(find_path(context, id))
    parts = OF_KIND.get(held.document["kind"])
    if parts is None:
        raise SaveFailed(f"What was said in an exercise opens in an editor: rsense edit {id}")
    options = {key: _line(key, held.document, context.now()) for key in parts}

    def take(way: str) -> Activity | None:
        return None if way == NOTHING else _ask(context, held, way)

    text = "Which part of it should be different?"
    return ask_choice(TITLE, text, {**options, NOTHING: "none of it"}, take)


def delete(context: AppContext, id: str) -> str:
    """Move a record to the trash; what was done, in words. Raises SaveFailed."""
    with _in_words():
        path = find_path(context, id)
        words = describe_record(context, path)
        thrown = record_editor(context).delete(path)
    undo_log.note(context.data, "delete", thrown.path)
    return f"In the trash: {words}."


def undo(context: AppContext) -> str:
    """Undo the last log, edit or delete; what was done, in words. Raises SaveFailed."""
    with _in_words():
        return undo_last(context)


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn errors of changing a record into SaveFailed, in words for a screen."""
    try:
        yield
    except (UserError, NotSaved, InvalidTime) as error:
        raise SaveFailed(str(error)) from error
    except Unreadable as error:
        raise SaveFailed(f"{error} It was not changed.") from error


def _ask(context: AppContext, held: RecordSnapshot, key: str) -> Activity:
    """The question for one part, filled with what it says now. Raises SaveFailed."""
    now = context.now()
    value = _value(key, held.document, now)
    script = form(context.library, "edit", without=PARTS.keys() - {key})
    opened = form_activity(script, lambda _: None, () if value is None else (Reply(key, value),))
    shown = opened.sitting.current
    prompt = shown.prompt if shown else None
    try:
        as_it_was = prompt.accept(value) if prompt and value is not None else None
    except Refused as error:
        why = f"{error} This one opens in an editor: rsense edit {held.document['id']}"
        raise SaveFailed(why) from error

    def take(session: Session) -> None:
        answer = answer_of(session, key)
        if answer is None or answer.value == as_it_was:  # left out, or left as it is
            return
        with _in_words():
            wanted = _wanted(key, answer.value, held.document, now)
            if isinstance(prompt, Pick) and isinstance(wanted, list):
                wanted = _as_spelled(prompt, held.document.get(key, []), wanted)
            document = apply_changes(held, {key: wanted})
            if document != held.document:
                _, old = record_editor(context).edit(held, encode(document), document)
                undo_log.note(context.data, "edit", old.path)

    return replace(opened, next_activity=take)


def _value(key: str, document: dict[str, Any], now: datetime) -> Value:
    """A part of a document as an answer; None where it is empty."""
    part = document.get(key)
    if part is None or part in ([], ""):
        return None
    if isinstance(part, datetime):
        return _minute(part, now)
    if key in WORDS:
        return tuple(map(str, part))
    return ", ".join(map(str, part)) if key == "tags" else part


def _minute(at: datetime, now: datetime) -> str:
    """A moment as it can be typed again; with its offset where it would be another without."""
    plain = f"{at:%Y-%m-%d %H:%M}"
    try:
        same = moment(plain, now, MachineZone()) == at.replace(second=0, microsecond=0)
    except InvalidTime:
        same = False
    return plain if same else f"{plain} {at.isoformat()[-6:]}"


def _wanted(key: str, answer: object, document: dict[str, Any], now: datetime) -> object:
    """An answer as a part of a document. Raises InvalidTime."""
    if key == "at":
        words, before = str(answer), document["at"]
        at = moment(words, now, MachineZone())
        return at.astimezone(before.tzinfo) if before.isoformat()[-6:] in words else at
    if key == "tags":
        return list(dict.fromkeys(filter(None, (t.strip() for t in str(answer).split(",")))))
    if key == "who":
        return str(answer).strip()
    return list(answer) if isinstance(answer, tuple) else answer


def _as_spelled(prompt: Pick, before: list[str], picked: list[str]) -> list[str]:
    """What is picked, in the record's own spelling and order as far as it was there before."""
    called = {next(iter(prompt.accept((word,))), word): word for word in before}
    stay = [word for value, word in called.items() if value in picked]
    return [*stay, *(value for value in picked if value not in called)]


def _line(key: str, document: dict[str, Any], now: datetime) -> str:
    part = document.get(key)
    if isinstance(part, datetime):
        text = when_words(part, now)
    else:
        text = ", ".join(part) if isinstance(part, list) else str(part or "" if part != 0 else 0)
    shown = one_line(text)[:LONGEST] or "…"
    return f"{PARTS[key]}: {shown}"
