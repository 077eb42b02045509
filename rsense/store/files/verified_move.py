"""A move that is seen to have arrived, whole, before anybody says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rsense.store.files import durable
from rsense.store.files.operations import os_files, read_existing

if TYPE_CHECKING:
    from rsense.store.files.operations import Files


def move(source: str, target: str, *, files: Files = os_files) -> None:
    """`durable.move`, and a look whether all of it came there. Raises `NotSaved`."""
    data = bytes_at(source)
    durable.move(source, target, files=files)
    durable.confirm({source: None} if data is None else {source: None, target: data})


def bytes_at(path: str) -> bytes | None:
    """The bytes of a file; None where there is none, or the disk does not let it be read."""
    try:
        return read_existing(path)
    except OSError:
        return None
