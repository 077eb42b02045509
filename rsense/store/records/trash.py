"""The trash: what was deleted, and the older version of what was edited, until it is emptied.

Owns the names in it: when, how, and the name the file had. Nothing leaves it by itself.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from rsense.store.files import durable, verified_move
from rsense.store.files.operations import os_files
from rsense.store.files.safe_read import scan
from rsense.store.records.record_name import id_from_name, is_session_name

if TYPE_CHECKING:
    from rsense.store.files.operations import Files

How = Literal["deleted", "edited", "left"]
"""The way something came here: deleted, as the version before an edit, or as a session left."""

_NAME = re.compile(
    r"(?P<when>\d{8}T\d{6}Z)-(?P<how>deleted|edited)(?:\.(?P<nth>\d{1,3}))?-(?P<name>.+\.toml)",
    re.ASCII,
)
UNSAVED = "unsaved"
"""Prefix of a half-written file that a killed process left."""
_STAMP = "%Y%m%dT%H%M%SZ"
_MOST_IN_A_SECOND = 999


class TrashEntry(msgspec.Struct, frozen=True):
    """One file in the trash."""

    path: str
    how: How
    when: datetime | None
    """When it came here, in UTC; None where its name does not say."""
    name: str
    """Its name before."""
    nth: int = 1
    """Which of one second it is."""

    @property
    def id(self) -> str:
        return id_from_name(self.name)


class Trash(msgspec.Struct, frozen=True):
    """The files under one folder."""

    folder: str
    files: Files = os_files

    def move_in(self, path: str, now: datetime, name: str = "") -> TrashEntry:
        """Move a file here, under its own name or another. Raises NotSaved; then it is
        where it was.
        """
        return self._named(
            "deleted",
            name or os.path.basename(path),
            now,
            lambda target: verified_move.move(path, target, files=self.files),
        )

    def store_version(self, path: str, data: bytes, now: datetime) -> TrashEntry:
        """Write the version of a file that an edit will replace. Raises NotSaved."""
        return self._named(
            "edited",
            os.path.basename(path),
            now,
            lambda target: durable.create(target, data, files=self.files),
        )

    def remove(self, thrown: TrashEntry) -> None:
        """Delete for good. Raises NotSaved."""
        durable.remove(thrown.path, files=self.files)
        durable.confirm({thrown.path: None})

    def all(self) -> list[TrashEntry]:
        """Everything here, the last to come first. Raises Unreadable where it cannot be listed."""
        found = (parse_trash_name(entry.path) for entry in scan(self.folder))
        return sorted(filter(None, found), key=_order, reverse=True)

    def with_id(self, prefix: str) -> list[TrashEntry]:
        """Everything with an id that begins so, the last to come first.

        An id in full means those of that id alone.
        """
        wanted = prefix.lower()
        found = [thrown for thrown in self.all() if thrown.id.startswith(wanted)]
        return [thrown for thrown in found if thrown.id == wanted] or found

    def _named(self, how: How, name: str, now: datetime, act: Callable[[str], None]) -> TrashEntry:
        durable.make_folder(self.folder, files=self.files)
        when = now.astimezone(UTC).replace(microsecond=0)
        for nth in range(1, _MOST_IN_A_SECOND):
            mark = "" if nth == 1 else f".{nth}"
            path = os.path.join(self.folder, f"{when:{_STAMP}}-{how}{mark}-{name}")
            try:
                act(path)
            except durable.NameTaken:  # another of the same second
                continue
            return TrashEntry(path, how, when, name, nth)
        raise durable.NameTaken("Not moved: the trash has that name too often.")


def parse_trash_name(path: str) -> TrashEntry | None:
    """A file in the trash, by its name; None where it is none of ours."""
    name = os.path.basename(path)
    if found := _NAME.fullmatch(name):
        try:
            when = datetime.strptime(found["when"], _STAMP).replace(tzinfo=UTC)
        except ValueError:
            return None
        # A clock may have been wrong; at the calendar's ends there may be no local time.
        if when.year in (MINYEAR, MAXYEAR):
            return None
        how: How = "deleted" if found["how"] == "deleted" else "edited"
        return TrashEntry(path, how, when, found["name"], int(found["nth"] or 1))
    if is_session_name(name):
        return TrashEntry(path, "left", None, name)
    return None


def _order(thrown: TrashEntry) -> tuple[datetime, int, str]:
    return (thrown.when or datetime.min.replace(tzinfo=UTC), thrown.nth, thrown.name)
