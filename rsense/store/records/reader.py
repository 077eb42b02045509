"""Reading many records: names before contents, contents before parsing, the newest first.

Decides what may be passed over unread. A file that is plainly fine is parsed as it is, by toml_rs
where there are many; every other goes through `safe_read`, whose parser decides what is valid and
whose messages are shown.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cache

from rsense.store.files.operations import read_if_possible
from rsense.store.files.safe_read import UNLISTED, Unreadable, read_toml
from rsense.store.records import schema
from rsense.store.records.plain_toml import PLAIN_SIZE, is_ordinary, is_plain
from rsense.store.records.record_order import newest_first

FEW = 50
"""Files that tomllib parses before toml_rs would be loaded."""

Document = schema.Document
Report = Callable[[Unreadable], None]


class RecordFilter:
    """Which records are wanted, as far as that lets files be passed over: here every one."""

    def __init__(self, kind: str = "", since: datetime | None = None) -> None:
        self.kind = kind
        """Empty: every kind."""
        self._first = f"{since.astimezone(UTC):%Y-%m}" if since else ""
        """The first month that is looked at."""

    def in_month(self, month: str) -> bool:
        """True if a month, such as `2026-11`, may hold a wanted record."""
        return month >= self._first

    def may_match_bytes(self, data: bytes) -> bool:
        """True if a whole file might hold a wanted record; never false where it does."""
        return True


def names(folder: str, need: RecordFilter, damaged: Report) -> Iterator[tuple[str, str]]:
    """(folder, file name) of records, the newest first.

    `damaged` is told of a folder that cannot be listed.
    """
    return ((month, name) for month, them in _months(folder, need, damaged) for name in them)


def documents(folder: str, need: RecordFilter, damaged: Report) -> Iterator[tuple[str, Document]]:
    """(path, document) of the records that may be needed, the newest first.

    A copy that says the same comes once. `damaged` is told of what cannot be read.
    """
    return read_documents(_paths(folder, need, damaged), need, damaged)


def looked_through(folder: str, need: RecordFilter, damaged: Report) -> Iterator[Document | None]:
    """As `documents`, with None for every file that is passed over: how far it is can be told."""
    files = _paths(folder, need, damaged)
    return (document for _, document in _looked_at(files, need, damaged))


def _paths(folder: str, need: RecordFilter, damaged: Report) -> Iterator[str]:
    return (f"{month}/{name}" for month, name in names(folder, need, damaged))


def read_documents(
    files: Iterable[str], need: RecordFilter, damaged: Report
) -> Iterator[tuple[str, Document]]:
    """(path, document) of those of these files that may be needed, as `documents` has them."""
    for path, document in _looked_at(files, need, damaged):
        if document is not None:
            yield path, document


def _looked_at(
    files: Iterable[str], need: RecordFilter, damaged: Report
) -> Iterator[tuple[str, Document | None]]:
    """(path, document) of each of these files; None for what cannot be needed or is no record."""
    known: dict[str, str] = {}
    """Id to the first file of it."""
    versions: dict[str, list[Document]] = {}
    """Of those few ids that several files have, what was handed on."""
    for path in files:
        data = _whole(path)
        document = None
        if data.endswith(schema.ENDS):
            if not need.may_match_bytes(data):
                yield path, None
                continue
            document = parse_fast(data, many=len(known) >= FEW)
        document = document or parse_strict(path, damaged)
        if document is not None and (why := schema.invalid_reason(document)):
            damaged(Unreadable(path, why))
            document = None
        if document is not None:
            first = known.setdefault(document["id"], path)
            if first is not path and not _is_another(document, first, versions):
                document = None
        yield path, document


def _is_another(document: Document, first: str, versions: dict[str, list[Document]]) -> bool:
    """True if a document of an id met before says something that was not handed on yet."""
    handed_on = versions.get(document["id"])
    if handed_on is None:
        before = parse_fast(_whole(first), many=False) or parse_strict(first, lambda _: None)
        handed_on = versions[document["id"]] = [] if before is None else [before]
    if document in handed_on:
        return False
    handed_on.append(document)
    return True


def parse_fast(data: bytes, *, many: bool = True) -> Document | None:
    """The document of a file that is plainly fine; None where that takes a closer look.

    Of `many` the first pays for loading toml_rs.
    """
    parse = fast_parser() if many else tomllib.loads
    if parse is None or not is_plain(data):
        return None
    try:
        document = parse(data.decode())
    except ValueError:  # not UTF-8, or not TOML in the eyes of one of the two
        return None
    return document if is_ordinary(document.values(), 0) else None


@cache
def fast_parser() -> Callable[[str], Document] | None:
    """The parser of toml_rs; None where it has no wheel."""
    try:
        import toml_rs
    except ImportError:
        return None
    return lambda text: toml_rs.loads(text, toml_version="1.0.0")


def _whole(path: str) -> bytes:
    """The bytes of a small file; none where that takes a closer look."""
    data = read_if_possible(path, PLAIN_SIZE + 1)
    return data if len(data) <= PLAIN_SIZE else b""


def parse_strict(path: str, damaged: Report) -> Document | None:
    try:
        return read_toml(path)
    except Unreadable as error:
        damaged(error)
        return None


def _months(folder: str, need: RecordFilter, damaged: Report) -> Iterator[tuple[str, list[str]]]:
    """Folder and file names of each month, the newest first."""
    inside = f"-{need.kind}-" if need.kind else ""
    for year in _numbers(folder, damaged):
        for month in _numbers(f"{folder}/{year}", damaged):
            if need.in_month(f"{year}-{month}"):
                path = f"{folder}/{year}/{month}"
                listed = [name for name in _listed(path, damaged) if inside in name]
                yield path, newest_first(path, listed)


def _numbers(folder: str, damaged: Report) -> list[str]:
    """Folders named by number, the highest first; none when there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            names = [e.name for e in entries if e.name.isdecimal() and e.is_dir()]
    except FileNotFoundError:
        return []
    except OSError:
        damaged(Unreadable(folder, UNLISTED))
        return []
    return sorted(names, reverse=True)


def _listed(folder: str, damaged: Report) -> list[str]:
    """The names of what may be records: the rule is that of `safe_read.scan`."""
    try:
        found = os.listdir(folder)
    except FileNotFoundError:
        return []
    except OSError:
        damaged(Unreadable(folder, UNLISTED))
        return []
    return [name for name in found if name[-5:] == ".toml" and name[0] != "."]
