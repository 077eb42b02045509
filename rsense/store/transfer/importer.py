"""Records that come in: each lands once, and none takes the place of another."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from rsense.store.files import durable
from rsense.store.files.durable import NotSaved
from rsense.store.files.safe_read import Unreadable, read_toml
from rsense.store.records.codec import encode
from rsense.store.records.record_name import id_from_name
from rsense.store.records.repository import RecordStore
from rsense.store.records.schema import Document, same_document, without_end
from rsense.store.records.trash import Trash

ImportOutcome = Literal["new", "here", "differs", "thrown"]
"""New; here already; here already and not the same; thrown away, and still in the trash."""


class NotStorable(Exception):
    """A document that cannot be kept as a file. The message is for the person."""


@dataclass
class Importer:
    """Writes records that come in. Looks at names once, at the start.

    Raises Unreadable where some cannot be listed: what lies there could come in twice.
    """

    records: RecordStore
    trash: Trash
    dry_run: bool = False
    """Say what would be, and write nothing."""
    made: list[str] = field(default_factory=list)
    """The files that were written."""
    _here: dict[str, str | bytes] = field(init=False)
    """Id to the file of a record, or in a rehearsal to a digest of what would be in it."""
    _thrown: set[str] = field(init=False)

    def __post_init__(self) -> None:
        def refused(error: Unreadable) -> None:
            raise error

        names = self.records._replace(damaged=refused).names()
        self._here = {id_from_name(name): os.path.join(where, name) for where, name in names}
        self._thrown = {thrown.id for thrown in self.trash.all() if thrown.how == "deleted"}

    def import_document(self, document: Document) -> ImportOutcome:
        """Keep a document, durable on return, if it is new. Raises NotStorable and NotSaved."""
        id = document["id"]
        if id not in self._here and id in self._thrown:
            return "thrown"
        try:
            data = encode(document)
        except (NotSaved, RecursionError, TypeError, ValueError) as error:
            raise NotStorable("it holds something that no record can hold") from error
        if id in self._here:
            return "here" if self._says(self._here[id], document, data) else "differs"
        if self.dry_run:
            self._here[id] = sha256(data).digest()
            return "new"
        path = self.records.place(document["at"], document["kind"], id)
        durable.make_folder(os.path.dirname(path), files=self.records.files)
        durable.create(path, data, files=self.records.files)
        self._here[id] = path
        self.made.append(path)
        return "new"

    def _says(self, standing: str | bytes, document: Document, data: bytes) -> bool:
        """True if what stands says the same."""
        if isinstance(standing, bytes):
            return standing == sha256(data).digest()
        try:
            found = read_toml(standing)
        except Unreadable:
            return False
        return same_document(without_end(found), document)
