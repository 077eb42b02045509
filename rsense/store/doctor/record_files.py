"""The records on disk as files: one by one, several with one id, and temporaries of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

import msgspec

from rsense.store import paths
from rsense.store.doctor import findings
from rsense.store.doctor.findings import Finding
from rsense.store.files.safe_read import (
    HALF_A_TIME,
    NOT_TOML,
    RECORD_LIMIT,
    Unreadable,
    decode,
    is_conflict_copy,
    parse_toml,
    read_bytes,
)
from rsense.store.files.tree import FileEntry
from rsense.store.records import reader, schema
from rsense.store.records.codec import decode_record
from rsense.store.records.edit_validation import range_errors
from rsense.store.records.record_name import id_from_name, is_record_name
from rsense.store.records.repository import RecordStore
from rsense.store.records.schema import Document, same_document
from rsense.store.sessions import UnfinishedSession, holds_all_of, session_in


def document_at(path: str) -> Document:
    """The document in a file, the short way where it is plainly fine. Raises Unreadable."""
    data = read_bytes(path, RECORD_LIMIT)
    plain = reader.parse_fast(data) if data.endswith(schema.ENDS) else None
    return plain or parse_toml(decode(data, path), path)


def record_document_at(path: str) -> tuple[Document | None, Finding | None]:
    """The document of a record, or what is the matter with its file."""
    try:
        document = document_at(path)
    except Unreadable as error:
        if error.why.startswith((NOT_TOML, HALF_A_TIME)):
            data = read_bytes(path, RECORD_LIMIT).rstrip() + b"\n"
            if not data.endswith(schema.ENDS):  # the last line of every whole record
                return None, findings.damaged(path, schema.CUT_SHORT)
        return None, findings.damaged(path, error.why)
    why = schema.invalid_reason(document)
    if why == schema.MISFIT:
        return None, _misfit(path, schema.validation_errors(document))
    return (None, findings.damaged(path, why)) if why else (document, None)


def _misfit(path: str, faults: Iterable[tuple[str, str]]) -> Finding | None:
    """The finding about values that are not as they should be, if there are any."""
    said = "; ".join(what for _, what in faults).removesuffix(".")
    return findings.damaged(path, f"{said}. Put that right in an editor") if said else None


class RecordFileIndex(msgspec.Struct):
    """The records found under one data folder, by id."""

    data: str
    _by_id: dict[str, list[str]] = msgspec.field(default_factory=dict)

    @property
    def records(self) -> RecordStore:
        return RecordStore(paths.records_folder(self.data))

    def has(self, id: str) -> bool:
        """True if there is a record of this id."""
        return id in self._by_id

    def has_all_of(self, session: UnfinishedSession) -> bool:
        """True if a record of its id says all that an unfinished session says."""
        documents = (record_document_at(path)[0] for path in self._by_id.get(session.id, ()))
        return any(holds_all_of(decode_record(d), session) for d in documents if d is not None)

    def look_at(self, one: FileEntry) -> Finding | None:
        """Remember a record; what is the matter with its content, its name or its place."""
        path = one.path
        document, finding = record_document_at(path)
        if document is None:
            return finding
        id = document["id"]
        self._by_id.setdefault(id, []).append(path)
        target = self.records.place(document["at"], document["kind"], id)
        # A name that somebody gave it has no id. One that is no word must never make a name.
        if id_from_name(path if is_record_name(os.path.basename(path)) else target) != id:
            return findings.damaged(path, schema.OTHER_ID)
        if out := _misfit(path, range_errors(document)):  # an import would not take it
            return out
        if path == target or is_conflict_copy(path) or len(self._by_id[id]) > 1:
            return None
        if os.path.lexists(target):
            return None  # told as one of two versions
        return findings.misplaced(path, target)

    def conflicts(self) -> Iterator[Finding]:
        """Of several files with one id: copies that say the same, and versions that differ."""
        for id, found in self._by_id.items():
            if len(found) > 1:
                yield from self._several(id, found)

    def _several(self, id: str, found: list[str]) -> Iterator[Finding]:
        versions: list[tuple[str, Document]] = []
        for path in sorted(found, key=lambda path: (is_conflict_copy(path), path)):
            document, _ = record_document_at(path)
            if document is None:  # changed meanwhile
                continue
            same = (where for where, other in versions if same_document(other, document))
            if first := next(same, None):
                yield findings.doubled(path, first)
            else:
                versions.append((path, document))
        if len(versions) > 1:
            yield findings.conflict(tuple(path for path, _ in versions))

    def leftover(self, one: FileEntry) -> Finding:
        """The finding about a temporary that an ended process left."""
        try:
            document = document_at(one.path)
        except Unreadable:
            return _broken(one)
        if document.get("kind") == "progress":
            return self._of_session(one, document)
        if schema.invalid_reason(document):
            return _broken(one)
        standing = self._by_id.get(document["id"], [])
        if any(same_document(document, record_document_at(path)[0]) for path in standing):
            what = "What rsense was writing here is among your records, word for word."
            return findings.leftover(one.path, what, "clear")
        if standing:
            what = "It holds another version of a record, from a moment when rsense ended."
        else:
            what = "It holds a record that rsense was about to keep when it ended."
        return findings.leftover(one.path, what, "recover")

    def _of_session(self, one: FileEntry, document: Document) -> Finding:
        try:
            session = session_in(document, one.path)
        except Unreadable:
            return _broken(one)
        there = os.path.join(paths.progress_folder(self.data), f"{session.id}.toml")
        if self.has(session.id) or os.path.lexists(there):
            what = "It holds an earlier or later state of an exercise that is kept."
            return findings.leftover(one.path, what, "clear")
        what = "It holds an exercise that was left half way when rsense ended."
        return findings.leftover(one.path, what, "recover")


def _broken(one: FileEntry) -> Finding:
    if not one.size:
        what = "rsense ended before it wrote anything here: it is empty."
    else:
        what = "rsense ended while it wrote this: it may hold words that were not saved."
    return findings.leftover(one.path, what, "clear")
