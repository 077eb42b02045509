"""Unfinished sessions: one file each, locked while in use, removed when its record is written."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from rsense.core.engine import Reply, Session
from rsense.core.records import Record, SessionRecord
from rsense.core.values import SKIPPED
from rsense.store import session_lock
from rsense.store.files import durable, verified_move
from rsense.store.files.operations import os_files
from rsense.store.files.own_file import OwnFile
from rsense.store.files.safe_read import Unreadable, read_toml, read_with_bytes, scan
from rsense.store.records.codec import encode, replies_document, replies_from
from rsense.store.records.schema import FORMAT, MISFIT, Document, incomplete_reason
from rsense.store.session_lock import SessionLock

if TYPE_CHECKING:
    from rsense.store.files.operations import Files
    from rsense.store.records.trash import Trash


ANOTHER_VERSION = (
    "it is another version of an exercise left half way. “rsense doctor --mend” lets you choose"
)


class UnfinishedSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session that was left."""

    id: str
    exercise: str
    title: str
    started: datetime
    saved: datetime
    about: tuple[str, ...] = ()
    replies: tuple[Reply, ...] = ()
    ahead: tuple[Reply, ...] = ()
    changing: int | None = None
    """The place in `replies` of an answer that was being changed."""


def unfinished(
    session: Session, *, id: str, started: datetime, saved: datetime, about: tuple[str, ...]
) -> UnfinishedSession:
    """The part of a running session that is saved."""
    return UnfinishedSession(
        id=id,
        exercise=session.script.id,
        title=session.script.title,
        started=started,
        saved=saved,
        about=about,
        replies=session.replies,
        ahead=session.pending,
        changing=session.changing,
    )


class SessionStore(msgspec.Struct, frozen=True):
    """The unfinished sessions under one folder."""

    folder: str
    files: Files = os_files
    damaged: Callable[[Unreadable], None] = lambda _: None
    """Told of every file that cannot be read; the others are offered."""

    def save(self, session: UnfinishedSession, private: frozenset[str], own: OwnFile) -> None:
        """Write it whole into the `own` file of whoever has it open; durable before it returns.

        Raises NotSaved; ChangedOnDisk or NameTaken where another's would be written over.
        """
        told = _without_traces(session.replies, private)
        replies = replies_document(tuple(session.replies[n] for n in told))
        if session.changing in told:
            replies[told.index(session.changing)]["changing"] = True
        document: Document = {
            "format": FORMAT,
            "id": session.id,
            "kind": "progress",
            "exercise": session.exercise,
            "title": session.title,
            "started": session.started,
            "saved": session.saved,
            "about": list(session.about),
            "reply": replies,
            "ahead": replies_document(tuple(r for r in session.ahead if r.step not in private)),
        }
        data = encode({key: value for key, value in document.items() if value not in ([], {})})
        durable.make_folder(self.folder, files=self.files)
        own.write(data)

    def own_file(self, id: str, known: bytes | None = None) -> OwnFile:
        """The file of a session that this process has open; `known` is what was read of it."""
        return OwnFile(self._path(id), self.files, known)

    def read(self, id: str) -> tuple[UnfinishedSession, bytes] | None:
        """A session as it lies on the disk now, and its bytes; None where there is none.

        Raises Unreadable.
        """
        path = self._path(id)
        if not os.path.lexists(path):
            return None
        data, document = read_with_bytes(path)
        return session_in(document, path), data

    def discard(self, id: str, trash: Trash, now: datetime) -> None:
        """Move it to the trash, beside an earlier state that lies there. Raises NotSaved."""
        path = self._path(id)
        durable.make_folder(trash.folder, files=self.files)
        try:
            target = os.path.join(trash.folder, f"{id}.toml")
            verified_move.move(path, target, files=self.files)
        except durable.NameTaken:
            trash.move_in(path, now)

    def all(self) -> Iterator[UnfinishedSession]:
        """Every unfinished session that can be read, the one left last first.

        A file that is not called by the id in it is another device's version: going on with it
        would be saved over the one that is.
        """
        found: list[UnfinishedSession] = []
        try:
            entries = list(scan(self.folder))
        except Unreadable as error:  # nobody is kept from beginning anew
            self.damaged(error)
            return
        for entry in entries:
            try:
                session = session_at(entry.path)
                if entry.name != f"{session.id}.toml":
                    raise Unreadable(entry.path, ANOTHER_VERSION)
                found.append(session)
            except Unreadable as error:
                self.damaged(error)
        yield from sorted(found, key=lambda session: session.saved, reverse=True)

    def in_use(self, id: str) -> bool:
        """True if somebody has a session open, here or in another process."""
        return session_lock.in_use(self.folder, id)

    def hold(self, id: str) -> SessionLock | None:
        """Lock a session for whoever keeps what is returned; None when it is open elsewhere."""
        return session_lock.hold(self.folder, id, files=self.files)

    def forget_cards(self, texts: Collection[str]) -> None:
        """Take the shelves out of what older versions saved with a copy of one of these cards.

        Raises NotSaved. What is open, or cannot be read, stays as it is.
        """
        with suppress(Unreadable):
            for entry in list(scan(self.folder)) if texts else ():
                with suppress(Unreadable):
                    self._forget_cards(entry.path, texts)

    def _forget_cards(self, path: str, texts: Collection[str]) -> None:
        data, document = read_with_bytes(path)
        session, shelves = session_in(document, path), document.get("shelf", {})
        copies = shelves.values() if isinstance(shelves, dict) else ()
        copied = {str(card) for cards in copies if isinstance(cards, list) for card in cards}
        lock = None if copied.isdisjoint(texts) else self.hold(session.id)
        if lock:
            plain = {key: value for key, value in document.items() if key not in ("shelf", "end")}
            durable.replace(path, encode(plain), expected=data, files=self.files)
            lock.release()

    def _path(self, id: str) -> str:
        return os.path.join(self.folder, f"{id}.toml")


