"""Where a pack lies: a folder, a file, or one of those that come with rsense."""

from __future__ import annotations

import os
from collections.abc import Mapping

from rsense.services.errors import INVALID_SCRIPT, USAGE, UserError
from rsense.store.files.safe_read import Unreadable
from rsense.store.library import shipped_folder
from rsense.store.packs.installed import MANIFEST
from rsense.store.packs.read import Pack, read_pack

SHIPPED_PACKS = "packs"
"""The folder of packs that come with rsense, beside the exercises."""


def is_pack(wanted: str) -> bool:
    """Whether this names a pack, and no script."""
    folder = os.path.isfile(os.path.join(wanted, MANIFEST))
    return folder or (wanted.endswith(".zip") and os.path.isfile(wanted))


def opened(wanted: str) -> tuple[Pack, str]:
    """The pack in a folder or file, or of a shipped name, and where it lies. Raises UserError."""
    path = wanted
    if not os.path.lexists(wanted):
        path = shipped_packs().get(wanted, "")
    if not path:
        known = ", ".join(shipped_packs())
        why = f"There is no folder or file “{wanted}”. With rsense come the packs {known}."
        raise UserError(why, USAGE)
    if path.endswith(".toml"):
        how = "“rsense where” names the folder of your own scripts, where it is found by its name"
        raise UserError(f"“{wanted}” is one file, and a pack is a folder or a zip. {how}.", USAGE)
    try:
        return read_pack(path), path
    except Unreadable as error:
        raise UserError(f"Not a pack to use. {error}", INVALID_SCRIPT) from error


def shipped_packs() -> Mapping[str, str]:
    """The packs that come with rsense, by name, and their folders."""
    folder = os.path.join(shipped_folder(), SHIPPED_PACKS)
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return {}
    there = {name: os.path.join(folder, name) for name in names}
    return {n: path for n, path in there.items() if os.path.isfile(os.path.join(path, MANIFEST))}
