"""A record that is still being told: kept anew at every answer, let go of when its words go."""

from __future__ import annotations

from typing import TypeVar

from rsense.cli.desk import Desk
from rsense.core.records import Keepsake, Record, Trigger
from rsense.store import durable, last
from rsense.store.safe_read import RECORD_LIMIT, Unreadable, read_bytes

Told = TypeVar("Told", Trigger, Keepsake)


class Growing:
    """One record of the log, from its first words to its last, under one id.

    What somebody made of it elsewhere meanwhile stays; what is told from then on goes beside it,
    under another id.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tried: list[bytes] = []
        """All that was written, or was to be: a failing disk may hold any of it."""
        self._written: bytes | None = None
        self._id = ""
        """The other id, once there is one."""
        self._before = last.recall_if_readable(desk.data)
        """What `undo` takes back, should nothing come of this one."""

    def keep(self, record: Told, words: str) -> Told | None:
        """Write it as far as it is told; what is kept of it now. Raises NotSaved."""
        if self._id:
            record = record._replace(id=self._id)
        path = self._desk.records.path_of(record)
        if words:
            try:
                self._write(record, path)
            except durable.Changed:
                self._id, self._written = self._desk.new_id(), None
                self._tried.clear()
                return self.keep(record, words)
            last.remember(self._desk.data, "log", path)
            return record
        if self._standing(path) is not None:
            self._remove(path)
        return None

    def _write(self, record: Record, path: str) -> None:
        records = self._desk.records
        data, first = records.bytes_of(record), not self._tried
        self._tried.append(data)
        if first:
            records.add(record)
        else:
            records.put(record, self._standing(path) or self._written)
        self._written = data

    def _remove(self, path: str) -> None:
        durable.remove(path, files=self._desk.files)
        self._written = None
        if self._before:
            last.remember(self._desk.data, *self._before)
        else:
            last.forget(self._desk.data)

    def _standing(self, path: str) -> bytes | None:
        """What is there, if it is of this one's making."""
        try:
            there = read_bytes(path, RECORD_LIMIT)
        except Unreadable:
            return None
        return there if there in self._tried else None
