"""Every command without screens against `python -c pass`: `python -m tests.bench.bench_commands`.

With a year of records, so that there is something to show.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.bench.diary import write_ours
from tests.bench.room import TREE, Room, room

A_YEAR = 3_650
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("--help",),
    ("where",),
    ("help-now",),
    ("exercises",),
    ("schema",),
    ("settings",),
    ("completion", "bash"),
    ("keep", "evidence", "she drove an hour"),
    ("kept",),
    ("show", "last"),
    ("history",),
    ("history", "--who", "Sam"),
    ("edit", "last", "--at", "2 hours ago"),
    ("delete", "last"),
    ("trash",),
    ("log", "--help"),
)
COMPLETED = (("lo",), ("log", "-e", "an"), ("log", "-w", ""), ("show", ""), ("run", ""))
SLOW: tuple[tuple[str, ...], ...] = (
    ("check", str(TREE / "exercises" / "five-senses.toml")),
    ("tags",),
    ("export",),
)
"""These do more than show a page: parse a script, read a year. Measured, held to nothing."""


def measure(here: Room) -> None:
    home = here.home("a-year")
    write_ours(home, A_YEAR, A_YEAR // 10)
    bare: tuple[Path | str, ...] = (here.python, "-c", "pass")
    for words in COMMANDS:
        here.compare(" ".join(words), (here.rsense, *words), bare, 8, home)
    for words in COMPLETED:
        line = ("/usr/bin/env", "_RSENSE_COMPLETE=zsh", here.rsense, *words)
        here.compare(f"Tab after “{' '.join(words)}”", line, bare, 12, home)
    for words in SLOW:
        here.compare(" ".join(words), (here.rsense, *words), bare, 100, home, rounds=5)


if __name__ == "__main__":
    with room(__doc__) as here:
        measure(here)
        sys.exit(here.code)
