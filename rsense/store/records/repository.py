"""Records on disk: one file each, found by the moment and the id in its name."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from rsense.core.records import Keepsake, Record, SessionRecord, Trigger
from rsense.core.shelves import Shelves
from rsense.store.files import durable
from rsense.store.files.operations import os_files
from rsense.store.files.safe_read import Unreadable, is_conflict_copy, read_toml
from rsense.store.records import reader
from rsense.store.records.codec import (
    KINDS,
    decode_record,
    encode,
    record_document,
    validated_record,
)
from rsense.store.records.record_name import id_from_name

if TYPE_CHECKING:
    from rsense.store.files.operations import Files

SHORTEST_PREFIX = 2


def file_name(at: datetime, kind: str, id: str) -> str:
    """`20261122T105208Z-trigger-k3f9a2q7xm.toml`."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{kind}-{id}.toml"


class StoredRecord(NamedTuple):
    """A record and where it lies."""

    path: str
    record: Record


class RecordStore(NamedTuple):
    """The records under one folder."""

    folder: str
    files: Files = os_files
    damaged: Callable[[Unreadable], None] = lambda _: None
    """Told of every file that cannot be read; the others are shown."""

    def add(self, record: Record) -> str:
        """Write a new record; its path. Durable before it returns. Raises NotSaved."""
        path, data = self.path_of(record), self.bytes_of(record)
        durable.make_folder(os.path.dirname(path), files=self.files)
        durable.create(path, data, files=self.files)
        return path

    def bytes_of(self, record: Record) -> bytes:
        return encode(record_document(record))

    def path_of(self, record: Record) -> str:
        return self.place(record.at, KINDS[type(record)], record.id)

    def place(self, at: datetime, kind: str, id: str) -> str:
        utc = at.astimezone(UTC)
        return os.path.join(self.folder, f"{utc:%Y}", f"{utc:%m}", file_name(at, kind, id))

    def names(self) -> Iterator[tuple[str, str]]:
        """(folder, file name) of every record, the newest first."""
        return reader.names(self.folder, reader.RecordFilter(), self.damaged)

    def newest(
        self, kind: str | None = None, *, since: datetime | None = None
    ) -> Iterator[StoredRecord]:
        """Records, the newest first. A copy with the same id and content is shown once.

        Months before `since` are not looked at.
        """
        need = reader.RecordFilter(kind or "", since)
        for path, document in reader.documents(self.folder, need, self.damaged):
            yield StoredRecord(path, decode_record(document))

    def read(self, files: Iterable[str]) -> Iterator[StoredRecord]:
        """The records in these files, as `newest` has them."""
        for path, document in reader.read_documents(files, reader.RecordFilter(), self.damaged):
            yield StoredRecord(path, decode_record(document))

    def last(self) -> StoredRecord | None:
        """The newest trigger or session."""
        both = (f for f in self.newest() if isinstance(f.record, Trigger | SessionRecord))
        return next(both, None)

    def paths(self, prefix: str) -> list[str]:
        """Paths of the records whose id begins so, by their names, copies left out.

        An id in full, however short, means that record alone and none whose id begins with it.
        """
        found = self._beginning(prefix)
        exact = [path for path in found if id_from_name(path) == prefix.lower()]
        return exact or (found if len(prefix) >= SHORTEST_PREFIX else [])

    def paths_with_id(self, id: str) -> list[str]:
        """Paths of the records of this very id, as `paths` has them."""
        return [path for path in self._beginning(id) if id_from_name(path) == id]

    def _beginning(self, prefix: str) -> list[str]:
        wanted = prefix.lower()
        if not wanted.isalnum():
            return []
        return [
            os.path.join(folder, name)
            for folder, name in self.names()
            if name.rpartition("-")[2].startswith(wanted) and not is_conflict_copy(name)
        ]

    def of_id(self, *ids: str) -> Iterator[StoredRecord]:
        """The records with one of these ids, not those that merely have it in their names."""
        ends = tuple(f"-{id}.toml" for id in ids if id)
        for folder, name in self.names():
            if not name.endswith(ends) or is_conflict_copy(name):
                continue
            path = os.path.join(folder, name)
            try:
                found = StoredRecord(path, validated_record(read_toml(path), path))
            except Unreadable as error:
                self.damaged(error)
                continue
            if found.record.id in ids:
                yield found

    def shelves(self) -> Shelves:
        """The cards on each shelf, the newest first."""
        cards: dict[str, list[str]] = {}
        for found in self.newest("keepsake"):
            if isinstance(found.record, Keepsake) and not found.record.over:
                cards.setdefault(found.record.shelf, []).append(found.record.text)
        return {shelf: tuple(texts) for shelf, texts in cards.items()}

    def newest_cards(self, shelves: Collection[str], most: int) -> dict[str, dict[str, None]]:
        """The newest cards of some shelves, at most so many that differ; the rest stays unread."""
        cards: dict[str, dict[str, None]] = {shelf: {} for shelf in shelves}
        for card in self.cards(shelves):
            if len(cards[card.shelf]) < most:
                cards[card.shelf][card.text] = None
                if all(len(texts) == most for texts in cards.values()):
                    break
        return cards

    def cards(self, shelves: Collection[str]) -> Iterator[Keepsake]:
        """The cards of some shelves, the newest first, each read when it is asked for."""
        need = _OnShelves(shelves)
        for _, document in reader.documents(self.folder, need, self.damaged) if shelves else ():
            card = decode_record(document)
            if isinstance(card, Keepsake) and card.shelf in shelves and not card.over:
                yield card


class _OnShelves(reader.RecordFilter):
    """Cards that may be on one of these shelves."""

    def __init__(self, shelves: Collection[str]) -> None:
        super().__init__("keepsake")
        self._names = [shelf.encode() for shelf in shelves]

    def may_match_bytes(self, data: bytes) -> bool:
        return b"\\" in data or any(name in data for name in self._names)
