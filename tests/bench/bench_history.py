"""`rsense history` over ten years: `python -m tests.bench.bench_history`.

Beside a bare interpreter, and beside jrnl over the same entries. jrnl reads its whole journal each
time, so few rounds of it are enough.
"""

from __future__ import annotations

import sys

from tests.bench.diary import SESSIONS, TRIGGERS, write_ours, write_theirs
from tests.bench.room import Command, Room, room

FEW = 5
ALL = str(10 * TRIGGERS)
PAGE = 40.0
"""Of a report on four weeks; issue 21 gives it three seconds."""
COSTLY = 250.0
"""Times a bare interpreter: what reads every record may take it, and no issue says how much."""


def measure(here: Room) -> None:
    home = here.home("ten-years")
    write_ours(home, TRIGGERS, SESSIONS)
    bare: Command = (here.python, "-c", "pass")
    newest: Command = (here.rsense, "history", "-n", "10")
    tagged: Command = (here.rsense, "history", "--tag", "rare", "-n", ALL)
    for what, ours in {
        "history -n 10, ten years": newest,
        "history -n 10 --json": (*newest, "--json"),
        "history -n 10 --from 2020": (*newest, "--from", "2020"),
        "history -n 10 of a common tag": (*newest, "--tag", "texting"),
        "show last, ten years": (here.rsense, "show", "last"),
        "trash, ten years": (here.rsense, "trash"),
    }.items():
        here.compare(what, ours, bare, 8, home)
    for what, ours in {
        "history, all of it": (here.rsense, "history", "-n", ALL),
        "history of ten years' mentions": (here.rsense, "history", "--search", "phone", "-n", ALL),
        "tags, ten years": (here.rsense, "tags"),
        "export, ten years": (here.rsense, "export"),
    }.items():
        here.compare(what, ours, bare, COSTLY, home, rounds=FEW)
    for what, form in (("text", "--text"), ("Markdown", "--markdown")):
        page = (here.rsense, "report", "--yes", form, "-")
        here.compare(f"report of four weeks in ten years, {what}", page, bare, PAGE, home)
    if here.jrnl:
        theirs = (here.jrnl, "--config-file", write_theirs(here.folder / "theirs", TRIGGERS))
        most = (*theirs, "-n", "10")
        here.compare("history -n 10, jrnl -n 10", newest, most, 0.05, home, rounds=FEW)
        found = (*theirs, "#rare")
        here.compare("history --tag, jrnl's tag search", tagged, found, 0.25, home, rounds=FEW)
    else:
        here.compare("history --tag, ten years", tagged, bare, COSTLY, home, rounds=FEW)


if __name__ == "__main__":
    with room(__doc__, peer=True) as here:
        measure(here)
        sys.exit(here.code)
