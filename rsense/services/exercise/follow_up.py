"""What a session asks on a later day, and what it is given by the day before."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from rsense.core.engine import Session
from rsense.core.engine.results import came_of, follow_up_of
from rsense.core.prompts import Moment
from rsense.core.records import FollowUp
from rsense.core.script.parse import Script
from rsense.services.clock import MachineZone
from rsense.services.context import AppContext
from rsense.services.saving import as_save_failed, derived_id
from rsense.store import undo_log
from rsense.store.files import durable
from rsense.store.files.own_file import OwnFile
from rsense.store.files.safe_read import Unreadable
from rsense.store.records.codec import encode, record_document
from rsense.store.records.schema import Document


def with_carried(context: AppContext, script: Script, about: Sequence[str]) -> Script:
    """The script with what the follow-up that it is about carries to it."""
    for asked in _follow_ups(context, about) if script.head.given else ():
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

    Where it was closed elsewhere with another answer, both stay.
    """
    came = came_of(session)
    for asked in _follow_ups(context, about):
        new = asked.state == "open" or came not in ("", asked.came)
        if new and asked.exercise == session.script.id:
            closing = Closing(context, asked, undo=False)  # its session is not undone either
            closing.put(state="done", came=came, closed=context.now(), answer="")


def later_line(asked: FollowUp | None, now: datetime) -> str:
    """What is said of it at the end; empty where nothing is asked later."""
    if asked is None:
        return ""
    if asked.due is None or asked.due <= now:
        return f"This waits for you at the start: “{asked.ask}”"
    when = Moment("", now).label(f"{asked.due:%Y-%m-%d %H:%M}")
    return f"From {when}, this comes back to you: “{asked.ask}”"


def _follow_ups(context: AppContext, about: Sequence[str]) -> Iterator[FollowUp]:
    """The follow-ups among these ids."""
    found = (one.record for one in context.records.of_id(*about)) if about else ()
    return (record for record in found if isinstance(record, FollowUp))


class Closing:
    """Changes to one follow-up, each on the disk on return.

    The first is an edit, with the version before it in the trash. Where another window or device
    has closed it meanwhile, or took it away, both answers stay: this one under another id.
    """

    def __init__(self, context: AppContext, follow_up: FollowUp, *, undo: bool = True) -> None:
        self._context, self._undo = context, undo
        self._id = follow_up.id
        self._document = record_document(follow_up)
        self._file: OwnFile | None = None

    def put(self, **parts: Any) -> None:
        """Put these parts in place of its own, None and empty ones taking it away.

        Raises SaveFailed.
        """
        with as_save_failed():
            try:
                self._write(parts)
            except durable.ChangedOnDisk:
                self._write_beside(parts)

    def _write(self, parts: Mapping[str, Any]) -> None:
        if self._file is not None:
            document = _changed(self._document, parts)
            self._file.write(encode(document))
            self._document = document
            return
        from rsense.services.corrections import open_record, record_editor

        missed: list[Unreadable] = []
        if not self._context.records._replace(damaged=missed.append).paths_with_id(self._id):
            if missed:  # it may well be there
                raise durable.NotSaved(f"Not saved: {missed[0].why}.")
            raise durable.ChangedOnDisk("Not saved: it was taken away meanwhile.")
        held = open_record(self._context, self._id)
        if held.document.get("state", "open") != "open":
            raise durable.ChangedOnDisk("Not saved: it was answered elsewhere meanwhile.")
        document = _changed(held.document, parts)
        data = encode(document)
        path, before = record_editor(self._context).edit(held, data, document)
        if self._undo:
            undo_log.note(self._context.data, "edit", before.path)
        self._file, self._document = OwnFile(path, self._context.files, data), document

    def _write_beside(self, parts: Mapping[str, Any]) -> None:
        """Keep this version under another id, about the one that is there."""
        document = _changed(self._document, parts)
        if document["state"] == "open":  # only its day was to change
            raise durable.NotSaved("Not saved: it was answered elsewhere meanwhile.")
        document["id"] = self._context.new_id()
        document["about"] = list(dict.fromkeys((*document.get("about", ()), self._id)))
        path = self._context.records.place(document["at"], "followup", document["id"])
        durable.make_folder(os.path.dirname(path), files=self._context.files)
        self._file = OwnFile(path, self._context.files)
        self._file.write(encode(document))
        self._document = document


def _changed(document: Document, parts: Mapping[str, Any]) -> Document:
    whole = {**document, **parts}
    return {key: v for key, v in whole.items() if key not in parts or v not in (None, "")}
