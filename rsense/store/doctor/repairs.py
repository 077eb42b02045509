"""Repairs of what `checkup.py` found, when a person asks for them.

Nothing is deleted here: what goes from its place is in the trash, or under its right name, before
it is gone, at every moment of a crash.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from datetime import datetime
from typing import assert_never

import msgspec

from rsense.core.records import Exchange, Reply, SessionRecord
from rsense.core.values import SKIPPED
from rsense.store.doctor.findings import Finding
from rsense.store.doctor.record_files import document_at
from rsense.store.files import durable
from rsense.store.files.safe_read import RECORD_LIMIT, is_conflict_copy, read_bytes
from rsense.store.paths import trash_folder
from rsense.store.records.codec import KINDS
from rsense.store.records.repository import RecordStore
from rsense.store.records.schema import Document
from rsense.store.records.trash import UNSAVED, Trash
from rsense.store.session_lock import SessionLock
from rsense.store.sessions import SessionStore, session_at


class RepairFailed(Exception):
    """It stands as it was. The message is for the person."""


class Repairs(msgspec.Struct, frozen=True):
    """Repairs of the files under one data folder."""

    data: str
    records: RecordStore
    progress: SessionStore
    now: Callable[[], datetime]

    @property
    def trash(self) -> Trash:
        return Trash(trash_folder(self.data), self.records.files)

    def mend(self, finding: Finding, stays: str = "") -> None:
        """Do what the finding says can be done; `stays` is the version chosen of several.

        Raises RepairFailed, NotSaved and Unreadable; then nothing is lost.
        """
        match finding.cure:
            case "close":
                self._close(finding.path)
            case "place":
                self._move(finding.path, finding.paths[0])
            case "recover":
                self._recover(finding.path)
            case "clear":
                self._clear(finding.path)
            case "file":
                self._file(session_at(finding.path).id)
            case "choose":
                if stays in finding.paths:
                    self._keep_one(stays, finding.paths)
            case None:
                raise RepairFailed("Nothing can be done about it from here.")
            case _:
                assert_never(finding.cure)

    def _keep_one(self, stays: str, versions: tuple[str, ...]) -> None:
        """Move the other versions to the trash, and give this one the name that was theirs."""
        for path in versions:
            if path != stays:
                self.trash.move_in(path, self.now())
        target = self._place(document_at(stays))
        if target != stays and not os.path.lexists(target):
            self._move(stays, target)

    def _move(self, path: str, target: str) -> None:
        durable.make_folder(os.path.dirname(target), files=self.records.files)
        durable.move(path, target, files=self.records.files)

    def _place(self, document: Document) -> str:
        """The path where a record or a session belongs."""
        if document["kind"] == "progress":
            return os.path.join(self.progress.folder, f"{document['id']}.toml")
        return self.records.place(document["at"], document["kind"], document["id"])

    def _close(self, path: str) -> None:
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            raise RepairFailed("It's a link now, so it was left as it is.")
        os.chmod(path, stat.S_IMODE(mode) & 0o700)
        if os.lstat(path).st_mode & 0o077:
            raise RepairFailed("This disk keeps no modes: everyone on this machine can read it.")

    def _clear(self, path: str) -> None:
        """Move it to the trash, under a name that is seen there."""
        folder, name = os.path.split(path)
        if folder == self.progress.folder and name[0] != "." and not is_conflict_copy(name):
            id = name.removesuffix(".toml")
            lock = self._lock(id)
            self.progress.discard(id, self.trash, self.now())
            lock.release()
        elif name.startswith("."):
            self.trash.move_in(path, self.now(), f"{UNSAVED}{name.replace('.', '-')}.toml")
        else:
            self.trash.move_in(path, self.now())

    def _recover(self, path: str) -> None:
        """Make of a temporary what it was to become, then let go of it.

        Another version of a record is kept in the trash, to be looked at and restored.
        """
        data, document = read_bytes(path, RECORD_LIMIT), document_at(path)
        target = self._place(document)
        if document["kind"] in KINDS.values() and self.records.paths_with_id(document["id"]):
            self.trash.store_version(target, data, self.now())
        else:
            durable.make_folder(os.path.dirname(target), files=self.records.files)
            durable.create(target, data, files=self.records.files)
        durable.remove(path, files=self.records.files)

    def _file(self, id: str) -> None:
        """Make an unfinished record of a session without its exercise; it goes to the trash."""
        lock = self._lock(id)
        left = session_at(os.path.join(self.progress.folder, f"{id}.toml"))  # as it is now
        self.records.add(
            SessionRecord(
                id=left.id,
                at=left.started,
                exercise=left.exercise,
                title=left.title,
                finished=max(left.saved, left.started),
                outcome="left",
                replies=tuple(_said(reply) for reply in left.replies if reply.value is not None),
                unused_replies=left.ahead,
                about=left.about,
            )
        )
        self.progress.discard(id, self.trash, self.now())
        lock.release()

    def _lock(self, id: str) -> SessionLock:
        lock = self.progress.hold(id)
        if lock is None:
            raise RepairFailed("It is open elsewhere. Close it there first.")
        return lock


def _said(reply: Reply) -> Exchange:
    """An answer whose question's words are lost, under the name of its step."""
    value = reply.value
    if value is SKIPPED:
        words = "skipped"
    elif isinstance(value, tuple):
        words = "; ".join(": ".join(i) if isinstance(i, tuple) else str(i) for i in value)
    else:
        words = str(value)
    return Exchange(reply.step, reply.step, value, words)
