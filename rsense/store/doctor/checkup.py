"""A look through everything that is kept: what is not as it should be, and what to do about it.

Reads every file, and changes none: `mending.py` does what a person then asks for.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rsense.store.doctor import findings
from rsense.store.doctor.findings import Finding
from rsense.store.doctor.other_files import (
    own_words_findings,
    script_findings,
    settings_findings,
    shipped_findings,
)
from rsense.store.doctor.record_files import RecordFileIndex, record_document_at
from rsense.store.files.durable import TEMPORARY
from rsense.store.files.safe_read import UNLISTED, Unreadable, is_conflict_copy
from rsense.store.files.tree import FileEntry, walk
from rsense.store.library import Library
from rsense.store.records.plan_index import LIST as PLANS
from rsense.store.records.trash import UNSAVED, parse_trash_name
from rsense.store.records.undo_log import FILE as LAST
from rsense.store.sessions import UnfinishedSession, sitting_at

BEING_WRITTEN = 60.0
"""Seconds for which a temporary may belong to somebody who is still writing."""
FOLDERS = frozenset({"records", "progress", "trash", "exercises", "vocabulary"})
"""Each of them may be a link to where somebody keeps it."""
SETTINGS = "config.toml"
WITHOUT_LIBRARY = frozenset({"breath"})
"""What a sitting is of whose script is made when it is begun."""


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
    """How many files of each folder were looked at."""
    _kept: RecordFileIndex = field(init=False)

    def findings(self) -> list[Finding]:
        """Everything that is not as it should be, by path."""
        self.counts.clear()
        self._kept = RecordFileIndex(self.data)
        found = [*self._all()]
        return sorted(found, key=lambda one: (one.path, one.kind))

    def _all(self) -> Iterator[Finding]:
        refused: list[str] = []
        seen = [*self._top(), *walk(self.data, self._is_ours, refused.append, FOLDERS)]
        yield from map(self._refused, refused)
        yield from map(_open, filter(lambda one: one.is_open, seen))
        later: list[FileEntry] = []
        for one in seen:
            if (one.parts and one.parts[0] in ("progress", "trash")) or self._is_temporary(one):
                later.append(one)  # whether it is over is known when the records are
            elif one.parts:
                yield from self._of(one)
        yield from self._kept.conflicts()
        for one in later:
            yield from self._of(one)
        yield from self._settings()
        yield from shipped_findings(self.library)

    def _top(self) -> Iterator[FileEntry]:
        """The data folder itself, where it is one."""
        try:
            found = os.stat(self.data)
        except OSError:
            return
        if stat.S_ISDIR(found.st_mode):
            yield FileEntry(self.data, (), found.st_mode, 0, found.st_mtime)

    def _refused(self, path: str) -> Finding:
        try:
            folder = stat.S_ISDIR(os.stat(path).st_mode)
        except OSError:
            return findings.damaged(path, "the disk refused to read it. Try again")
        why = UNLISTED
        if not folder:
            why = "a file stands where a folder should be. Move it elsewhere"
        return findings.damaged(path, why)

    def _is_ours(self, folder: FileEntry) -> bool:
        """Whether a folder is one that rsense looks into."""
        match folder.parts:
            case ("records",) | ("progress",) | ("trash",) | ("exercises",) | ("vocabulary",):
                return True
            case ("records", year):
                return year.isdecimal()
            case ("records", year, month):
                return year.isdecimal() and month.isdecimal()
        return False

    def _of(self, one: FileEntry) -> Iterator[Finding]:
        """What is to be said of one thing in the data folder."""
        if one.is_folder:
            if not self._is_ours(one):
                yield from self._folder(one)
        elif self._is_temporary(one):
            if self.now - one.changed > BEING_WRITTEN:
                yield self._kept.leftover(one)
        else:
            look: dict[str, Callable[[FileEntry], Iterator[Finding]]] = {
                "records": self._record,
                "progress": self._sitting,
                "trash": self._thrown,
                "exercises": self._script,
                "vocabulary": self._words,
            }
            inside = one.parts[0] if len(one.parts) > 1 else ""
            yield from look.get(inside, self._beside)(one)

    def _is_temporary(self, one: FileEntry) -> bool:
        return one.is_file and one.name.startswith(TEMPORARY)

    def _folder(self, one: FileEntry) -> Iterator[Finding]:
        if one.parts[0] == "progress" and one.name.startswith(".edit-"):
            yield findings.left_edit(one.path, one.name.removeprefix(".edit-"))
        elif one.name.endswith(".toml"):
            yield findings.damaged(one.path, "it is not an ordinary file. Move it elsewhere")
        else:
            yield findings.foreign(one.path)

    def _beside(self, one: FileEntry) -> Iterator[Finding]:
        """What lies in the data folder itself."""
        if one.name in FOLDERS:
            why = "a file or a link stands where a folder should be. Move it elsewhere"
            yield findings.damaged(one.path, why)
        elif one.path != self.settings and not (one.is_file and one.name.startswith((LAST, PLANS))):
            yield findings.foreign(one.path)

    def _record(self, one: FileEntry) -> Iterator[Finding]:
        if not _is_toml(one):
            yield findings.foreign(one.path)
            return
        self.counts["records"] += 1
        document, finding = record_document_at(one.path)
        if document is not None:
            finding = self._kept.take(one.path, document)
        if finding:
            yield finding

    def _sitting(self, one: FileEntry) -> Iterator[Finding]:
        if not _is_toml(one):
            if not (one.is_file and one.name.endswith(".lock")):
                yield findings.foreign(one.path)
            return
        self.counts["progress"] += 1
        try:
            sitting = sitting_at(one.path)
        except Unreadable as error:
            yield _unreadable(error)
            return
        if self._kept.has(sitting.id):
            yield findings.finished(one.path, same=self._kept.has_all_of(sitting))
        elif is_conflict_copy(one.name):
            yield self._copy_of_sitting(one, sitting)
        elif one.name != f"{sitting.id}.toml":
            yield findings.misnamed(one.path)
        elif sitting.exercise not in self.library.paths.keys() | WITHOUT_LIBRARY:
            yield findings.orphaned(one.path, sitting.exercise)

    def _copy_of_sitting(self, one: FileEntry, copied: UnfinishedSession) -> Finding:
        """Two devices went on with the same exercise."""
        there = os.path.join(os.path.dirname(one.path), f"{copied.id}.toml")
        try:
            if sitting_at(there) == copied:
                return findings.doubled(one.path, there)
        except Unreadable:
            return findings.misplaced(one.path, there)
        return findings.conflict((there, one.path))

    def _thrown(self, one: FileEntry) -> Iterator[Finding]:
        thrown = parse_trash_name(one.path) if _is_toml(one) else None
        if thrown is None:
            yield findings.foreign(one.path)
            return
        self.counts["trash"] += 1
        if thrown.name.startswith(UNSAVED):
            return  # known to be half of something
        finding = record_document_at(one.path)[1]
        if finding is None:
            return
        try:
            sitting_at(one.path)
        except Unreadable as error:
            yield _unreadable(error) if thrown.how == "left" else finding

    def _script(self, one: FileEntry) -> Iterator[Finding]:
        if not one.name.endswith(".toml"):
            yield findings.foreign(one.path)
            return
        self.counts["exercises"] += 1
        yield from script_findings(one, self.library)

    def _words(self, one: FileEntry) -> Iterator[Finding]:
        if not one.name.endswith(".toml"):
            yield findings.foreign(one.path)
            return
        self.counts["vocabulary"] += 1
        yield from own_words_findings(one, self.library)

    def _settings(self) -> Iterator[Finding]:
        if os.path.lexists(self.settings):
            self.counts["settings"] += 1
            if os.path.dirname(self.settings) != self.data:
                yield from self._beside_settings()
            yield from settings_findings(self.settings)

    def _beside_settings(self) -> Iterator[Finding]:
        """Modes in the folder of the settings, where it is one of its own."""
        folder = os.path.dirname(self.settings)
        for path in (folder, self.settings):
            found = os.lstat(path)
            seen = FileEntry(path, (path,), found.st_mode, found.st_size, found.st_mtime)
            if seen.is_open:
                yield _open(seen)


def _open(one: FileEntry) -> Finding:
    return findings.open_to_others(one.path, stat.S_IMODE(one.mode), folder=one.is_folder)


def _is_toml(one: FileEntry) -> bool:
    return one.name.endswith(".toml") and not one.name.startswith(".")


def _unreadable(error: Unreadable) -> Finding:
    return findings.of_unreadable(error.path, error.why)
