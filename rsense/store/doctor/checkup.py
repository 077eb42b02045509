"""A look through the data folder: what is not as it should be, and what to do about it.

Reads every file, and changes none: `repairs.py` does what a person then asks for. Whether scripts
and own words work is `check`'s to say; here they only have to be readable.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rsense.core.expressions.identifiers import is_script_name
from rsense.store import config, hidden_findings, paths
from rsense.store.doctor import findings
from rsense.store.doctor.findings import Finding
from rsense.store.doctor.record_files import RecordFileIndex, record_document_at
from rsense.store.files.durable import BEING_WRITTEN, TEMPORARY
from rsense.store.files.safe_read import (
    SCRIPT_LIMIT,
    UNLISTED,
    Unreadable,
    is_conflict_copy,
    read_toml,
)
from rsense.store.files.tree import FileEntry, walk
from rsense.store.library import PROGRAMMES, Library
from rsense.store.packs.installed import MANIFEST, OLDER, VOCABULARY
from rsense.store.packs.read import read_pack
from rsense.store.packs.signature import NotChecked
from rsense.store.records import schema
from rsense.store.records.edit_drafts import EDIT
from rsense.store.records.trash import UNSAVED, parse_trash_name
from rsense.store.session_lock import SUFFIX as LOCK
from rsense.store.sessions import UnfinishedSession, session_at

ADD_AGAIN = "Add the pack again with “rsense pack add”, or remove it"
WITHOUT_LIBRARY = frozenset({"breath"})
"""Exercises whose script is made when they begin."""


@dataclass
class HealthCheck:
    """One look through one person's files."""

    data: str
    settings: str
    """The file of the settings; it may lie in the data folder."""
    library: Library
    now: float
    """The present, in seconds."""
    counts: Counter[str] = field(default_factory=Counter)
    """Number of files looked at, by folder."""
    _index: RecordFileIndex = field(init=False)

    def findings(self) -> list[Finding]:
        """Everything that is not as it should be, by path."""
        self.counts.clear()
        self._index = RecordFileIndex(self.data)
        return sorted(self._all(), key=lambda one: (one.path, one.kind))

    def _all(self) -> Iterator[Finding]:
        refused: list[str] = []
        seen = [*self._top(), *walk(self.data, _is_own, refused.append, frozenset(paths.FOLDERS))]
        yield from map(_refused, refused)
        # What the person put there themselves, below a folder that lets nobody in, is no news.
        closed = any(not one.parts and not one.is_open for one in seen)
        mine = [one for one in seen if closed and one.parts[:1] == ("exercises",)]
        yield from (findings.open_to_others(one) for one in seen if one.is_open and one not in mine)
        later: list[FileEntry] = []
        for one in seen:
            if one.parts[:1] in (("progress",), ("trash",)) or _is_temporary(one):
                later.append(one)  # what they are is known when all records are
            elif one.parts:
                yield from self._of(one)
        yield from self._index.conflicts()
        for one in later:
            yield from self._of(one)
        yield from self._settings()

    def _top(self) -> Iterator[FileEntry]:
        """The data folder itself, where it is one."""
        try:
            found = os.stat(self.data)
        except OSError:
            return
        if stat.S_ISDIR(found.st_mode):
            yield FileEntry(self.data, (), found.st_mode, 0, found.st_mtime)

    def _of(self, one: FileEntry) -> Iterator[Finding]:
        """Findings about one file or folder in the data folder."""
        folder = one.parts[0] if len(one.parts) > 1 else ""
        if one.is_folder:
            if not _is_own(one):
                yield _folder(one)
        elif _is_temporary(one):
            if self.now - one.changed > BEING_WRITTEN:
                yield self._index.leftover(one)
        elif folder not in paths.FOLDERS:
            yield from self._beside(one)
        elif folder == "packs":
            yield from self._in_pack(one)
        elif _is_foreign(one):
            if not (folder == "progress" and one.is_file and one.name.endswith(LOCK)):
                yield findings.foreign(one.path)
        else:
            self.counts[folder] += 1
            look: dict[str, Callable[[FileEntry], Finding | None]] = {
                "records": self._index.look_at,
                "progress": self._session,
                "trash": _in_trash,
            }
            if found := look.get(folder, _script)(one):
                yield found

    def _in_pack(self, one: FileEntry) -> Iterator[Finding]:
        """Findings about a file in the folder of packs, which holds what was added alone."""
        where = os.path.join(self.data, *one.parts[:2])
        name = "/".join(one.parts[2:])
        if name != MANIFEST:
            if one.is_file and not name:
                yield findings.foreign(one.path)
            elif not os.path.lexists(os.path.join(where, MANIFEST)):
                yield findings.damaged(one.path, f"there is no {MANIFEST} with it. {ADD_AGAIN}")
            return
        self.counts["packs"] += 1
        try:
            read_pack(where)
        except NotChecked:
            return  # it was checked when it was added
        except Unreadable as error:
            yield findings.damaged(where, f"{error.why.partition('. ')[0]}. {ADD_AGAIN}")

    def _beside(self, one: FileEntry) -> Iterator[Finding]:
        """Findings about something directly in the data folder."""
        if one.name in paths.FOLDERS:
            why = "a file or a link stands where a folder should be. Move it elsewhere"
            yield findings.damaged(one.path, why)
        elif one.name == paths.HIDDEN and one.is_file:
            self.counts["settings"] += 1
            if why := hidden_findings.read_error(self.data):
                yield findings.damaged(one.path, why)
        elif one.path != self.settings and not (
            one.is_file and one.name.startswith(paths.MACHINE_FILES)
        ):
            yield findings.foreign(one.path)

    def _session(self, one: FileEntry) -> Finding | None:
        try:
            session = session_at(one.path)
        except Unreadable as error:
            return findings.damaged(error.path, error.why)
        if self._index.has(session.id):
            return findings.finished(one.path, same=self._index.has_all_of(session))
        if is_conflict_copy(one.name):
            return _session_copy(one, session)
        if one.name != f"{session.id}.toml":
            return findings.damaged(one.path, schema.OTHER_ID)
        if session.exercise not in self.library.paths.keys() | WITHOUT_LIBRARY:
            return findings.orphaned(one.path, session.exercise)
        return None

    def _settings(self) -> Iterator[Finding]:
        if not os.path.lexists(self.settings):
            return
        self.counts["settings"] += 1
        folder = os.path.dirname(self.settings)
        for path in (folder, self.settings) if folder != self.data else ():
            found = os.lstat(path)
            seen = FileEntry(path, (path,), found.st_mode, found.st_size, found.st_mtime)
            if seen.is_open:
                yield findings.open_to_others(seen)
        if why := config.read_error(self.settings):
            yield findings.damaged(self.settings, why)


