"""Rows of a table, whoever wrote it: the lines of a CSV file, split into cells.

Owns how such a file is decoded, and how much of it is read at once. Knows nothing of records.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from typing import IO

LONGEST_ROW = 4 * 1024 * 1024
"""Letters in a row, at most, however many lines it has."""
MOST_CELLS = 100_000
"""Cells in a row, at most, those counted in that only seem to be: a sign may stand in quotes."""
LONGEST_CELL = csv.field_size_limit()
"""Letters in a cell, at most."""
_SIGNS = ",;\t"
_TOLD = re.compile(rf'"?sep=([{_SIGNS}|])"?[\r\n]*', re.IGNORECASE)
"""A line before the first one, by which Excel is told the sign."""


class CsvError(Exception):
    """No more of the table can be read. The message says why and what next, without a full stop."""


def rows_of_cells(file: IO[bytes]) -> Iterator[list[str]]:
    """Each row, split at the sign that its first line has most of. Raises CsvError."""
    # Bytes that are no text pass here, so that the lines before them are not lost.
    text = TextIOWrapper(file, "utf-8-sig", "surrogateescape", newline="")
    header = text.readline(LONGEST_ROW + 1)
    if told := _TOLD.fullmatch(header):
        header = text.readline(LONGEST_ROW + 1)
    sign = told[1] if told else max(_SIGNS, key=header.count)
    letters = cells = 0

    def lines() -> Iterator[str]:
        """The lines with their ends, those of Unix, of Windows, and of old Macs."""
        nonlocal letters, cells
        line = header
        while line:
            letters += len(line)
            cells += line.count(sign)
            if letters > LONGEST_ROW:
                raise CsvError(f"a row in it is longer than {LONGEST_ROW // 2**20} MB; shorten it")
            if cells > MOST_CELLS:
                raise CsvError(f"a row in it has more than {MOST_CELLS:,} cells; leave some out")
            try:
                line.encode()
            except UnicodeEncodeError:
                raise CsvError("it is not UTF-8 text; save the table as UTF-8") from None
            yield line
            line = text.readline(LONGEST_ROW + 1)
        if letters:  # of a row that is not over: where it was cut off nobody knows
            raise CsvError("the quotes around a cell in it never close; the file may be cut off")

    try:
        for row in csv.reader(lines(), delimiter=sign):
            letters = cells = 0
            yield row
    except csv.Error:  # the only one there is, where lines may end in any way
        raise CsvError(
            f"a cell in it is longer than {LONGEST_CELL:,} characters; shorten it, or close its "
            "quotes if they are open"
        ) from None
    finally:
        with suppress(ValueError):  # closed already
            text.detach()  # else the file is closed with it, and nobody can read it again
