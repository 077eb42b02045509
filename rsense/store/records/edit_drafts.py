"""A private copy of a record, or of an answer, for a person's editor.

It lies in the data folder, with what was read beside it, until its words are where they belong: an
editor that crashes, or a mistake in the file, loses nothing.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress

import msgspec

from rsense.store.files import durable
from rsense.store.files.operations import identity
from rsense.store.files.safe_read import RECORD_LIMIT, Unreadable, read_bytes
from rsense.store.session_lock import take_lock

EDIT = ".edit-"
"""Prefix of the folder of a copy; the id of its record follows."""
COPY = "record.toml"
TEXT = "text-"
"""Prefix of the id of an answer's copy, whose file is TEXT_COPY."""
TEXT_COPY = "words.txt"
_BEFORE = ".before"
_LOCK = ".lock"


class DraftLocked(Exception):
    """Another process has this copy open."""


class Draft(msgspec.Struct, frozen=True):
    """One copy, locked until it is closed or the process ends."""

    folder: str
    before: bytes
    """The record as it was when the copy was made."""
    kept: bool
    """It was there already, from an edit that did not come to its end."""
    _lock: int

    @property
    def path(self) -> str:
        return _copy_in(self.folder)

    @property
    def is_gone(self) -> bool:
        """True if there is no copy; False where that cannot be told."""
        try:
            return identity(self.path) is None
        except OSError:  # a disk that fails: the words may well be there
            return False

    def text(self) -> bytes:
        """The content of the copy now. Raises Unreadable."""
        return read_bytes(self.path, RECORD_LIMIT)

    def discard(self) -> None:
        """Remove the copy, and whatever an editor left beside it."""
        with suppress(OSError):  # of some errors it tells all the same
            with suppress(FileNotFoundError):
                os.unlink(self.path)  # first: no copy stays without what it was made of
            shutil.rmtree(self.folder, ignore_errors=True)

    def close(self) -> None:
        """Let others open it."""
        _let_go(self._lock)


def open_draft(folder: str, id: str, data: bytes) -> Draft:
    """The copy of a record: the one left from before, else a new one of `data`.

    `folder` is where drafts are. Raises DraftLocked, OSError, NotSaved, and Unreadable where there
    is one that cannot be gone on with; it stays as it is.
    """
    own = os.path.join(folder, f"{EDIT}{id}")
    durable.make_folder(own)
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    lock = os.open(os.path.join(own, _LOCK), flags, 0o600)
    try:
        if not take_lock(lock):
            raise DraftLocked
        before, kept = _left(own)
        if not kept:
            before = data
            # The copy last: only with it is there something to come back to.
            durable.replace(os.path.join(own, _BEFORE), data, expected=None)
            durable.replace(_copy_in(own), data, expected=None)
    except BaseException:  # Ctrl+C too must leave nobody shut out
        _let_go(lock)
        raise
    return Draft(own, before, kept, lock)


def _copy_in(folder: str) -> str:
    of_text = os.path.basename(folder).startswith(EDIT + TEXT)
    return os.path.join(folder, TEXT_COPY if of_text else COPY)


def _let_go(lock: int) -> None:
    with suppress(OSError):  # it closes, whatever a failing disk reports; nothing was written to it
        os.close(lock)


def _left(folder: str) -> tuple[bytes, bool]:
    """The original of a copy left from before, and whether there is one. Raises NotSaved."""
    copy = _copy_in(folder)
    there: list[tuple[int, int] | None] = []  # `os.path.lexists` takes a disk that fails for no
    durable.as_not_saved(lambda: there.append(identity(copy)), "saved")
    if there == [None]:
        return b"", False
    read_bytes(copy, RECORD_LIMIT)
    try:
        return read_bytes(os.path.join(folder, _BEFORE), RECORD_LIMIT), True
    except Unreadable as error:
        why = "what it was made of cannot be read any more. Move it elsewhere, and edit it again"
        raise Unreadable(copy, why) from error
