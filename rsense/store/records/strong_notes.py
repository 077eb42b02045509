"""Files of this evening that may hold a strong note, by names and bytes. As cheap as `os`.

Nothing is asked on an evening with a note at 8 or more. Whether one of these files holds such a
note is for whoever parses it.
"""

import os
import time

from rsense.store import paths
from rsense.store.files.operations import read_if_possible

STRONG = 8
"""A note from here to 10 keeps questions away for the rest of the evening."""
HALF_A_DAY = 12 * 3600
"""Seconds for which a strong note keeps questions away, even after midnight."""
_KINDS = ("-trigger-", "-session-")
_MARKS = tuple(f"={number}{end}".encode() for number in range(STRONG, 11) for end in "\n},#]")
"""A strong number, as it may stand in a line or in a table within one."""
_INTENSITIES = tuple(b"\nintensity = %d\n" % number for number in range(STRONG, 11))
_STAMP = "%Y%m%dT%H%M%SZ"


def may_be_strong(data: str, now: float) -> list[str]:
    """Files that may hold a note at 8 or more of this day, or of the last half a day.

    A note from a little later counts, too: the clock may have been set back.
    """
    day = time.localtime(now)
    midnight = time.mktime((day.tm_year, day.tm_mon, day.tm_mday, 0, 0, 0, 0, 0, -1))
    moments = (min(midnight, now - HALF_A_DAY + 1), now, now + HALF_A_DAY)
    first, _, last = [time.strftime(_STAMP, time.gmtime(at)) for at in moments]
    found: list[str] = []
    for month in {time.strftime("%Y/%m", time.gmtime(at)) for at in moments}:
        folder = f"{paths.records_folder(data)}/{month}"
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        here = (name for name in names if first <= name[: len(first)] <= last)
        found += [f"{folder}/{name}" for name in here if any(kind in name for kind in _KINDS)]
    return [path for path in found if path.endswith(".toml") and _may_be(read_if_possible(path))]


def is_plainly_strong(path: str) -> bool:
    """True if a trigger is at 8 or more, and written as it would be here; others take a parser."""
    data = read_if_possible(path)
    hurt = b'\nkind = "trigger"\n' in data and b"\ntype = " not in data  # it may be a good moment
    plain = hurt and not (b'"""' in data or b"'''" in data)
    return plain and any(mark in data for mark in _INTENSITIES)


def _may_be(data: bytes) -> bool:
    tight = data.replace(b" ", b"").replace(b"\r", b"")
    return any(mark in tight for mark in _MARKS)
