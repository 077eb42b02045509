"""The packs that were added: what lies where, and what each says of itself.

A pack is put there by renaming a folder, so it is there whole or not at all. Cheap to import: every
look at the library lists them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from rsense.core.expressions.identifiers import is_script_name
from rsense.store.files.safe_read import UNLISTED, Unreadable, read_toml

MANIFEST = "pack.toml"
SIGNATURE = "pack.toml.sig"
HELPLINES = "helplines.toml"
VOCABULARY = "vocabulary"
OLDER = ".old-"
"""Prefix of a pack while a newer version takes its place; where that was broken off, it counts."""
LARGEST_MANIFEST = 64 * 1024


def pack_folders(folder: str) -> Mapping[str, str]:
    """Id to folder of every pack in there. Raises Unreadable."""
    found: dict[str, str] = {}
    try:
        with os.scandir(folder) as entries:
            for name in sorted((one.name for one in entries if one.is_dir()), reverse=True):
                id = name.removeprefix(OLDER)
                if is_script_name(id):  # "." sorts first, so an older one comes last
                    found.setdefault(id, os.path.join(folder, name))
    except FileNotFoundError:
        return found
    except OSError as error:
        raise Unreadable(folder, UNLISTED) from error
    return dict(sorted(found.items()))


def read_manifest(folder: str) -> dict[str, object]:
    """What a pack says of itself. Raises Unreadable."""
    return read_toml(os.path.join(folder, MANIFEST), LARGEST_MANIFEST)


def pack_at(folder: str) -> str:
    """The id of the pack in a folder, wherever that is; empty if it is no pack's."""
    id = _said_in(folder, "id")
    return id if is_script_name(id) else ""


def title_of(id: str, folder: str) -> str:
    """The title of a pack; its id where that cannot be read."""
    title = _said_in(folder, "title")
    return title if title.strip() else id


def _said_in(folder: str, key: str) -> str:
    """A text of a pack's manifest; empty where there is none, or it cannot be read."""
    try:
        found = read_manifest(folder).get(key)
    except Unreadable:
        return ""
    return found if isinstance(found, str) else ""
