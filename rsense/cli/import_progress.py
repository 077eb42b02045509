"""Progress of a long import on a terminal: one line that is redrawn, or a line now and then."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from rsense.cli.face import use_line_mode

SECONDS_BETWEEN_DRAWINGS = 0.1
SECONDS_BETWEEN_LINES = 5.0
_ERASED = "\r\x1b[K"


@contextmanager
def progress_line(source: BinaryIO, *, plain: bool) -> Iterator[Callable[[int], None]]:
    """A callable to tell of each entry, by its number; the line is gone again at the end."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    drawn = not use_line_mode(plain=plain)
    pause = SECONDS_BETWEEN_DRAWINGS if drawn else SECONDS_BETWEEN_LINES
    told, size = time.monotonic(), 0
    with suppress(OSError):  # no file at all, in a test
        found = os.fstat(source.fileno())
        size = found.st_size if stat.S_ISREG(found.st_mode) else 0

    def tell(number: int) -> None:
        nonlocal told
        if time.monotonic() - told < pause:
            return
        told = time.monotonic()
        part = f", {source.tell() * 100 // size} % of the file" if size else ""
        words = f"{number:,} looked at so far{part} …"
        sys.stderr.write(f"{_ERASED}{words}" if drawn else f"{words}\n")
        sys.stderr.flush()

    try:
        yield tell
    finally:
        if drawn:
            sys.stderr.write(_ERASED)
            sys.stderr.flush()
