"""Putting a pack into the data folder, and taking it away: all of it or nothing.

Every file is written and synced in a folder of a temporary name, which is then renamed. A newer
version waits until the older has stepped aside under a name that still counts as the pack, so one
of the two is there whenever the power fails.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from rsense.store.files import durable
from rsense.store.files.durable import BEING_WRITTEN, TEMPORARY
from rsense.store.files.operations import identity, os_files, rename_back, sync, write_new
from rsense.store.packs.installed import OLDER

if TYPE_CHECKING:
    from rsense.store.files.operations import Files


def install(folder: str, id: str, contents: Mapping[str, bytes], files: Files = os_files) -> None:
    """Put a pack there, in place of an older version, seen on the disk on return.

    Raises NotSaved; then what was there before is there.
    """
    durable.make_folder(folder, files=files)
    clear_leftovers(folder)
    durable.retry_once(lambda: _install(folder, id, contents, files), "saved")
    where = os.path.join(folder, id)
    durable.confirm({os.path.join(where, name): data for name, data in contents.items()})


def remove(folder: str, id: str, files: Files = os_files) -> None:
    """Take a pack away for good. Raises NotSaved; then it is there as it was."""
    durable.as_not_saved(lambda: _remove(folder, id, files), "removed")
    clear_leftovers(folder)


def clear_leftovers(folder: str) -> None:
    """Take away what a broken-off change left, as far as the disk lets us."""
    with suppress(OSError):
        for name in os.listdir(folder):
            path, newer = os.path.join(folder, name), name.removeprefix(OLDER)
            if newer != name and os.path.isdir(os.path.join(folder, newer)):
                _discard(path)
            elif name.startswith(TEMPORARY):
                with suppress(OSError):
                    if time.time() - os.lstat(path).st_mtime > BEING_WRITTEN:
                        _discard(path)


def _install(folder: str, id: str, contents: Mapping[str, bytes], files: Files) -> None:
    target, older = os.path.join(folder, id), os.path.join(folder, OLDER + id)
    staged = durable.temporary_name(target)
    try:
        _stage(staged, contents, files)
        stepped_aside = identity(target, files) is not None
        if stepped_aside:
            _discard(older, files)
            files.replace(target, older)
        try:
            sync(folder, files)
            files.replace(staged, target)
            sync(folder, files)
        except OSError:
            rename_back(target, staged, files)
            if stepped_aside:
                rename_back(older, target, files)
            raise
    finally:
        _discard(staged, files)
    _discard(older, files)


def _stage(staged: str, contents: Mapping[str, bytes], files: Files) -> None:
    made = {staged}
    files.mkdir(staged, 0o700)
    for name, data in contents.items():
        path = os.path.join(staged, name)
        if (inner := os.path.dirname(path)) not in made:
            files.mkdir(inner, 0o700)
            made.add(inner)
        write_new(path, data, files)
    for one in sorted(made, reverse=True):
        sync(one, files)


def _remove(folder: str, id: str, files: Files) -> None:
    gone = durable.temporary_name(os.path.join(folder, id))
    for name in (OLDER + id, id):  # the one that counts goes last
        path = os.path.join(folder, name)
        if identity(path, files) is not None:
            files.replace(path, gone)
            try:
                sync(folder, files)
            except OSError:
                rename_back(gone, path, files)
                raise
            _discard(gone, files)
            gone = durable.temporary_name(path)


def _discard(path: str, files: Files = os_files) -> None:
    """Delete a folder of ours with what is in it, links as links; what resists stays.

    The folder itself may be a link: its author's, to where the pack is written.
    """
    with suppress(OSError):
        if os.path.islink(path):
            files.unlink(path)
        for folder, _, names in os.walk(path, topdown=False):
            for name in names:
                with suppress(OSError):
                    files.unlink(os.path.join(folder, name))
            os.rmdir(folder)
