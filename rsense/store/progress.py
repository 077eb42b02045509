"""Unfinished sittings: one file each, locked while in use, removed when its record is written."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from rsense.core.engine import Reply, Session
from rsense.store import durable
from rsense.store.documents import (
    FORMAT,
    MISFIT,
    encoded,
    replies_document,
    replies_from,
    whole,
)
from rsense.store.files import os_files
from rsense.store.safe_read import Unreadable, read_toml, scan

if TYPE_CHECKING:
    from rsense.store.files import Files


ANOTHER_VERSION = "it is another version of a sitting. “rsense doctor --mend” lets you choose"


class Unfinished(msgspec.Struct, frozen=True, kw_only=True):
    """A sitting that was left."""

    id: str
    exercise: str
    title: str
    started: datetime
    saved: datetime
    about: tuple[str, ...] = ()
    replies: tuple[Reply, ...] = ()
    ahead: tuple[Reply, ...] = ()
    shelves: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    changing: int | None = None
    """The place in `replies` of an answer that was being changed."""


def unfinished(
    session: Session, *, id: str, started: datetime, saved: datetime, about: tuple[str, ...]
) -> Unfinished:
    """What is to be kept of a session under way."""
    return Unfinished(
        id=id,
        exercise=session.script.id,
        title=session.script.title,
        started=started,
        saved=saved,
        about=about,
        replies=session.trail,
        ahead=session.ahead,
        shelves=dict(session.shelves),
        changing=session.changing,
    )


class Held:
    """A lock on a sitting. It goes when nobody keeps this any more, and with the process."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __del__(self) -> None:
        with suppress(OSError):  # it closes, whatever a failing disk reports; nobody else hears it
            os.close(self._descriptor)


class Progress(msgspec.Struct, frozen=True):
    """The unfinished sittings under one folder."""

    folder: str
    files: Files = os_files
    damaged: Callable[[Unreadable], None] = lambda _: None
    """Told of every file that cannot be read; the others are offered."""

    def save(self, sitting: Unfinished, private: frozenset[str]) -> None:
        """Write it whole, durable before it returns. Raises NotSaved."""
        replies = replies_document(sitting.replies, private)
        if sitting.changing is not None:
            replies[sitting.changing]["changing"] = True
        document: dict[str, Any] = {
            "format": FORMAT,
            "id": sitting.id,
            "kind": "progress",
            "exercise": sitting.exercise,
            "title": sitting.title,
            "started": sitting.started,
            "saved": sitting.saved,
            "about": list(sitting.about),
            "shelf": {name: list(cards) for name, cards in sitting.shelves.items() if cards},
            "reply": replies,
            "ahead": replies_document(
                tuple(r for r in sitting.ahead if r.step not in private), private
            ),
        }
        data = encoded({key: value for key, value in document.items() if value not in ([], {})})
        durable.make_folder(self.folder, files=self.files)
        durable.replace(self._path(sitting.id), data, expected=None, files=self.files)

    def clear(self, id: str) -> None:
        """Take back what was saved of a sitting that goes on. Raises NotSaved."""
        if os.path.lexists(self._path(id)):  # the folder itself may still be missing
            durable.remove(self._path(id), files=self.files)

    def remove(self, id: str) -> None:
        """Let go of a sitting that is over. Raises NotSaved."""
        self.clear(id)
        with suppress(OSError):
            os.unlink(self._lock_path(id))

    def discard(self, id: str, trash: str) -> None:
        """Move it to the trash, which is emptied by hand only. Raises NotSaved."""
        durable.make_folder(trash, files=self.files)
        durable.move(self._path(id), os.path.join(trash, f"{id}.toml"), files=self.files)
        with suppress(OSError):
            os.unlink(self._lock_path(id))

    def all(self) -> Iterator[Unfinished]:
        """Every unfinished sitting that can be read, the one left last first.

        A file that is not called by the id in it is another device's version: going on with it
        would be saved over the one that is.
        """
        found: list[Unfinished] = []
        try:
            entries = list(scan(self.folder))
        except Unreadable as error:  # nobody is kept from beginning anew
            self.damaged(error)
            return
        for entry in entries:
            try:
                sitting = sitting_at(entry.path)
                if entry.name != f"{sitting.id}.toml":
                    raise Unreadable(entry.path, ANOTHER_VERSION)
                found.append(sitting)
            except Unreadable as error:
                self.damaged(error)
        yield from sorted(found, key=lambda sitting: sitting.saved, reverse=True)

    def in_use(self, id: str) -> bool:
        """Whether somebody has a sitting open, here or in another process."""
        try:
            lock = os.open(self._lock_path(id), os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:
            return False
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        finally:
            os.close(lock)
        return False

    def hold(self, id: str) -> Held | None:
        """Lock a sitting for whoever keeps what is returned; None when it is open elsewhere."""
        durable.make_folder(self.folder, files=self.files)
        lock = os.open(
            self._lock_path(id), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600
        )
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            return None
        return Held(lock)

    def _path(self, id: str) -> str:
        return os.path.join(self.folder, f"{id}.toml")

    def _lock_path(self, id: str) -> str:
        return os.path.join(self.folder, f".{id}.lock")


def sitting_at(path: str) -> Unfinished:
    """The sitting in a file. Raises Unreadable."""
    return sitting_in(read_toml(path), path)


def sitting_in(document: dict[str, Any], path: str) -> Unfinished:
    """The sitting in the document of a file. Raises Unreadable."""
    try:
        return _unfinished(whole(document, path))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Unreadable(path, MISFIT) from error


def _unfinished(document: dict[str, Any]) -> Unfinished:
    started, saved = document["started"], document["saved"]
    if document["kind"] != "progress":
        raise ValueError("another kind of file")
    if not isinstance(started, datetime) or not isinstance(saved, datetime):
        raise TypeError("started")
    return Unfinished(
        id=str(document["id"]),
        exercise=str(document["exercise"]),
        title=str(document["title"]),
        started=started,
        saved=saved,
        about=tuple(map(str, document.get("about", []))),
        replies=replies_from(document.get("reply")),
        ahead=replies_from(document.get("ahead")),
        shelves={k: tuple(map(str, v)) for k, v in document.get("shelf", {}).items()},
        changing=_changing(document.get("reply")),
    )


def _changing(tables: object) -> int | None:
    """The place among the replies that can be read of one that was being changed."""
    read = [t for t in tables if replies_from([t])] if isinstance(tables, list) else []
    return next((n for n, table in enumerate(read) if table.get("changing") is True), None)
