"""The file layer of the whole process, some operation of which fails.

It takes the place of what `os` gives, so nothing that writes past `store/files.py` is missed. Only
operations on what lies under one folder are counted; a program's own files are read as ever.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from rsense.store.files.operations import OsFiles

SHORT = 0
"""Instead of an errno: half of the bytes are written, and no error is told."""
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EINTR, SHORT)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_PATHS = (
    "link",
    "replace",
    "rename",
    "unlink",
    "mkdir",
    "rmdir",
    "chmod",
    "stat",
    "lstat",
    "scandir",
    "listdir",
)
_DESCRIPTORS = ("read", "write", "fsync", "fchmod", "fstat", "close")
LOOKING = {"open to read", "read", "fstat", "stat", "lstat", "scandir", "listdir"}
TIDYING = {"unlink", "rmdir"}
STALLING = {"write", "open to write", "fsync", "mkdir", "link"}
"""What asks a full disk for more."""

Act = Callable[..., Any]


@dataclass(frozen=True)
class Plan:
    """Which operations fail, and how: the one at `at`, counted from 0, or every one from there."""

    number: int
    at: int
    spread: str = "once"
    """`once`; `full`: all that asks for room from there on; `gone`: all that changes anything;
    `dead`: looking too."""

    def hits(self, at: int, name: str) -> bool:
        if self.number == SHORT and name != "write":
            return False
        if self.spread == "once":
            return at == self.at
        if at < self.at or (self.spread != "dead" and name in LOOKING):
            return False
        return self.spread != "full" or name in STALLING


@dataclass
class Failing:
    """The operations under `root`, in their order, those of a plan failed."""

    root: str
    plan: Plan | None = None
    done: list[str] = field(default_factory=list)
    """What was asked for, by name."""
    failed: list[tuple[str, str]] = field(default_factory=list)
    """What was refused: its name, and the file."""
    _open: dict[int, str] = field(default_factory=dict)
    _written: set[int] = field(default_factory=set)
    """Descriptors that can write: closing another tells no error."""

    def inside(self, path: object) -> bool:
        try:
            return os.path.abspath(os.fsdecode(path)).startswith(self.root)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            return False

    def fails(self, name: str, path: str) -> bool:
        at = len(self.done)
        self.done.append(name)
        if self.plan is None or not self.plan.hits(at, name):
            return False
        self.failed.append((name, path))
        return True

    def refuse(self) -> None:
        assert self.plan
        raise OSError(self.plan.number, os.strerror(self.plan.number))

    def open(self, real: Act, path: Any, flags: int, *rest: Any, **more: Any) -> int:
        where = self._at(path, more.get("dir_fd"))
        counted = self.inside(where)
        if counted and self.fails("open to write" if flags & _WRITING else "open to read", where):
            self.refuse()
        descriptor: int = real(path, flags, *rest, **more)
        self._open.pop(descriptor, None)
        self._written.discard(descriptor)
        if counted:
            self._open[descriptor] = where
        if counted and flags & _WRITING:
            self._written.add(descriptor)
        return descriptor

    def by_descriptor(self, name: str, real: Act, descriptor: int, *rest: Any) -> Any:
        where = self._open.get(descriptor)
        if name == "close":
            self._open.pop(descriptor, None)
            real(descriptor)  # it closes, whatever it reports
            if where is not None and descriptor in self._written and self.fails(name, where):
                self.refuse()
            return None
        if where is not None and self.fails(name, where):
            if self.plan and self.plan.number == SHORT:
                return real(descriptor, bytes(rest[0])[: max(len(rest[0]) // 2, 1)])
            self.refuse()
        if name == "fsync" and where is not None:
            return None  # what it promises is proven elsewhere, and waiting is long
        try:
            return real(descriptor, *rest)
        except OSError as error:
            if where is not None and error.errno == errno.EFBIG:  # the system's own refusal
                self.failed.append((name, where))
            raise

    def by_path(self, name: str, real: Act, path: Any = ".", *rest: Any, **more: Any) -> Any:
        where = self._open.get(path) if isinstance(path, int) else None
        where = where or self._at(path, more.get("dir_fd"))
        target = rest[0] if name in ("link", "replace", "rename") else where
        if (self.inside(where) or self.inside(target)) and self.fails(name, os.fsdecode(target)):
            self.refuse()
        return real(path, *rest, **more)

    def _at(self, path: Any, folder: int | None) -> str:
        if isinstance(path, int):
            return ""
        inside = os.fsdecode(path)
        return os.path.join(self._open.get(folder, ""), inside) if folder is not None else inside

    def raw(self, descriptor: int) -> io.RawIOBase:
        return _Raw(descriptor)


class _Raw(io.RawIOBase):
    """A descriptor as a file whose writing goes through `os`, as that of `open` does not."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, data: Any) -> int:
        return os.write(self._descriptor, bytes(data))

    def close(self) -> None:
        if not self.closed:
            try:
                super().close()
            finally:
                os.close(self._descriptor)


@contextmanager
def failing(root: str, plan: Plan | None = None) -> Iterator[Failing]:
    """The process with this layer under it."""
    layer = Failing(os.path.join(os.path.abspath(root), ""), plan)
    kept = {name: getattr(os, name) for name in ("open", *_PATHS, *_DESCRIPTORS)}
    ours = {name: vars(OsFiles)[name] for name in kept if name in vars(OsFiles)}
    opened = builtins.open

    def over(name: str) -> Act:
        real = kept[name]
        if name == "open":
            return lambda *given, **more: layer.open(real, *given, **more)
        if name in _DESCRIPTORS:
            return lambda *given: layer.by_descriptor(name, real, *given)
        return lambda *given, **more: layer.by_path(name, real, *given, **more)

    def open_(file: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if isinstance(file, int) and file in layer._open and "w" in mode:
            return io.TextIOWrapper(io.BufferedWriter(layer.raw(file)), **more)
        return opened(file, mode, *rest, **more)

    def named(name: str) -> Act:
        """As `shutil` and Python's own look for what they can trust."""
        act = over(name)
        act.__name__ = name
        return act

    try:
        for name in kept:
            setattr(os, name, named(name))
        for name in ours:
            if name != "fsync":
                setattr(OsFiles, name, staticmethod(getattr(os, name)))
        builtins.open = open_
        yield layer
    finally:
        builtins.open = opened
        for name, real in kept.items():
            setattr(os, name, real)
        for name, held in ours.items():
            setattr(OsFiles, name, held)
