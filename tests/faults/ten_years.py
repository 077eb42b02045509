"""Ten years of records: what `log` and the last ten cost beside an empty home and a bare Python.

Processor time, in turns (A B A B …): each pair gives a ratio, and the median of the ratios counts.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from tests.bench.diary import TRIGGERS, write_ours

PAIRS = 15
UNCHANGED = 1.2
"""Times an empty home that `log` may take: what a machine that does other things adds."""
LAST_TEN = 8.0
"""Times a bare interpreter."""
LONG_AGO = 1_000_000_000
BARE = ["-c", "pass"]
LOG = ["-m", "rsense", "log", "a short reply", "-i", "7"]
LAST = ["-m", "rsense", "history", "-n", "10"]


def lived(home: Path) -> int:
    """Ten years in it, as a diary is found; how many records."""
    write_ours(home, TRIGGERS)
    records = home / "records"
    for folder in (records, *records.glob("*"), *records.glob("*/*")):
        os.utime(folder, (LONG_AGO, LONG_AGO))  # nobody has written in the old ones just now
    return sum(1 for _ in home.glob("records/*/*/*-trigger-*.toml"))


def used(words: list[str], home: Path) -> float:
    """Seconds of a processor of one process, which has to succeed."""
    process = subprocess.Popen(
        [sys.executable, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "RSENSE_HOME": str(home)},
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{words} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def ratio(ours: Callable[[], float], theirs: Callable[[], float]) -> float:
    for one in (ours, theirs):
        one()  # once for nothing: what is read is then at hand
    return median(ours() / theirs() for _ in range(PAIRS))


def judged(place: Path) -> Iterator[str]:
    """What does not hold; what was measured is printed."""
    full, empty = place / "ten-years", place / "empty"
    empty.mkdir()
    if (records := lived(full)) < TRIGGERS:
        yield f"only {records:,} records were made: this proves nothing"
    logged = ratio(lambda: used(LOG, full), lambda: used(LOG, empty))
    listed = ratio(lambda: used(LAST, full), lambda: used(BARE, full))
    print(
        f"{records:,} records over {len(list(full.glob('records/*/*')))} months: log takes "
        f"{logged:.2f} of what it takes in an empty home, the last ten {listed:.1f}x a bare "
        "interpreter"
    )
    if logged > UNCHANGED:
        yield f"log takes {logged:.2f} of what it takes in an empty home"
    if listed > LAST_TEN:
        yield f"the last ten take {listed:.1f}x a bare interpreter"
