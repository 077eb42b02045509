"""Correcting what was recorded: edit, delete, restore. Whatever is replaced goes to the trash.

Owns the order of the steps: the older version is in the trash before the new one takes its place,
so at no moment, a crash included, is a word in neither.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime

import msgspec

from rsense.store.files import durable, verified_move
from rsense.store.files.durable import NotSaved
from rsense.store.files.safe_read import (
    RECORD_LIMIT,
    Unreadable,
    is_conflict_copy,
    read_bytes,
    read_with_bytes,
)
from rsense.store.records import schema
from rsense.store.records.record_name import id_from_name, is_record_name, is_session_name
from rsense.store.records.repository import RecordStore
from rsense.store.records.schema import Document, without_end
from rsense.store.records.trash import Trash, TrashEntry


class RecordSnapshot(msgspec.Struct, frozen=True):
    """A record as it lies on disk: what an edit is compared with."""

    path: str
    data: bytes
    document: Document
    """Without the mark of its end; with every key, known or not."""


class RecordEditor(msgspec.Struct, frozen=True):
    """Edits, deletes and restores the records under one folder."""

    records: RecordStore
    trash: Trash
    progress: str
    """The folder of unfinished sessions, which can be thrown away too."""
    now: Callable[[], datetime]

    def held(self, path: str) -> RecordSnapshot:
        """A record that may be edited. Raises Unreadable: damaged, cut short, or a newer format."""
        return self._snapshot(path, id_from_name(path))

    def _snapshot(self, path: str, id: str) -> RecordSnapshot:
        data, document = read_with_bytes(path)
        if why := schema.invalid_reason(document):
            raise Unreadable(path, why)
        if document["id"] != id:  # an id from elsewhere must never make a file name
            raise Unreadable(path, schema.OTHER_ID)
        return RecordSnapshot(path, data, without_end(document))

    def edit(self, read: RecordSnapshot, data: bytes, document: Document) -> tuple[str, TrashEntry]:
        """Put another version, `data`, in a record's place; its path, and the version before it.

        The id stays; a new `at` moves the file. Raises ChangedOnDisk where the disk holds something
        else than what was read, and NotSaved; then the record is as it was.
        """
        target = self.records.place(document["at"], document["kind"], document["id"])
        durable.make_folder(os.path.dirname(target), files=self.records.files)
        before = self.trash.store_version(read.path, read.data, self.now())
        try:
            durable.replace(read.path, data, expected=read.data, files=self.records.files)
        except NotSaved:
            with suppress(NotSaved, Unreadable):
                # A failing disk may have refused the way back: then it is only in the trash.
                if read_bytes(read.path, RECORD_LIMIT) != data:
                    self.trash.remove(before)
            raise
        path = target
        if target != read.path:
            try:
                durable.move(read.path, target, files=self.records.files)
            except NotSaved:  # saved all the same, under a name that tells the older moment
                path = read.path
        durable.confirm({path: data, before.path: read.data})
        return path, before

    def delete(self, path: str) -> TrashEntry:
        """Move a record to the trash. Raises NotSaved; then it is where it was."""
        data = verified_move.bytes_at(path)
        thrown = self.trash.move_in(path, self.now())
        with suppress(OSError, NotSaved):  # the record itself is there
            for copy in self._copies(path, data):
                self.trash.move_in(copy, self.now())
        return thrown

    def _copies(self, path: str, data: bytes | None) -> Iterator[str]:
        """Copies by a synchroniser that say the same: they would bring the record back."""
        folder, name = os.path.split(path)
        for other in os.listdir(folder) if data is not None else ():
            if (
                other != name
                and is_conflict_copy(other)
                and id_from_name(other) == id_from_name(name)
            ):
                copy = os.path.join(folder, other)
                if verified_move.bytes_at(copy) == data:
                    yield copy

    def restore(self, thrown: TrashEntry) -> str:
        """Bring a record, its older version, or a session left half way back; its path.

        A version that is there now goes to the trash. Raises NotSaved, and Unreadable.
        """
        if is_session_name(thrown.name):
            return self._moved(thrown, self.progress)
        there = self.records.paths_with_id(thrown.id)
        if there:
            old = self._snapshot(thrown.path, thrown.id)
            path, _ = self.edit(self.held(there[0]), old.data, old.document)
            with suppress(NotSaved):  # it is back; that it is in the trash as well does no harm
                self.trash.remove(thrown)
            return path
        if not is_record_name(thrown.name):
            why = "it is no whole record and cannot be put back by itself. Look at it in an editor"
            raise Unreadable(thrown.path, why)
        year, month = thrown.name[:4], thrown.name[4:6]
        return self._moved(thrown, os.path.join(self.records.folder, year, month))

    def _moved(self, thrown: TrashEntry, folder: str) -> str:
        target = os.path.join(folder, thrown.name)
        durable.make_folder(folder, files=self.records.files)
        verified_move.move(thrown.path, target, files=self.records.files)
        return target
