"""Locks on what somebody has open: one file each, taken by one process at a time.

A lock goes with its process, however that ends. Its file lies beside the unfinished sessions, and
is removed by whoever holds it last; one that a killed process left is nobody's, and taken anew.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from rsense.store.files import durable
from rsense.store.files.operations import os_files

if TYPE_CHECKING:
    from rsense.store.files.operations import Files

SUFFIX = ".lock"
TRIES = 5
"""Attempts at a lock: whoever only looks whether it is free has it for an instant."""
BETWEEN = 0.01
"""Seconds."""
_TAKEN = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES}
_OPEN = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW


class SessionLock:
    """A lock on a session. It goes when nobody keeps this any more, and with the process."""

    def __init__(self, descriptor: int, path: str) -> None:
        self._descriptor = descriptor
        self._path = path

    def release(self) -> None:
        """Let others have it. Doing it again does nothing."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor < 0:
            return
        with suppress(OSError):  # while it is held: nobody else's is taken away
            os.unlink(self._path)
        with suppress(OSError):  # it closes, whatever a failing disk reports; nobody else hears it
            os.close(descriptor)

    def __del__(self) -> None:
        self.release()


def lock_path(folder: str, id: str) -> str:
    return os.path.join(folder, f".{id}{SUFFIX}")


def hold(folder: str, id: str, *, files: Files = os_files) -> SessionLock | None:
    """Lock a session for whoever keeps what is returned; None when it is open elsewhere.

    Where a disk has no locks it is held all the same: what lies there is compared at every save.
    Raises NotSaved and OSError.
    """
    durable.make_folder(folder, files=files)
    path = lock_path(folder, id)
    for attempt in range(TRIES):
        if attempt:
            time.sleep(BETWEEN)
        descriptor = os.open(path, _OPEN | os.O_CREAT, 0o600)
        if take_lock(descriptor) and _is_at(descriptor, path):
            return SessionLock(descriptor, path)
        os.close(descriptor)
    return None


def in_use(folder: str, id: str) -> bool:
    """True if somebody has a session open, here or in another process. Makes nothing."""
    return _is_locked(lock_path(folder, id))


def ids_in_use(folder: str) -> list[str]:
    """The ids of all that is open, by the locks in a folder; records open in an editor too."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [
        name.removeprefix(".").removesuffix(SUFFIX)
        for name in names
        if name.startswith(".")
        and (
            (name.endswith(SUFFIX) and _is_locked(os.path.join(folder, name)))
            or _is_locked(os.path.join(folder, name, SUFFIX))
        )
    ]


def _is_locked(path: str) -> bool:
    try:
        descriptor = os.open(path, _OPEN)
    except OSError:
        return False
    try:
        return not take_lock(descriptor)
    finally:
        os.close(descriptor)


def take_lock(descriptor: int) -> bool:
    """Try to lock it: True if it is ours now, or the disk knows no locks."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _TAKEN
    return True


def _is_at(descriptor: int, path: str) -> bool:
    """True if the file that was locked still has its name: another may have let go of it."""
    with suppress(OSError):
        ours, there = os.fstat(descriptor), os.lstat(path)
        return (ours.st_dev, ours.st_ino) == (there.st_dev, there.st_ino)
    return False
