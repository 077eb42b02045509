"""Removing everything that rsense ever put on this disk, and nothing else.

Leaves what is not of rsense where it is, and follows no link but one in the place of a folder that
holds a person's words: what is kept there is read and written there, too. There is no trash after
it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

import msgspec

from rsense.store.files.durable import TEMPORARY
from rsense.store.files.operations import os_files, sync
from rsense.store.files.tree import THEIRS, FileEntry, walk
from rsense.store.packs.installed import MANIFEST, SIGNATURE
from rsense.store.paths import FOLDERS, HIDDEN, MACHINE_FILES, SETTINGS

WORDS = frozenset({"records", "progress", "trash"})
"""Folders of words; scripts that lie elsewhere are somebody's own work."""


class WipePlan(msgspec.Struct):
    """Files of rsense under its folders, and other things found there."""

    files: list[str] = msgspec.field(default_factory=list)
    folders: list[str] = msgspec.field(default_factory=list)
    """Deepest last; those that are empty in the end go too."""
    elsewhere: list[str] = msgspec.field(default_factory=list)
    """Folders of ours that are links."""
    counts: Counter[str] = msgspec.field(default_factory=Counter)
    stays: list[str] = msgspec.field(default_factory=list)
    """Not of rsense, or leading elsewhere."""
    unknown: list[str] = msgspec.field(default_factory=list)
    """Could not be looked at or into: may hold anything."""


def belongings(data: str, settings: str) -> WipePlan:
    """Everything under the data folder and the folder of the settings file. Changes nothing."""
    found = WipePlan()
    for folder in dict.fromkeys((data, os.path.dirname(settings))):
        if os.path.isdir(folder):
            found.folders.append(folder)
            for seen in walk(folder, _goes_in, found.unknown.append, WORDS):
                _sort(seen, found)
    inside = (f"{folder}/{name}" for folder in found.folders for name in sorted(THEIRS))
    found.stays[:0] = filter(os.path.lexists, inside)  # first: they may hold all of it
    return found


def _goes_in(seen: FileEntry) -> bool:
    return seen.parts[0] in FOLDERS


def _sort(seen: FileEntry, found: WipePlan) -> None:
    if seen.is_folder and _goes_in(seen):
        found.folders.append(seen.path)
        if os.path.islink(seen.path):
            found.elsewhere.append(seen.path)
    elif not seen.is_folder and _is_ours(seen):
        found.files.append(seen.path)
        hidden = any(part.startswith(".") for part in seen.parts)
        counts = seen.parts[0] != "packs" or seen.parts[2:] == (MANIFEST,)
        if len(seen.parts) > 1 and seen.name.endswith(".toml") and counts and not hidden:
            found.counts[seen.parts[0]] += 1
        else:
            found.counts["others"] += 1
    else:
        found.stays.append(seen.path)


def _is_ours(seen: FileEntry) -> bool:
    if len(seen.parts) == 1:
        return seen.is_file and seen.name.startswith((TEMPORARY, *MACHINE_FILES, SETTINGS, HIDDEN))
    if seen.parts[0] == "progress" and (
        seen.name.endswith(".lock") or seen.parts[1].startswith(".edit-")
    ):
        return True
    if seen.parts[0] == "packs" and seen.name == SIGNATURE:
        return True
    # A link, a pipe or the like goes as what it is: what a link leads to is not touched.
    return seen.name.endswith(".toml") or seen.name.startswith(TEMPORARY)


def wipe(what: WipePlan) -> Iterator[str]:
    """Remove it for good; what could not be removed."""
    for path in what.files:
        try:
            os.unlink(path)
        except FileNotFoundError:
            continue
        except OSError:
            yield path
    for folder in reversed(what.folders):
        _settle(folder)


def _settle(folder: str) -> None:
    """Make what is gone from a folder stay gone, and remove an empty one."""
    try:
        sync(folder, os_files)
        os.rmdir(os.path.realpath(folder))
        if os.path.islink(folder):
            os.unlink(folder)
        sync(os.path.dirname(folder), os_files)
    except OSError:
        return
