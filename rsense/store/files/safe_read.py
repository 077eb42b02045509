"""Reading one TOML file that may be hostile, damaged, or no file at all.

Decides what may be opened and how much of it is read, and caps it before and after the parser.
Never waits, follows a link unasked, guesses, repairs, or repeats a file's words in an error.
"""

from __future__ import annotations

import datetime as dt
import errno
import math
import os
import re
import tomllib
from codecs import BOM_UTF8
from collections.abc import Iterator
from itertools import accumulate
from typing import TypeVar

import msgspec

from rsense.recordable import YEARS, is_recordable
from rsense.store.files.operations import read_small

Content = TypeVar("Content")

SCRIPT_LIMIT = 256 * 1024
"""Bytes in a script or a vocabulary, at most."""
RECORD_LIMIT = 1024 * 1024
"""Bytes in a record or an unfinished session, at most."""
LINE_LIMIT = 8 * 1024
"""Bytes in a line, at most."""
DOTS_LIMIT = 16
"""Dots in a key or a header, at most: tomllib takes seconds and gigabytes over thousands."""
BRACKETS_LIMIT = 64
"""Brackets open at one time, at most: tomllib recurses once for each."""
DEPTH_LIMIT = 12
"""Tables and lists inside each other after parsing, not counting the document, at most."""
NODES_LIMIT = 20_000
"""Values after parsing, tables and lists included, not counting the document, at most."""

_INTEGERS = range(-(2**63), 2**63)

_WORDS = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
    r"|(?:\"\"\"|''').*+"
    r'|"(?:[^"\\\n]|\\[^\n])*+"'
    r"|'[^'\n]*+'"
    r"|[\"'].*+"
    r"|\#[^\n]*+",
    re.DOTALL,
)
"""Strings and comments, where marks mean nothing. A string that never ends swallows the rest, which
tomllib never comes to; without that a search from every quote would take quadratic time."""
_TOO_MANY_DOTS = re.compile(rf"(?:\.[^.\n=,\[{{]*+){{{DOTS_LIMIT + 1}}}")
_TOO_LONG_LINE = re.compile(rf"^[^\n]{{{LINE_LIMIT + 1}}}".encode(), re.MULTILINE)
_POSITION = re.compile(r" \(at (?:line \d+, column \d+|end of document)\)$")
_BRACKET = re.compile(r"[\[\]{}]")
_GIT_MARKER = re.compile(r"^(?:<<<<<<<|>>>>>>>)(?: |$)", re.MULTILINE)
_CONFLICT_NAME = re.compile(r"\.sync-conflict-|conflicted copy", re.IGNORECASE)

_NOT_UTF8 = "it is not UTF-8 text{}. Save it again as plain text, in UTF-8"
_NOT_OUR_TIME = "a date in it is before 1970 or after 2199. Look at its year"
NOT_TOML = "it is not valid TOML"
HALF_A_TIME = "a time in it has no"
"""Beginnings of a `why` that a file cut short may have too."""
UNLISTED = "this folder cannot be listed. Look at its permissions"
NO_FOLDER = "there is no such folder. Look at how its name is spelled"
_NO_SUCH = "there is no such file. Look at how its name is spelled"
_TOO_DEEP = "it has too many lists or tables inside each other. Make it flatter"
_TOO_MANY = f"it holds more than {NODES_LIMIT} values. Split it into several files"
_NO_FILE = "it is not an ordinary file. Put the file itself there"
_WHY = {
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG), _NO_SUCH),
    **dict.fromkeys((errno.EACCES, errno.EPERM), "you may not read it. Look at its permissions"),
    errno.ELOOP: "it is a link, and links are not followed here. Put the file itself there",
    **dict.fromkeys((errno.ENXIO, errno.EOPNOTSUPP), _NO_FILE),
    errno.EIO: "the disk reported an error. Copy what matters from this disk to another",
}


