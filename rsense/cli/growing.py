"""A record that is still being told: kept anew at every answer, let go of when its words go."""

from __future__ import annotations

import os

from rsense.cli.desk import Desk
from rsense.core.records import Record
from rsense.store import durable, last


class Growing:
    """One record of the log, from its first words to its last. It keeps its id and its moment."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tried = False
        self._written: bytes | None = None
        self._before = last.recall_if_readable(desk.data)
        """What `undo` takes back, should nothing come of this one."""

    def keep(self, record: Record, words: str) -> bool:
        """Write it as far as it is told; whether it is kept. Raises NotSaved.

        Changed where it was edited elsewhere meanwhile: that stays.
        """
        path = self._desk.records.path_of(record)
        if words:
            self._written = self._write(record)
            last.remember(self._desk.data, "log", path)
        elif self._written is not None or os.path.lexists(path):
            durable.remove(path, files=self._desk.files)
            self._written = None
            if self._before:
                last.remember(self._desk.data, *self._before)
            else:
                last.forget(self._desk.data)
        return bool(words)

    def _write(self, record: Record) -> bytes:
        records = self._desk.records
        if self._tried:  # what an earlier try left of it is written over
            return records.put(record, self._written)
        self._tried = True
        records.add(record)
        return records.bytes_of(record)
