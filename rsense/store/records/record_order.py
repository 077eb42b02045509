"""The order of records: by the second in their names, and within one by when they were written."""

import os
from itertools import pairwise

_SECOND = len("20261122T105208Z")
"""Letters of a record's name that tell its second."""


def newest_first(folder: str, names: list[str]) -> list[str]:
    """Names of one folder, the newest record first; of one second, the file written last first.

    Names tell no more than the second, and ids are random. Only the files of such a second are
    asked for their stamp. A copy that a syncing tool made comes behind every record of its second.
    """
    names.sort(reverse=True)
    shared = {a[:_SECOND] for a, b in pairwise(names) if a[:_SECOND] == b[:_SECOND]}
    if shared:
        stamps = {n: _written(folder, n) for n in names if n[:_SECOND] in shared}
        names.sort(key=lambda name: (name[:_SECOND], stamps.get(name, 0), name), reverse=True)
    return names


def _written(folder: str, name: str) -> int:
    """When a record's file was written, in nanoseconds; 0 for a copy, and where it is gone."""
    if not name[:-5].replace("-", "").isalnum():
        return 0
    try:
        return os.lstat(f"{folder}/{name}").st_mtime_ns
    except OSError:
        return 0
