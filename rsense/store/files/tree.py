"""Every file and folder under one folder, links never followed, in the order of their names.

What version control and synchronisers keep for themselves is passed over: it is theirs.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress

import msgspec

THEIRS = frozenset(
    {
        ".git",
        ".gitignore",
        ".gitattributes",
        ".hg",
        ".hgignore",
        ".stfolder",
        ".stignore",
        ".stversions",
        ".dropbox",
        ".dropbox.cache",
        ".dropbox.attr",
        ".DS_Store",
        ".directory",
        ".nextcloudsync.log",
        ".owncloudsync.log",
        "lost+found",
    }
)
"""Names that tools beside us give to what is their own."""


class FileEntry(msgspec.Struct, frozen=True):
    """One thing in a folder."""

    path: str
    parts: tuple[str, ...]
    """Its names from the folder where the walk began."""
    mode: int
    size: int
    changed: float
    """When its content last changed, in seconds."""

    @property
    def name(self) -> str:
        return self.parts[-1]

    @property
    def is_folder(self) -> bool:
        return stat.S_ISDIR(self.mode)

    @property
    def is_file(self) -> bool:
        return stat.S_ISREG(self.mode)

    @property
    def is_open(self) -> bool:
        """True if others may get at it. The mode of a link means nothing."""
        return not stat.S_ISLNK(self.mode) and bool(self.mode & 0o077)


def walk(
    folder: str,
    into: Callable[[FileEntry], bool] = lambda _: True,
    refused: Callable[[str], None] = lambda _: None,
    linked: frozenset[str] = frozenset(),
) -> Iterator[FileEntry]:
    """Everything under a folder, a folder before its contents; the folder itself is left out.

    `into` says which folders to look into, `refused` is told of one that cannot be listed, and
    of whatever the disk says nothing about. A link in the folder itself counts as what it leads to
    if its name is one of `linked`.
    """
    waiting = list(_inside(folder, (), refused, linked))
    while waiting:
        seen = waiting.pop()
        yield seen
        if seen.is_folder and into(seen):
            waiting += _inside(seen.path, seen.parts, refused)


def _inside(
    folder: str,
    parts: tuple[str, ...],
    refused: Callable[[str], None],
    linked: frozenset[str] = frozenset(),
) -> Iterator[FileEntry]:
    """The entries of one folder, the last name first."""
    try:
        names = sorted(os.listdir(folder), reverse=True)
    except FileNotFoundError:
        return
    except OSError:
        refused(folder)
        return
    for name in names:
        path = os.path.join(folder, name)
        if name not in THEIRS:
            try:
                found = os.lstat(path)
            except FileNotFoundError:  # gone meanwhile
                continue
            except OSError:
                refused(path)
                continue
            if name in linked:
                with suppress(OSError):  # a link to nothing
                    found = os.stat(path)
            yield FileEntry(path, (*parts, name), found.st_mode, found.st_size, found.st_mtime)
