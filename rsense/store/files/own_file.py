"""A file that one process writes again and again, such as an unfinished session.

What another process made of it, or put in its place, is never written over and never removed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rsense.store.files import durable
from rsense.store.files.operations import os_files, read_existing

if TYPE_CHECKING:
    from rsense.store.files.operations import Files


class OwnFile:
    """One file. `known` is what was read of it before, where it is gone on with."""

    def __init__(self, path: str, files: Files = os_files, known: bytes | None = None) -> None:
        self.path = path
        self._files = files
        self._tried = [] if known is None else [known]
        """Content that may be there: the last that was written, and all since that failed."""
        self._written = known

    @property
    def begun(self) -> bool:
        """True if anything of ours may be there."""
        return bool(self._tried)

    @property
    def expected(self) -> dict[str, bytes | None]:
        """Content that must lie on the disk now, for `confirm`."""
        return {self.path: self._written} if self._written is not None else {}

    def write(self, data: bytes) -> None:
        """Write it, seen on the disk on return. Its folder must exist.

        Raises ChangedOnDisk and NameTaken where another's version stands there, or ours was taken
        away; and NotSaved.
        """
        there = self._ours()
        if there is None and self._written is not None:
            raise durable.ChangedOnDisk("Not saved: it was taken away meanwhile.")
        self._tried.append(data)
        if there is None:
            durable.create(self.path, data, files=self._files)
        else:
            durable.replace(self.path, data, expected=there, files=self._files)
        self._tried, self._written = [data], data
        durable.confirm(self.expected)

    def adopt(self, data: bytes) -> None:
        """Take what lies there for ours."""
        self._tried, self._written = [data], data

    def remove(self) -> None:
        """Take it away, if it is there. Raises ChangedOnDisk where another's version is,
        and NotSaved."""
        there = self._ours()
        self._written = None
        if there is not None:
            durable.remove(self.path, files=self._files)
            self._tried = []
            durable.confirm({self.path: None})

    def _ours(self) -> bytes | None:
        """The content there, None if there is none. Raises ChangedOnDisk where it is not ours."""
        try:
            there = read_existing(self.path)
        except OSError as error:
            why = "Not saved: the disk does not let it be read again."
            raise durable.NotSaved(why) from error
        if there is None and os.path.lexists(self.path):
            raise durable.ChangedOnDisk("Not saved: something else stands in its place.")
        if there is not None and there not in self._tried:
            raise durable.ChangedOnDisk("Not saved: it was changed elsewhere meanwhile.")
        return there
