"""Records on disk: one file each, found by the moment and the id in its name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rsense.core.records import Keepsake, Record
from rsense.core.shelves import Shelves
from rsense.store import durable
from rsense.store.documents import KINDS, encoded, record_document, record_from
from rsense.store.files import os_files
from rsense.store.safe_read import Unreadable, is_conflict_copy, read_toml, scan

if TYPE_CHECKING:
    from rsense.store.files import Files

SHORTEST_PREFIX = 2


def file_name(at: datetime, kind: str, id: str) -> str:
    """`20261122T105208Z-trigger-k3f9a2q7xm.toml`."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{kind}-{id}.toml"


@dataclass(frozen=True, slots=True)
class Found:
    """A record and where it lies."""

    path: str
    record: Record


@dataclass(frozen=True, slots=True)
class Records:
    """The records under one folder."""

    folder: str
    files: Files = field(default=os_files)
    damaged: Callable[[Unreadable], None] = field(default=lambda _: None)
    """Told of every file that cannot be read; the others are shown."""

    def add(self, record: Record) -> str:
        """Write a new record; its path. Durable before it returns. Raises NotSaved."""
        path, data = self._ready(record)
        durable.create(path, data, files=self.files)
        return path

    def put(self, record: Record) -> str:
        """Write a record over what an earlier try left of it; its path. Raises NotSaved."""
        path, data = self._ready(record)
        durable.replace(path, data, expected=None, files=self.files)
        return path

    def _ready(self, record: Record) -> tuple[str, bytes]:
        path = self.path_of(record)
        data = encoded(record_document(record))
        durable.make_folder(os.path.dirname(path), files=self.files)
        return path, data

    def path_of(self, record: Record) -> str:
        at = record.at.astimezone(UTC)
        name = file_name(at, KINDS[type(record)], record.id)
        return os.path.join(self.folder, f"{at:%Y}", f"{at:%m}", name)

    def names(self) -> Iterator[tuple[str, str]]:
        """(folder, file name) of every record, the newest first."""
        for year in _newest(self.folder):
            for month in _newest(os.path.join(self.folder, year)):
                folder = os.path.join(self.folder, year, month)
                names = [entry.name for entry in scan(folder)]
                yield from ((folder, name) for name in sorted(names, reverse=True))

    def newest(self, kind: str | None = None) -> Iterator[Found]:
        """Records, the newest first. A copy with the same id and content is shown once."""
        seen: dict[str, Record] = {}
        for folder, name in self.names():
            if kind and f"-{kind}-" not in name:
                continue
            path = os.path.join(folder, name)
            try:
                record = record_from(read_toml(path), path)
            except Unreadable as error:
                self.damaged(error)
                continue
            if seen.get(record.id) != record:
                seen[record.id] = record
                yield Found(path, record)

    def matching(self, prefix: str) -> list[Found]:
        """The records whose id begins so; `last` is the newest trigger or session."""
        if prefix == "last":
            both = (f for f in self.newest() if not isinstance(f.record, Keepsake))
            return [found for found, _ in zip(both, range(1), strict=False)]
        if len(prefix) < SHORTEST_PREFIX or not prefix.isalnum():
            return []
        wanted = prefix.lower()
        found: list[Found] = []
        for folder, name in self.names():
            if not is_conflict_copy(name) and name.rpartition("-")[2].startswith(wanted):
                path = os.path.join(folder, name)
                try:
                    found.append(Found(path, record_from(read_toml(path), path)))
                except Unreadable as error:
                    self.damaged(error)
        return found

    def shelves(self) -> Shelves:
        """The cards on each shelf, the newest first."""
        cards: dict[str, tuple[str, ...]] = {}
        for found in self.newest("keepsake"):
            if isinstance(found.record, Keepsake):
                shelf = found.record.shelf
                cards[shelf] = (*cards.get(shelf, ()), found.record.text)
        return cards


def _newest(folder: str) -> list[str]:
    """Folders named by number, the highest first; none when there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            names = [e.name for e in entries if e.name.isdecimal() and e.is_dir()]
    except OSError:
        return []
    return sorted(names, reverse=True)