def _is_own(folder: FileEntry) -> bool:
    """True if a folder is one that rsense looks into."""
    match folder.parts:
        case ("records", *numbers):
            return len(numbers) < 3 and all(map(str.isdecimal, numbers))
        case (name,):
            return name in paths.FOLDERS
        case ("exercises", name):
            return name == PROGRAMMES
        case ("packs", name, *inner):
            return is_script_name(name) and inner in ([], [VOCABULARY])
    return False


def _is_temporary(one: FileEntry) -> bool:
    return one.is_file and one.name.startswith(TEMPORARY)


def _is_foreign(one: FileEntry) -> bool:
    """True if a file in a folder of ours is not called like those that rsense puts there."""
    if not one.name.endswith(".toml") or one.name.startswith("."):
        return True
    return one.parts[0] == "trash" and parse_trash_name(one.path) is None


def _refused(path: str) -> Finding:
    """A folder that cannot be listed, or a file that the disk says nothing about."""
    try:
        folder = stat.S_ISDIR(os.stat(path).st_mode)
    except OSError:
        return findings.damaged(path, "the disk refused to read it. Try again")
    why = "a file stands where a folder should be. Move it elsewhere"
    return findings.damaged(path, UNLISTED if folder else why)


def _folder(one: FileEntry) -> Finding:
    """A folder that is none of ours, or a copy for an editor."""
    if one.parts[0] == "progress" and one.name.startswith(EDIT):
        return findings.left_edit(one.path, one.name.removeprefix(EDIT))
    if one.parts[0] == "packs" and one.name.startswith((TEMPORARY, OLDER)):
        return findings.left_pack(one.path)
    if one.name.endswith(".toml"):
        return findings.damaged(one.path, "it is not an ordinary file. Move it elsewhere")
    return findings.foreign(one.path)


def _session_copy(one: FileEntry, copied: UnfinishedSession) -> Finding:
    """Two devices went on with the same session."""
    there = os.path.join(os.path.dirname(one.path), f"{copied.id}.toml")
    try:
        if session_at(there) == copied:
            return findings.doubled(one.path, there)
    except Unreadable:
        if not os.path.lexists(there):
            return findings.misplaced(one.path, there)
    return findings.conflict((there, one.path))


def _in_trash(one: FileEntry) -> Finding | None:
    thrown = parse_trash_name(one.path)
    if thrown is None or thrown.name.startswith(UNSAVED):  # known to be half of something
        return None
    if finding := record_document_at(one.path)[1]:
        try:
            session_at(one.path)
        except Unreadable as error:
            return findings.damaged(error.path, error.why) if thrown.how == "left" else finding
    return None


def _script(one: FileEntry) -> Finding | None:
    """A script or a list of own words that cannot be read."""
    try:
        read_toml(one.path, SCRIPT_LIMIT, follow=True)
    except Unreadable as error:
        return findings.damaged(error.path, error.why)
    return None
