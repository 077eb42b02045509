"""Editing, deleting and undoing from the screens; one part of a record at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from rsense.core.engine import Reply, Session
from rsense.core.prompts import Pick, Refused, Value
from rsense.core.sanitize import one_line
from rsense.core.trigger_fields import TRIGGER_FIELDS
from rsense.ports import Activity
from rsense.services.clock import MachineZone, when_words
from rsense.services.context import AppContext
from rsense.services.corrections import change_record, delete_record, open_record, undo_last
from rsense.services.errors import UserError
from rsense.services.form_scripts import form, form_document
from rsense.services.forms import answer_of, ask_choice, form_activity
from rsense.services.help_now import people_for
from rsense.services.record_lookup import describe_record, find_path
from rsense.services.saving import as_save_failed
from rsense.services.trigger_input import coming_moment, given_text, typed_moment
from rsense.session_runner import SaveFailed
from rsense.store.library import Library
from rsense.store.records.edits import RecordSnapshot

TITLE = "Put it right"
NOTHING = "nothing"
LONGEST = 60
LABELS = {
    "at": "when",
    "text": "words",
    "every": "when it comes round",
    "ask": "words",
    "due": "to be asked",
}
"""Labels of what is no field of a trigger."""
OF_KIND = {
    "trigger": TRIGGER_FIELDS.keys() | {"at"},
    "keepsake": {"text", "at"},
    "ritual": {"text", "every"},
    "followup": {"ask", "due"},
}
EVERY_PART = TRIGGER_FIELDS.keys() | LABELS.keys()


def edit(context: AppContext, id: str) -> Activity:
    """The question which part of a record to change, then that part. Raises SaveFailed.

    `forms/edit.toml` has a step for every part that can be changed.
    """
    with as_save_failed():
        held = open_record(context, id)
    kind = held.document["kind"]
    if kind not in OF_KIND:
        raise SaveFailed(f"What was said in an exercise opens in an editor: rsense edit {id}")
    parts = parts_of(context.library, kind)
    options = {key: _line(key, held.document, context.now()) for key in parts}

    def take(way: str) -> Activity | None:
        return None if way == NOTHING else _ask(context, held, way)

    text = "Which part of it should be different?"
    return ask_choice(TITLE, text, {**options, NOTHING: "none of it"}, take)


def edit_part(context: AppContext, id: str, part: str) -> Activity:
    """The question for one part of a record. Raises SaveFailed."""
    with as_save_failed():
        held = open_record(context, id)
    return _ask(context, held, part)


def parts_of(library: Library, kind: str) -> list[str]:
    """The parts of a kind of record that can be changed. Raises SaveFailed."""
    steps = form_document(library, "edit")["step"]
    return [step["id"] for step in steps if step.get("id") in OF_KIND[kind]]


def delete(context: AppContext, id: str) -> str:
    """Move a record to the trash; what was done, in words. Raises SaveFailed."""
    with as_save_failed():
        path = find_path(context, id)
        words = describe_record(context, path)
        delete_record(context, path)
    return f"In the trash: {words}."


def undo(context: AppContext) -> str:
    """Undo the last log, import, edit or delete; what was done, in words. Raises SaveFailed."""
    with as_save_failed():
        return undo_last(context)


def _ask(context: AppContext, held: RecordSnapshot, key: str) -> Activity:
    """The question for one part, filled with what it says now. Raises SaveFailed."""
    now = context.now()
    value = _value(key, held.document, now)
    script = form(context.library, "edit", without=EVERY_PART - {key})
    before = () if value is None else (Reply(key, value),)
    activity = form_activity(script, lambda _: None, before, clock=context.zoned_now)
    shown = activity.sitting.current
    prompt = shown.prompt if shown else None
    try:
        as_it_was = prompt.accept(value) if prompt and value is not None else None
    except Refused as error:
        why = f"{error} This one opens in an editor: rsense edit {held.document['id']}"
        raise SaveFailed(why) from error

    def take(session: Session) -> Activity | None:
        answer = answer_of(session, key)
        if answer is None or answer.value == as_it_was:  # left out, or left as it is
            return None
        with as_save_failed():
            wanted = spelled = _wanted(key, answer.value, held.document, now)
            if isinstance(prompt, Pick) and isinstance(wanted, tuple):
                spelled = _as_spelled(prompt, held.document.get(key, []), wanted)
            change_record(context, held, {key: spelled})
        picked = {key: wanted} if isinstance(wanted, tuple) else {}
        written = wanted if isinstance(wanted, str) and key in ("what", "thought") else ""
        people = people_for(
            context, text=written, emotions=picked.get("emotions", ()), urge=picked.get("urge", ())
        )
        ways = {NOTHING: "enough for now"}
        return ask_choice(TITLE, people, ways, lambda _: None) if people else None

    return replace(activity, next_activity=take)


def _value(key: str, document: dict[str, Any], now: datetime) -> Value:
    """A part of a document as an answer; None where it is empty."""
    part: Any = document.get(key)
    if part is None or part in ([], ""):
        return None
    if key == "due":
        return f"{part.astimezone(MachineZone()):%Y-%m-%d %H:%M}" if part > now else None
    if isinstance(part, datetime):
        return _minute(part, now)
    if isinstance(part, list):
        words = tuple(map(str, part))
        return words if TRIGGER_FIELDS[key].vocabulary else ", ".join(words)
    return part if isinstance(part, int) else str(part)


def _minute(at: datetime, now: datetime) -> str:
    """A moment as it can be typed again; with its offset where it would be another without."""
    plain = f"{at:%Y-%m-%d %H:%M}"
    try:
        same = typed_moment(plain, now) == at.replace(second=0, microsecond=0)
    except UserError:
        same = False
    return plain if same else f"{plain} {at.isoformat()[-6:]}"


def _wanted(key: str, answer: object, document: dict[str, Any], now: datetime) -> object:
    """An answer as a part of a document. Raises UserError."""
    if key == "due":
        return coming_moment(str(answer), now)
    if key == "at":
        words, before = str(answer), document["at"]
        at = typed_moment(words, now)
        return at.astimezone(before.tzinfo) if before.isoformat()[-6:] in words else at
    if key not in TRIGGER_FIELDS or not isinstance(answer, str):
        return answer
    return given_text(TRIGGER_FIELDS[key], answer)


def _as_spelled(prompt: Pick, before: list[str], picked: tuple[str, ...]) -> list[str]:
    """The picked words; those that were there before keep their spelling and order."""
    called = {next(iter(prompt.accept((word,))), word): word for word in before}
    stay = [word for value, word in called.items() if value in picked]
    return [*stay, *(value for value in picked if value not in called)]


def _line(key: str, document: dict[str, Any], now: datetime) -> str:
    part = document.get(key)
    if isinstance(part, datetime):
        text = when_words(part, now)
    else:
        text = ", ".join(part) if isinstance(part, list) else str(part or "" if part != 0 else 0)
    shown = one_line(text)[:LONGEST] or "nothing"
    label = TRIGGER_FIELDS[key].label if key in TRIGGER_FIELDS else LABELS[key]
    return f"{label}: {shown}"
