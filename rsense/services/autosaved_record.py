"""A record saved after every answer, removed when its text is cleared."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from rsense.core.records import FollowUp, Keepsake, SessionRecord, Trigger
from rsense.services.context import AppContext
from rsense.store import paths, undo_log
from rsense.store.files import durable
from rsense.store.files.own_file import OwnFile
from rsense.store.files.safe_read import RECORD_LIMIT, Unreadable, decode, parse_toml, read_bytes
from rsense.store.records.codec import record_document

if TYPE_CHECKING:
    from rsense.store.session_lock import SessionLock

Told = TypeVar("Told", Trigger, Keepsake, SessionRecord, FollowUp)


class AutosavedRecord:
    """One record under one id, from its first words to its last.

    If another window or device changed it meanwhile, that version stays, and this one goes on
    under another id. `undo`: whether `rsense undo` takes it back. `open`: whether it is locked
    while it is open, so that `where --wipe` refuses.
    """

    def __init__(self, context: AppContext, *, undo: bool = True, open: bool = True) -> None:
        self._context = context
        self._file: OwnFile | None = None
        self._id = ""
        """The other id after a conflict; empty before one."""
        self._undo = undo
        self._open = open
        self._lock: SessionLock | None = None
        self._before: tuple[str, ...] | None = None
        """The entry of the undo log before this record, put back if the record is dropped."""
        if undo:
            with suppress(OSError):
                self._before = undo_log.read_last(context.data)

    @property
    def beside(self) -> bool:
        """True if another version has the id that was meant for this one."""
        return bool(self._id)

    def keep(self, record: Told, words: str) -> Told | None:
        """Write the record as far as it is told; without `words` drop it. Raises NotSaved."""
        if not words:
            self.drop()
            return None
        if self._id:
            record = record._replace(id=self._id)
        records = self._context.records
        data, path = records.bytes_of(record), records.path_of(record)
        durable.make_folder(os.path.dirname(path), files=self._context.files)
        self._hold(record.id)
        self._file = self._file or OwnFile(path, self._context.files)
        try:
            self._file.write(data)
        except (durable.ChangedOnDisk, durable.NameTaken):
            if not self._is_there(record, self._file):
                self._id, self._file = self._context.new_id(), None
                return self.keep(record, words)
        if self._undo:
            undo_log.note(self._context.data, "log", path)
        return record

    def drop(self) -> None:
        """Remove the file, unless it is not as it was written. Raises NotSaved."""
        if self._file is None or not self._file.begun:
            return
        try:
            self._file.remove()
        except durable.ChangedOnDisk:  # the other version stays, and keeps the id
            self._id = self._context.new_id()
        self._file = None
        if self._before:
            undo_log.note(self._context.data, *self._before)
        elif self._undo:
            undo_log.clear(self._context.data)

    @property
    def expected(self) -> dict[str, bytes | None]:
        """Path and bytes that the disk must hold, for `durable.confirm`."""
        return self._file.expected if self._file else {}

    @property
    def stands(self) -> bool:
        """True if the disk holds it as it was last saved."""
        try:
            durable.confirm(self.expected)
        except durable.NotSaved:
            return False
        return True

    def _hold(self, id: str) -> None:
        if self._open and self._lock is None:
            from rsense.store import session_lock

            with suppress(durable.NotSaved, OSError):  # the record is saved without a lock, too
                self._lock = session_lock.hold(paths.progress_folder(self._context.data), id)

    def _is_there(self, record: Told, file: OwnFile) -> bool:
        """True if an earlier attempt wrote the same content, and was cut off after it."""
        try:
            there = read_bytes(file.path, RECORD_LIMIT)
            document: dict[str, object] = parse_toml(decode(there, file.path), file.path)
        except Unreadable:
            return False
        said: dict[str, object] = record_document(record)
        keys = {*said, *document} - {"finished", "end"}
        # As text: two times of one moment are equal to Python, whatever their offsets.
        if any(str(said.get(key)) != str(document.get(key)) for key in keys):
            return False
        file.adopt(there)
        return True
