"""The file of a running session: locked, saved at every step, removed when it is done."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from rsense.core import engine
from rsense.core.engine import Session
from rsense.services.context import AppContext
from rsense.services.exercise.resume import IN_USE, Resumed
from rsense.services.saving import as_save_failed
from rsense.session_runner import SaveFailed
from rsense.store.files import durable
from rsense.store.files.own_file import OwnFile
from rsense.store.sessions import unfinished


class SessionAutosave:
    """Keeps a session on disk until its record is written.

    If another window or device changed the file, that version stays, and this session goes on
    under another id.
    """

    def __init__(self, context: AppContext, resumed: Resumed | None = None) -> None:
        self._context = context
        self.id = resumed.left.id if resumed else context.new_id()
        self.started: datetime = resumed.left.started if resumed else context.now()
        self.record_id = resumed.record_id if resumed else self.id
        """The id of its record: another than its own if that has another version."""
        self._lock = resumed.lock if resumed else None
        self._file: OwnFile | None = resumed.file if resumed else None
        self.beside = self.record_id != self.id
        """True if another version was found, which stays."""

    def save(self, session: Session, about: tuple[str, ...]) -> None:
        """Save the session; remove the file if all of it is private. Raises SaveFailed."""
        if engine.only_private(session) and not waits(session):
            self.remove()
            self._file = None
            return
        with as_save_failed():
            self._hold()
            try:
                self._save(session, about)
            except (durable.ChangedOnDisk, durable.NameTaken):
                self.release()
                self.id = self.record_id = self._context.new_id()
                self.beside, self._file = True, None
                self._hold()
                self._save(session, about)

    def remove(self) -> None:
        """Remove the file, unless another changed it. Raises SaveFailed."""
        with as_save_failed():
            try:
                if self._file is not None:
                    self._file.remove()
            except durable.ChangedOnDisk:
                self.beside = True

    def lies(self, session: Session, about: tuple[str, ...]) -> bool:
        """True if the disk holds the session; if not, it is saved once more."""
        with suppress(durable.NotSaved):
            durable.confirm(self._file.expected if self._file else {})
            return True
        with suppress(SaveFailed):
            self.save(session, about)
            return True
        return False

    def release(self) -> None:
        """Unlock it, so that others may resume it."""
        if self._lock:
            self._lock.release()
        self._lock = None

    def _save(self, session: Session, about: tuple[str, ...]) -> None:
        file = self._file = self._file or self._context.progress.own_file(self.id)
        left = unfinished(
            session, id=self.id, started=self.started, saved=self._context.now(), about=about
        )
        self._context.progress.save(left, engine.private_steps(session), file)

    def _hold(self) -> None:
        """Lock it for as long as this process has it open. Raises SaveFailed, and NotSaved."""
        if self._lock is None:
            self._lock = self._context.progress.hold(self.id)
        if self._lock is None:
            raise SaveFailed(f"Not saved: {IN_USE}")


def waits(session: Session) -> bool:
    """True if it has pending replies that are not private."""
    private = engine.private_steps(session)
    return any(reply.step not in private for reply in session.pending)