def _without_traces(replies: Sequence[Reply], private: Collection[str]) -> list[int]:
    """The places of replies that show no private answer: not the private ones, and no page that was
    read after one of them, which it may have led to. Resuming asks that one first and needs none.
    """
    asked = next((n for n, reply in enumerate(replies) if reply.step in private), len(replies))
    return [
        n
        for n, reply in enumerate(replies)
        if reply.step not in private and (n < asked or reply.value is not None)
    ]


def session_at(path: str) -> UnfinishedSession:
    """The session in a file. Raises Unreadable."""
    return session_in(read_toml(path), path)


def session_in(document: Document, path: str) -> UnfinishedSession:
    """The session in the document of a file. Raises Unreadable."""
    if why := incomplete_reason(document):
        raise Unreadable(path, why)
    try:
        started, saved = document["started"], document["saved"]
        times = isinstance(started, datetime) and isinstance(saved, datetime)
        if times and document["kind"] == "progress":
            return UnfinishedSession(
                id=str(document["id"]),
                exercise=str(document["exercise"]),
                title=str(document["title"]),
                started=started,
                saved=saved,
                about=tuple(map(str, document.get("about", []))),
                replies=replies_from(document.get("reply")),
                ahead=replies_from(document.get("ahead")),
                changing=_changing(document.get("reply")),
            )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Unreadable(path, MISFIT) from error
    raise Unreadable(path, MISFIT)


def _changing(tables: object) -> int | None:
    """The place among the replies that can be read of one that was being changed."""
    read = [t for t in tables if replies_from([t])] if isinstance(tables, list) else []
    return next((n for n, table in enumerate(read) if table.get("changing") is True), None)


def holds_all_of(record: Record, session: UnfinishedSession) -> bool:
    """True if a record holds every answer of a session, so that nothing goes with the session."""
    if not isinstance(record, SessionRecord) or record.exercise != session.exercise:
        return False
    there = [(said.step, said.value) for said in record.replies]
    there += [(reply.step, reply.value) for reply in record.unused_replies]
    for reply in (*session.replies, *session.ahead):
        if reply.value is None or reply.value is SKIPPED:
            continue
        if (reply.step, reply.value) not in there:
            return False
        there.remove((reply.step, reply.value))
    return True
