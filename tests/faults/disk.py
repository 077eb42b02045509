"""A disk that forgets: what may be on it after the power fails at any moment.

Operations go to the real file system and are written down. From the list every legal state after a
crash is made up in memory: names that no folder sync has fixed are there or not, each by itself;
bytes that no file sync has fixed are whole, torn, or missing. The model is the strict one of "All
file systems are not created equal" (Pillai and others, OSDI 2014): nothing is ordered but by fsync.
"""

from __future__ import annotations

import errno
import itertools
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rsense.store.files.operations import os_files

Tree = Mapping[str, bytes]
"""Visible files after a crash: path inside the root to content. One ending in / is a folder."""


TEARS = 12
"""Places at which bytes that were never synced may break off."""


@dataclass(eq=False)
class Inode:
    """A file's bytes: those that are surely on the disk, and those that may be."""

    data: bytes = b""
    synced: bytes | None = None
    """None: never synced."""

    def possible(self) -> tuple[bytes, ...]:
        """The older bytes, none, a beginning of any length, blocks of noughts, or all of it."""
        if self.synced == self.data:
            return (self.data,)
        length = len(self.data)
        torn = (self.data[:cut] for cut in range(1, length, max(length // TEARS, 1)))
        older = (b"",) if self.synced is None else (self.synced,)
        return tuple(dict.fromkeys((*older, b"\0" * length, *torn, self.data)))


@dataclass(eq=False)
class Folder:
    """Names, each with what it may point to: the fixed one first, then every later one."""

    names: dict[str, list[object]] = field(default_factory=dict)

    def put(self, name: str, what: object) -> None:
        self.names.setdefault(name, [None]).append(what)

    def sync(self) -> None:
        self.names = {name: [past[-1]] for name, past in self.names.items() if past[-1]}


@dataclass(frozen=True)
class Operation:
    name: str
    path: str
    other: str = ""
    data: bytes = b""
    folder: bool = False


@dataclass(frozen=True)
class Fault:
    """The next operation of this name fails, if it is on a file that is called so."""

    name: str
    where: str
    """How the file's or the folder's name begins."""
    late: bool = False
    """It was done all the same: a failure that is told of what came to pass."""


class Recorder:
    """The real file system under `root`, with every change written down.

    `deaf_to` names syncs that are not heard: "file", "folder".
    """

    read = staticmethod(os_files.read)
    fchmod = staticmethod(os_files.fchmod)
    fstat = staticmethod(os_files.fstat)
    lstat = staticmethod(os_files.lstat)
    is_empty_folder = staticmethod(os_files.is_empty_folder)

    def __init__(self, root: str, *, links: bool = True, deaf_to: str = "") -> None:
        self.root = root
        self.links = links
        self.deaf_to = deaf_to
        self.log: list[Operation] = []
        self.to_fail: list[Fault] = []
        """What is still to come."""
        self.failed = 0
        self._open: dict[int, tuple[str, bool]] = {}

    def _inside(self, path: str) -> str:
        return os.path.relpath(path, self.root)

    def _note(self, name: str, path: str, **more: object) -> None:
        inside = self._inside(path)
        if not inside.startswith(".."):
            self.log.append(replace(Operation(name, inside), **more))  # type: ignore[arg-type]

    def _fails(self, name: str, path: str, *, late: bool = False) -> None:
        for fault in self.to_fail:
            named = os.path.basename(path).startswith(fault.where)
            if fault.name == name and fault.late == late and named:
                self.to_fail.remove(fault)
                self.failed += 1
                raise OSError(errno.EIO, os.strerror(errno.EIO))

    def open(self, path: str, flags: int, mode: int = 0o777, /) -> int:
        new = bool(flags & os.O_CREAT) and not os.path.lexists(path)
        descriptor = os_files.open(path, flags, mode)
        folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        self._open[descriptor] = (path, folder)
        if new:
            self._note("create", path)
        return descriptor

    def write(self, descriptor: int, data: memoryview, /) -> int:
        written = os_files.write(descriptor, data)
        self._note("write", self._open[descriptor][0], data=bytes(data[:written]))
        return written

    def fsync(self, descriptor: int, /) -> None:
        path, folder = self._open[descriptor]
        self._fails("sync", path)
        if self.deaf_to != ("folder" if folder else "file"):
            self._note("sync", path, folder=folder)

    def close(self, descriptor: int, /) -> None:
        del self._open[descriptor]
        os_files.close(descriptor)

    def link(self, source: str, target: str, /) -> None:
        if not self.links:
            raise PermissionError(1, "no links here")
        self._fails("link", target)
        os_files.link(source, target)
        self._note("link", source, other=self._inside(target))
        self._fails("link", target, late=True)

    def replace(self, source: str, target: str, /) -> None:
        self._fails("rename", source)
        os_files.replace(source, target)
        self._note("rename", source, other=self._inside(target))

    def unlink(self, path: str, /) -> None:
        self._fails("unlink", path)
        os_files.unlink(path)
        self._note("unlink", path)

    def mkdir(self, path: str, mode: int, /) -> None:
        os_files.mkdir(path, mode)
        self._note("mkdir", path)


class Disk:
    """What a list of operations may have left behind."""

    def __init__(self, before: Tree) -> None:
        self.root = Folder()
        for path, data in before.items():
            if path.endswith("/"):
                self._folder(path, make=True)
                continue
            folder = self._folder(os.path.dirname(path), make=True)
            folder.names[os.path.basename(path)] = [Inode(data, data)]

    def _folder(self, path: str, *, make: bool = False) -> Folder:
        here = self.root
        for name in filter(None, path.split("/")):
            if name == ".":
                continue
            if make and name not in here.names:
                here.names[name] = [Folder()]
            inner = here.names[name][-1]
            assert isinstance(inner, Folder), path
            here = inner
        return here

    def _at(self, path: str) -> tuple[Folder, str]:
        return self._folder(os.path.dirname(path)), os.path.basename(path)

    def _inode(self, path: str) -> Inode:
        folder, name = self._at(path)
        found = folder.names[name][-1]
        assert isinstance(found, Inode), path
        return found

    def do(self, done: Operation) -> None:
        folder, name = self._at(done.path) if done.path != "." else (self.root, "")
        match done.name:
            case "create":
                folder.put(name, Inode())
            case "mkdir":
                folder.put(name, Folder())
            case "write":
                self._inode(done.path).data += done.data
            case "sync" if done.folder:
                self._folder(done.path).sync()
            case "sync":
                inode = self._inode(done.path)
                inode.synced = inode.data
            case "link":
                to, new = self._at(done.other)
                to.put(new, self._inode(done.path))
            case "rename":
                inode = self._inode(done.path)
                to, new = self._at(done.other)
                to.put(new, inode)
                folder.put(name, None)
            case "unlink":
                folder.put(name, None)

    def states(self, most: int) -> Iterator[Tree]:
        """What may be there after a crash now, at most so many, the fullest and barest first."""
        choices = list(self._choices(self.root, ""))
        options = [options for _, options in choices]
        ways = itertools.product(*options)
        for way in itertools.islice(ways, most):
            yield from self._trees(dict(zip((path for path, _ in choices), way)))

    def _choices(self, folder: Folder, at: str) -> Iterator[tuple[str, tuple[object, ...]]]:
        """(path, what it may be) of every name in every folder that ever was."""
        for name, past in folder.names.items():
            path = f"{at}{name}"
            yield path, tuple(dict.fromkeys(past))
            for inner in dict.fromkeys(past):
                if isinstance(inner, Folder):
                    yield from self._choices(inner, f"{path}/")

    def _trees(self, way: Mapping[str, object]) -> Iterator[Tree]:
        there: dict[str, Inode] = {}
        for path, what in way.items():
            if isinstance(what, Inode) and all(
                isinstance(way.get(folder), Folder) for folder in _parents(path)
            ):
                there[path] = what
        inodes = list(dict.fromkeys(there.values()))
        for contents in _contents(inodes):
            yield {path: contents[inode] for path, inode in there.items()}


def _contents(inodes: Sequence[Inode]) -> Iterator[dict[Inode, bytes]]:
    """All of them whole, all at their barest, and every other state of one beside whole others."""
    whole = {inode: inode.data for inode in inodes}
    yield whole
    yield {inode: inode.possible()[0] for inode in inodes}
    for inode in inodes:
        for data in inode.possible()[:-1]:
            yield {**whole, inode: data}


def _parents(path: str) -> Iterator[str]:
    parts = path.split("/")[:-1]
    for length in range(1, len(parts) + 1):
        yield "/".join(parts[:length])


def crashes(before: Tree, log: list[Operation], most: int) -> Iterator[tuple[int, Tree]]:
    """(how many operations were done, what is there) of every crash."""
    disk = Disk(before)
    for done in range(len(log) + 1):
        for tree in disk.states(most):
            yield done, {path: data for path, data in tree.items() if _visible(path)}
        if done < len(log):
            disk.do(log[done])


def _visible(path: str) -> bool:
    return not os.path.basename(path).startswith(".")
