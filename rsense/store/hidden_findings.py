"""The findings that a person doesn't want to see again: their ids, in one file of the data folder.

They hold words of the person's own, so the file lies with the records. Where it cannot be read,
nothing is hidden, and it is left as it is.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from rsense.store import paths
from rsense.store.files import durable
from rsense.store.files.own_file import OwnFile
from rsense.store.files.safe_read import Unreadable, read_with_bytes

_LIMIT = 256 * 1024


def hidden_findings(data: str) -> frozenset[str]:
    """The ids of all that are hidden."""
    try:
        return frozenset(_read(data)[1])
    except Unreadable:
        return frozenset()


def read_error(data: str) -> str:
    """Why the file cannot be read; empty where it can be."""
    try:
        _read(data)
    except Unreadable as error:
        return error.why
    return ""


def hide(data: str, *ids: str) -> None:
    """Hide more of them, seen on the disk on return. Raises NotSaved."""
    _change(data, lambda before: [*before, *(id for id in ids if id not in before)])


def bring_back(data: str) -> int:
    """Hide none any more; how many were. Raises NotSaved."""
    count = len(hidden_findings(data))
    if count:
        _change(data, lambda _: [])
    return count


def _change(data: str, change: Callable[[list[str]], list[str]]) -> None:
    import tomli_w

    path = os.path.join(data, paths.HIDDEN)
    try:
        before, ids = _read(data)
    except Unreadable as error:
        raise durable.NotSaved(f"Not saved: {error}") from error
    written = tomli_w.dumps({"format": 1, "hidden": change(ids)}).encode()
    durable.make_folder(data)
    OwnFile(path, known=before).write(written)


def _read(data: str) -> tuple[bytes | None, list[str]]:
    """The bytes of the file, None without one, and the ids in it. Raises Unreadable."""
    path = os.path.join(data, paths.HIDDEN)
    if not os.path.lexists(path):
        return None, []
    found, document = read_with_bytes(path, _LIMIT)
    hidden = document.get("hidden")
    if not isinstance(hidden, list) or not all(isinstance(id, str) for id in hidden):
        raise Unreadable(path, 'there is no list of texts called "hidden" in it')
    return found, hidden
