"""Rows of a table, whoever wrote it: the lines of a CSV file, split into cells.

Owns how such a file is decoded, and how much of it is read at once. Knows nothing of records.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import chain
from typing import IO

LONGEST_LINE = 4 * 1024 * 1024
"""Letters in a line, at most."""
LONGEST_CELL = csv.field_size_limit()
"""Letters in a cell, at most."""
_SIGNS = ",;\t"


class Unsplit(Exception):
    """No more of the table can be read. The message says why and what next, without a full stop."""


def rows_of_cells(file: IO[bytes]) -> Iterator[list[str]]:
    """Each row, split at the sign that its first line has most of. Raises Unsplit."""
    lines = _lines(file)
    header = next(lines, "")
    sign = max(_SIGNS, key=header.count)
    try:
        yield from csv.reader(chain([header], lines), delimiter=sign)
    except csv.Error:  # the only one there is, where lines may end in any way
        raise Unsplit(
            f"a cell in it is longer than {LONGEST_CELL:,} characters; shorten it, or close its "
            "quotes if they are open"
        ) from None


def _lines(file: IO[bytes]) -> Iterator[str]:
    """The lines of a text with their ends: those of Unix, of Windows, and of old Macs."""
    # Bytes that are no text pass here, so that the lines before them are not lost.
    text = TextIOWrapper(file, "utf-8-sig", "surrogateescape", newline="")
    while line := text.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise Unsplit(f"a line in it is longer than {LONGEST_LINE // 2**20} MB; shorten it")
        try:
            line.encode()
        except UnicodeEncodeError:
            raise Unsplit("it is not UTF-8 text; save the table as UTF-8") from None
        yield line