class Unreadable(Exception):
    """A file that cannot be taken as it is. The message says what is wrong, and what next."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}{'' if why.endswith('?') else '.'}")
        self.path = path
        self.why = why
        """The message without path and full stop."""


def read_bytes(path: str, limit: int, *, follow: bool = False) -> bytes:
    """The bytes of an ordinary file of at most `limit` bytes. Never waits. Raises `Unreadable`.

    `follow` takes a link as the file it leads to: for a script that a person named.
    """
    try:
        data = read_small(path, limit + 1, follow=follow)
    except OSError as error:
        why = _WHY.get(error.errno or 0, "the disk refused to read it. Try again")
        raise Unreadable(path, why) from error
    except ValueError as error:  # a NUL in the name
        raise Unreadable(path, _WHY[errno.ENOENT]) from error
    if len(data) > limit:
        raise Unreadable(path, _too_large(limit))
    return data


def read_text(path: str, limit: int, *, follow: bool = False) -> str:
    """The text of a file, as `read_bytes` has it. Raises `Unreadable`."""
    return decode(read_bytes(path, limit, follow=follow), path)


def read_with_bytes(path: str, limit: int = RECORD_LIMIT) -> tuple[bytes, dict[str, object]]:
    """The bytes of a file, and the document in them. Raises `Unreadable`."""
    data = read_bytes(path, limit)
    return data, parse_toml(decode(data, path), path, limit)


def read_toml(path: str, limit: int = RECORD_LIMIT, *, follow: bool = False) -> dict[str, object]:
    """The document in a file, inside every cap; an empty file is an empty one. Raises `Unreadable`.

    `limit` is in bytes: `RECORD_LIMIT`, or `SCRIPT_LIMIT` for scripts and vocabularies.
    """
    return parse_toml(read_text(path, limit, follow=follow), path, limit)


def read_as(path: str, kind: type[Content]) -> Content:
    """A script's or a vocabulary's file as a struct; a link is followed. Raises Unreadable."""
    return parse_as(read_text(path, SCRIPT_LIMIT, follow=True), path, kind)


def parse_as(text: str, path: str, kind: type[Content], limit: int = SCRIPT_LIMIT) -> Content:
    """A text as a struct. Raises Unreadable, which names `path`."""
    document = parse_toml(text, path, limit)
    try:
        return msgspec.convert(document, kind)
    except msgspec.ValidationError as error:
        from rsense.core.script.decode_messages import first_fault

        raise Unreadable(path, first_fault(str(error), kind, text)) from error


def decode(data: bytes, path: str = "this text") -> str:
    """UTF-8, with or without a byte order mark. Raises `Unreadable`."""
    try:
        return data.removeprefix(BOM_UTF8).decode()  # "utf-8-sig" would be a module more
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode().split("\n")
        place = f" (at line {len(before)}, column {len(before[-1]) + 1})"
        raise Unreadable(path, _NOT_UTF8.format(place)) from None


def parse_toml(text: str, path: str = "this text", limit: int = RECORD_LIMIT) -> dict[str, object]:
    """The document in a text, inside every cap. Raises `Unreadable`, which names `path`."""
    caps(text, path, limit)
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a TOMLDecodeError is a ValueError
        # Not chained: tomllib's messages quote keys, and from Python 3.14 on carry the document.
        raise Unreadable(path, _not_toml(text, str(error))) from None
    _caps_after(document, path)
    return document


def caps(text: str, path: str = "this text", limit: int = RECORD_LIMIT) -> None:
    """Refuse, before parsing, what would cost a parser too much. Raises `Unreadable`."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        raise Unreadable(path, _NOT_UTF8.format("")) from None
    if len(data) > limit:
        raise Unreadable(path, _too_large(limit))
    if line := _TOO_LONG_LINE.search(data):
        number = data.count(b"\n", 0, line.start()) + 1
        why = f"line {number} is longer than {LINE_LIMIT // 1024} KB. Break it into several"
        raise Unreadable(path, why)
    marks = _WORDS.sub("_", text)
    if _TOO_MANY_DOTS.search(marks):
        raise Unreadable(path, f"a key has more than {DOTS_LIMIT} dots. Give it fewer parts")
    if _fewest_values(marks) > NODES_LIMIT:
        raise Unreadable(path, _TOO_MANY)
    if _most_open(marks) > BRACKETS_LIMIT:
        raise Unreadable(path, _TOO_DEEP)


def _fewest_values(marks: str) -> int:
    """Least number of values in a text. Parts of keys count as tables, for that is their cost."""
    dots_and_tables = marks.count(".") + marks.replace("[[", "[").count("[") + marks.count("{")
    return max(marks.count("="), marks.count(","), dots_and_tables)


def _most_open(marks: str) -> int:
    """No fewer brackets than are open at any one time."""
    if (there := marks.count("[") + marks.count("{")) <= BRACKETS_LIMIT:
        return there  # nearly every file: no more can be open than there are
    steps = (1 if bracket in "[{" else -1 for bracket in _BRACKET.findall(marks))
    # Never below none: a stray closing bracket must not pay for many open ones after it.
    return max(accumulate(steps, lambda now, step: max(now + step, 0)), default=0)


def _caps_after(document: dict[str, object], path: str) -> None:
    nodes = 0
    waiting: list[tuple[object, int]] = [(document, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, dict | list):
            nodes += len(value)
            if depth > DEPTH_LIMIT:
                raise Unreadable(path, _TOO_DEEP)
            if nodes > NODES_LIMIT:
                raise Unreadable(path, _TOO_MANY)
            inner = value.values() if isinstance(value, dict) else value
            waiting.extend((item, depth + 1) for item in inner)
        elif why := _out_of_range(value):
            raise Unreadable(path, why)


def _out_of_range(value: object) -> str | None:
    match value:
        case int() if value not in _INTEGERS:
            return "a whole number in it does not fit 64 bits. Make it smaller"
        case float() if not math.isfinite(value):
            return "a number in it is infinite, or none at all. Write an ordinary one"
        case dt.time():
            return f"{HALF_A_TIME} date. Write both, with an offset such as +01:00"
        case dt.datetime(tzinfo=None):
            return f"{HALF_A_TIME} offset. Add one, such as +01:00"
        case dt.datetime():
            return None if is_recordable(value.timestamp()) else _NOT_OUR_TIME
        case dt.date() if value.year not in YEARS:
            return _NOT_OUR_TIME
    return None


def _not_toml(text: str, message: str) -> str:
    if _GIT_MARKER.search(text):
        return "it holds both sides of a git merge. Keep one, and take out the marker lines"
    from rsense.core.script.toml_mistakes import plain_mistake

    place, (_, _, plain, mend) = _POSITION.search(message), plain_mistake(message, text)
    what, mend = (f"{NOT_TOML}: {plain}", f": {mend}") if plain else (NOT_TOML, "")
    return f"{what}{place[0] if place else ''}. Mend it in an editor{mend}"


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
        raise Unreadable(folder, UNLISTED) from error


def is_conflict_copy(name: str) -> bool:
    """True if Syncthing or Dropbox gave a file this name because two devices changed it."""
    return _CONFLICT_NAME.search(name) is not None


def _too_large(limit: int) -> str:
    return f"it is larger than {limit // 1024} KB. Make it shorter, or move it elsewhere"
