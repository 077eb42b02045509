"""Traces of a deleted record beside the trash: copies for an editor, and temporaries.

Both hold its words, and go when it is deleted for good.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress

from rsense.store import paths
from rsense.store.files import durable
from rsense.store.files.durable import TEMPORARY
from rsense.store.files.safe_read import RECORD_LIMIT, Unreadable, read_bytes
from rsense.store.files.tree import walk
from rsense.store.records.edit_drafts import EDIT

_ID = re.compile(rb'^id = "([a-z0-9]+)"$', re.MULTILINE)


def edit_copies(data: str, ids: Collection[str]) -> list[str]:
    """The folders of copies that an edit of one of these records left."""
    folder = paths.progress_folder(data)
    copies = (os.path.join(folder, f"{EDIT}{id}") for id in sorted(ids))
    return [path for path in copies if os.path.isdir(path) and not os.path.islink(path)]


def temporaries(data: str, ids: Collection[str]) -> Iterator[str]:
    """Files that a killed process left on its way to one of these records."""
    for seen in walk(data, linked=frozenset({"records", "progress", "trash"})):
        if seen.is_file and seen.name.startswith(TEMPORARY):
            with suppress(Unreadable):
                found = _ID.search(read_bytes(seen.path, RECORD_LIMIT))
                if found and found[1].decode() in ids:
                    yield seen.path


def remove_traces(data: str, ids: Collection[str]) -> None:
    """Remove all of it, seen to be gone on return. Raises NotSaved."""
    copies, files = edit_copies(data, ids), list(temporaries(data, ids))
    for folder in copies:
        shutil.rmtree(folder, ignore_errors=True)
    for path in files:
        durable.remove(path)
    durable.confirm(dict.fromkeys((*copies, *files)))
