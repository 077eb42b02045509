"""What a session asks on a later day, and what it is given by the day before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rsense.core.engine import Session
from rsense.core.engine.results import came_of, follow_up_of
from rsense.core.prompts import Moment
from rsense.core.records import FollowUp
from rsense.core.script.parse import Script
from rsense.services.clock import MachineZone
from rsense.services.context import AppContext
from rsense.services.saving import as_save_failed, derived_id
from rsense.store.records.codec import encode


def with_carried(context: AppContext, script: Script, about: Sequence[str]) -> Script:
    """The script with what the follow-up that it is about carries to it."""
    for _, asked in _follow_ups(context, about) if script.head.given else ():
        return script.taking(asked.carry)
    return script


def asked_later(
    context: AppContext, session: Session, id: str, at: datetime, record_id: str
) -> FollowUp | None:
    """The follow-up that a session asks for; its id is the same at every attempt to save it."""
    id, now = derived_id(id, "follow-up"), context.now()
    return follow_up_of(session, id=id, at=at, now=now, zone=MachineZone(), about=(record_id,))


def close_taken_up(context: AppContext, session: Session, about: Sequence[str]) -> None:
    """Close the follow-up that a session took up. Raises SaveFailed.

    One that was closed elsewhere meanwhile stays so: this answer is in the session's own record.
    """
    from rsense.services.corrections import record_editor

    for path, asked in _follow_ups(context, about):
        if asked.state == "open" and asked.exercise == session.script.id:
            editor = record_editor(context)
            held = editor.held(path)
            parts = {"state": "done", "closed": context.now(), "came": came_of(session)}
            document = held.document | {key: value for key, value in parts.items() if value}
            with as_save_failed():
                editor.edit(held, encode(document), document)


def later_line(asked: FollowUp | None, now: datetime) -> str:
    """What is said of it at the end; empty where nothing is asked later."""
    if asked is None:
        return ""
    if asked.due is None or asked.due <= now:
        return f"This waits for you at the start: “{asked.ask}”"
    when = Moment("", now).label(f"{asked.due:%Y-%m-%d %H:%M}")
    return f"From {when}, this comes back to you: “{asked.ask}”"


def _follow_ups(context: AppContext, about: Sequence[str]) -> Iterator[tuple[str, FollowUp]]:
    """Path and record of each follow-up among these ids."""
    for path, record in context.records.of_id(*about) if about else ():
        if isinstance(record, FollowUp):
            yield path, record
