"""The real file system, watched: every operation is written down, and any of them can fail.

`fsync` is written down and not done: what it promises is proven by its place in the order.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import TypeVar

from rsense.store.files.durable import TEMPORARY
from rsense.store.files.operations import os_files

Result = TypeVar("Result")

Done = tuple[str, str]
"""An operation and what it was about: ("fsync", ".tmp"), ("unlink", "a.toml")."""

Fault = Callable[[int, Done], BaseException | None]
"""What goes wrong at the Nth operation, counted from 0."""


class Died(BaseException):
    """The process was killed here. Nothing that it does afterwards happens."""


def nth(at: int, error: BaseException) -> Fault:
    return lambda now, done: error if now == at else None


def from_nth(at: int, error: BaseException) -> Fault:
    return lambda now, done: error if now >= at else None


def full_disk(at: int, done: Done) -> OSError | None:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) if done[0] == "write" else None


class FaultyFiles:
    """Faults come instead of an operation; `late` ones after it was done all the same.

    Without `links` it is a disk that refuses every hard link.
    """

    def __init__(
        self, fault: Fault = lambda at, done: None, *, late: bool = False, links: bool = True
    ) -> None:
        self.fault = fault
        self.late = late
        self.links = links
        self.done: list[Done] = []
        self.faults = 0
        self.failed: list[Done] = []
        self.dead = False
        self.open_now: dict[int, str] = {}

    def _do(self, name: str, path: str, act: Callable[[], Result]) -> Result:
        label = ".tmp" if os.path.basename(path).startswith(TEMPORARY) else os.path.basename(path)
        error = Died() if self.dead else self.fault(len(self.done), (name, label))
        self.done.append((name, label))
        if error is None:
            return act()
        self.faults += 1
        self.failed.append((name, label))
        self.dead = isinstance(error, Died)
        if name == "close":  # it closes, whatever it reports
            act()
        elif self.late and not self.dead:
            self._forget(act())
        raise error

    def _forget(self, opened: object) -> None:
        if opened in self.open_now:
            os.close(opened)
            del self.open_now[opened]

    def open(self, path: str, flags: int, mode: int = 0o777, /) -> int:
        def act() -> int:
            descriptor = os_files.open(path, flags, mode)
            self.open_now[descriptor] = path
            return descriptor

        return self._do("open", path, act)

    def close(self, descriptor: int, /) -> None:
        path = self.open_now.pop(descriptor)
        self._do("close", path, lambda: os_files.close(descriptor))

    def read(self, descriptor: int, size: int, /) -> bytes:
        return self._do("read", self.open_now[descriptor], lambda: os_files.read(descriptor, size))

    def write(self, descriptor: int, data: memoryview, /) -> int:
        return self._do(
            "write", self.open_now[descriptor], lambda: os_files.write(descriptor, data)
        )

    def fchmod(self, descriptor: int, mode: int, /) -> None:
        self._do("fchmod", self.open_now[descriptor], lambda: os_files.fchmod(descriptor, mode))

    def fstat(self, descriptor: int, /) -> os.stat_result:
        return self._do("fstat", self.open_now[descriptor], lambda: os_files.fstat(descriptor))

    def fsync(self, descriptor: int, /) -> None:
        self._do("fsync", self.open_now[descriptor], lambda: None)

    def lstat(self, path: str, /) -> os.stat_result:
        return self._do("lstat", path, lambda: os_files.lstat(path))

    def link(self, source: str, target: str, /) -> None:
        def act() -> None:
            if not self.links:
                raise OSError(errno.EPERM, os.strerror(errno.EPERM))
            os_files.link(source, target)

        self._do("link", target, act)

    def replace(self, source: str, target: str, /) -> None:
        self._do("replace", target, lambda: os_files.replace(source, target))

    def unlink(self, path: str, /) -> None:
        self._do("unlink", path, lambda: os_files.unlink(path))

    def mkdir(self, path: str, mode: int, /) -> None:
        self._do("mkdir", path, lambda: os_files.mkdir(path, mode))

    def is_empty_folder(self, path: str, /) -> bool:
        return self._do("is_empty_folder", path, lambda: os_files.is_empty_folder(path))
