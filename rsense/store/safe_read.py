"""Reading one TOML file that may be hostile, damaged, or no file at all.

Owns what may be opened, how much of it is read, and the caps on both sides of the parser; RELIABILITY
says why each. Refuses to wait, to follow a link unasked, to guess, to repair, and to repeat a file's
words in an error.
"""

from __future__ import annotations

import datetime as dt
import errno
import math
import os
import re
import stat
import tomllib
from collections.abc import Iterator

SCRIPT_LIMIT = 256 * 1024
"""Bytes in a script or a vocabulary, at most."""
RECORD_LIMIT = 1024 * 1024
"""Bytes in a record or an unfinished sitting, at most."""
LINE_LIMIT = 8 * 1024
"""Bytes in a line, at most."""
DOTS_LIMIT = 16
"""Dots in a key or a header, at most: tomllib takes seconds and gigabytes over thousands."""
BRACKETS_LIMIT = 64
"""Brackets open at one time, at most: tomllib recurses once for each."""
DEPTH_LIMIT = 12
"""Tables and lists inside each other after parsing, the whole document included, at most."""
NODES_LIMIT = 20_000
"""Values after parsing, tables and lists included, at most."""

_MARKS_A_NODE = 3
"""A value costs at most an `=`, a `,` and a bracket (a header two), so more marks are more nodes."""
_INTEGERS = range(-(2**63), 2**63)
_FIRST_INSTANT = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_LAST_INSTANT = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\[^\n])*+"'
    r"|'[^'\n]*+'"
    r"|\#[^\n]*+"
    r"|[\n.=,\[\]{}]",
    re.DOTALL,
)
"""What the caps count, and what hides it. Past a string that never ends, tomllib refuses anyway."""
_POSITION = re.compile(r"\(at (?:line (\d+), column (\d+)|(end of document))\)$")
_GIT_MARKER = re.compile(r"^(?:<<<<<<<|>>>>>>>)(?: |$)", re.MULTILINE)
_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_CONFLICT_NAME = re.compile(r"\.sync-conflict-|conflicted copy", re.IGNORECASE)

_NO_FILE = "it is not an ordinary file. Put the file itself there"
_WHY = {
    errno.ENOENT: "there is no such file. Look at how its name is spelled",
    errno.ENOTDIR: "there is no such file. Look at how its name is spelled",
    errno.EACCES: "you may not read it. Look at its permissions",
    errno.EPERM: "you may not read it. Look at its permissions",
    errno.ELOOP: "it is a link, and links are not followed here. Put the file itself there",
    errno.ENXIO: _NO_FILE,
    errno.EOPNOTSUPP: _NO_FILE,
    errno.EIO: "the disk reported an error. Copy what matters from this disk to another",
}


class Unreadable(Exception):
    """A file that cannot be taken as it is. The message says what is wrong, and what next."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}.")
        self.path = path
        self.why = why
        """The message without path and full stop."""


def read_bytes(path: str, limit: int, *, follow: bool = False) -> bytes:
    """The bytes of an ordinary file of at most `limit` bytes. Never waits. Raises `Unreadable`.

    `follow` takes a link as the file it leads to: for a script that a person named.
    """
    flags = _READ if follow else _READ | os.O_NOFOLLOW
    try:
        descriptor = os.open(path, flags)
        try:
            return _read_ordinary(descriptor, path, limit)
        finally:
            os.close(descriptor)
    except OSError as error:
        why = _WHY.get(error.errno or 0, "the disk refused to read it. Try again")
        raise Unreadable(path, why) from error
    except ValueError as error:  # a NUL in the name
        raise Unreadable(path, _WHY[errno.ENOENT]) from error


def read_toml(path: str, limit: int = RECORD_LIMIT, *, follow: bool = False) -> dict[str, object]:
    """The document in a file, inside every cap; an empty file is an empty one. Raises `Unreadable`.

    `limit` is in bytes: `RECORD_LIMIT`, or `SCRIPT_LIMIT` for scripts and vocabularies.
    """
    return parse_toml(decode(read_bytes(path, limit, follow=follow), path), path, limit)


def decode(data: bytes, path: str = "this text") -> str:
    """UTF-8, with or without a byte order mark. Raises `Unreadable`."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        line = data.count(b"\n") + 1
        raise Unreadable(path, "it is not UTF-8 text. Save it again as UTF-8") from None


def parse_toml(
    text: str, path: str = "this text", limit: int = RECORD_LIMIT
) -> dict[str, object]:
    """The document in a text, inside every cap. Raises `Unreadable`, which names `path`."""
    caps(text, path, limit)
    try:
        document: dict[str, object] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError
        # Not chained: tomllib's messages quote keys, and later ones carry the document.
        raise Unreadable(path, _not_toml(text, str(error))) from None
    _caps_after(document, path)
    return document


def caps(text: str, path: str = "this text", limit: int = RECORD_LIMIT) -> None:
    """Refuse, before parsing, what would cost tomllib too much. Raises `Unreadable`."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise Unreadable(path, "it is not UTF-8 text. Save it again as UTF-8") from None
    if size > limit:
        raise Unreadable(path, _too_large(limit))
    for number, line in enumerate(text.split("\n"), 1):
        if len(line.encode()) > LINE_LIMIT:
            why = f"line {number} is longer than {_kilobytes(LINE_LIMIT)}. Break it into several"
            raise Unreadable(path, why)
    _count_marks(text, path)


def scan(folder: str) -> Iterator[os.DirEntry[str]]:
    """The entries that are called `….toml`, in no order, conflict copies included.

    Passes over what editors and synchronisers leave about: dot-files and whatever has another
    ending (`~`, `.swp`, `.tmp`). No folder, no entries. Raises `Unreadable`.
    """
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(".toml") and not entry.name.startswith("."):
                    yield entry
    except FileNotFoundError:
        return
    except OSError as error:
        why = "this folder cannot be listed. Look at its permissions"
        raise Unreadable(folder, why) from error


def is_conflict_copy(name: str) -> bool:
    """Whether Syncthing or Dropbox gave a file this name because two devices changed it."""
    return _CONFLICT_NAME.search(name) is not None


def _read_ordinary(descriptor: int, path: str, limit: int) -> bytes:
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable(path, _NO_FILE)
    data = b""
    # One byte more than allowed: a file can grow, and those of /proc say that they are empty.
    while found.st_size <= limit and len(data) <= limit:
        chunk = os.read(descriptor, limit + 1 - len(data))
        if not chunk:
            return data
        data += chunk
    raise Unreadable(path, _too_large(limit))


def _too_large(limit: int) -> str:
    return f"it is larger than {_kilobytes(limit)}. Make it shorter, or move it elsewhere"


def _kilobytes(size: int) -> str:
    return f"{size // 1024} KB"
