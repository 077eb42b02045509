"""A folder of records over a disk that forgets, and what was promised of it so far."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from rsense.core.records import Reply, Trigger
from rsense.store.records.codec import encode, record_document
from rsense.store.records.edits import RecordEditor
from rsense.store.records.repository import RecordStore
from rsense.store.records.trash import Trash
from rsense.store.sessions import SessionStore, UnfinishedSession
from tests.faults.disk import Recorder, Tree

AT = datetime(2026, 11, 25, 20, 15, tzinfo=UTC)

Holds = Callable[[Tree], bool]


@dataclass
class Promise:
    """What must be so from an operation on, where it was acknowledged, to another, if any."""

    holds: Holds
    since: int
    until: int | None = None
    about: str = ""

    def stands(self, done: int) -> bool:
        return self.since <= done and (self.until is None or done <= self.until)


@dataclass
class Room:
    """A data folder with a recorder over it, and what has been promised so far."""

    root: str
    files: Recorder
    always: list[Holds] = field(default_factory=list)
    """What must be so at any moment."""
    since: list[Promise] = field(default_factory=list)

    @property
    def records(self) -> RecordStore:
        return RecordStore(os.path.join(self.root, "records"), self.files)

    @property
    def progress(self) -> SessionStore:
        return SessionStore(os.path.join(self.root, "progress"), self.files)

    @property
    def corrections(self) -> RecordEditor:
        trash = Trash(os.path.join(self.root, "trash"), self.files)
        return RecordEditor(self.records, trash, self.progress.folder, lambda: AT)

    def acknowledge(self, holds: Holds, about: str = "") -> None:
        """From here on it has been said that it is safe."""
        self.since.append(Promise(holds, len(self.files.log), about=about))

    def close(self, about: str) -> None:
        """What was promised about it is about to change."""
        for promise in self.since:
            if promise.about == about and promise.until is None:
                promise.until = len(self.files.log)

    def begin(self) -> Tree:
        """What is there now is old and safe; what comes is what is tested."""
        self.files.log.clear()
        found: dict[str, bytes] = {}
        for folder, folders, names in os.walk(self.root):
            for name in folders:
                found[os.path.relpath(os.path.join(folder, name), self.root) + "/"] = b""
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, self.root)] = file.read()
        return found


def trigger(what: str = "A cool tone", at: datetime = AT) -> Trigger:
    return Trigger(id="k3f9a2q7xm", at=at, what=what, intensity=6)


def sitting(words: str) -> UnfinishedSession:
    return UnfinishedSession(
        id="s3f9a2q7xm",
        exercise="pause",
        title="A pause",
        started=AT,
        saved=AT,
        replies=(Reply("what", words),),
    )


def under(tree: Tree, folder: str) -> list[bytes]:
    return [
        data
        for path, data in tree.items()
        if path.startswith(f"{folder}/") and not path.endswith("/")
    ]


def whole(folder: str, *contents: bytes) -> Holds:
    """Whatever is visible there is one of these: nothing torn, nothing foreign.

    An empty file is a name that was reserved where the disk has no links; readers pass it by.
    """
    return lambda tree: all(data in (*contents, b"") for data in under(tree, folder))


def there(folder: str, content: bytes) -> Holds:
    return lambda tree: content in under(tree, folder)


def gone(folder: str, content: bytes) -> Holds:
    return lambda tree: content not in under(tree, folder)


def bytes_of(record: Any) -> bytes:
    return encode(record_document(record))
