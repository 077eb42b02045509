"""Checks that a file is plain enough for the fast parser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

PLAIN_SIZE = 32 * 1024
"""Bytes in a file that goes the short way: too few for more than `safe_read.NODES_LIMIT` values."""
PLAIN_LINE = 8 * 1024
PLAIN_BRACKETS = 64
"""toml_rs 0.4 has no limit of its own: 5000 open brackets are a segmentation fault."""
PLAIN_DEPTH = 8
"""All well inside the caps of `safe_read`: what comes near them goes the careful way."""


def is_plain(data: bytes) -> bool:
    if b"\r" in data or data.startswith(b"\xef\xbb\xbf"):
        return False
    if len(data) > PLAIN_LINE and max(map(len, data.split(b"\n"))) > PLAIN_LINE:
        return False
    if data.count(b"[") + data.count(b"{") <= PLAIN_BRACKETS:
        return True
    return _open_at_most(data) <= PLAIN_BRACKETS


def _open_at_most(data: bytes) -> int:
    """No fewer brackets than are open at any one time: headers, closed again at once, count two."""
    lines = data.split(b"\n")
    return 2 + sum(line.count(b"[") + line.count(b"{") for line in lines if not _is_header(line))


def _is_header(line: bytes) -> bool:
    """True if a line is `[name]` or `[[name]]`, or looks so inside of something else."""
    marks = 2 if line.startswith(b"[[") else 1
    name = line[marks:-marks]
    return line[:marks] + line[-marks:] == b"[" * marks + b"]" * marks and not any(
        mark in name for mark in (b"[", b"]", b"{")
    )


def is_ordinary(values: Iterable[object], depth: int) -> bool:
    """True if values are far inside every cap that `safe_read` has after parsing."""
    for value in values:
        kind = type(value)
        if kind is str or kind is bool:
            continue
        if isinstance(value, int):
            if not -(2**63) <= value < 2**63:
                return False
        elif isinstance(value, list | dict):
            inner = value.values() if isinstance(value, dict) else value
            if depth == PLAIN_DEPTH or not is_ordinary(inner, depth + 1):
                return False
        elif not (isinstance(value, dt.datetime) and value.tzinfo and 1970 < value.year < 2199):
            return False
    return True
