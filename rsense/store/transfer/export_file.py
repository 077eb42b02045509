"""A file that is written as it grows, and has its name only when it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress

from rsense.store.files import durable
from rsense.store.files.durable import NameTaken
from rsense.store.files.operations import FILE_MODE, NEW


def write_out(path: str, pieces: Iterable[str]) -> None:
    """Write a new file (0600), on the disk on return. Raises NotSaved; then there is none.

    NameTaken if there is something of that name already.
    """
    if os.path.lexists(path):
        raise NameTaken(f"Not written: {path} is there already. Choose another name.")
    durable.as_not_saved(lambda: _write(path, pieces), f"written to {path}")


def _write(path: str, pieces: Iterable[str]) -> None:
    temporary = durable.temporary_name(path)
    try:
        descriptor = os.open(temporary, NEW, FILE_MODE)
        with open(descriptor, "w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(descriptor)
        durable.move(temporary, path)
    except BaseException:  # Ctrl+C too must leave nobody's words in a hidden file
        with suppress(OSError):
            os.unlink(temporary)
        raise
