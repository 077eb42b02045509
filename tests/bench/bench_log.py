"""How quick a log is: `python -m tests.bench.bench_log`.

Against an empty console script, with an empty home, with ten years in it and with plans for
something else; against jrnl; and where Typer has to do it, against a bare interpreter. `--keep DIR`
keeps the environments.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from rsense.store.record_index import SETTLED
from tests.bench.diary import SESSIONS, TRIGGERS, write_follow_ups, write_ours, write_theirs
from tests.bench.room import Room, room

PLANS = 10
LOG = ("log", "text unread for three hours", "-i", "7")


def measure(here: Room) -> None:
    new, ten_years = here.home("new"), here.home("ten-years")
    write_ours(new, 1)
    write_ours(ten_years, TRIGGERS, SESSIONS)
    os.sync()  # a diary as it is found: on the disk, and nobody has written its months just now
    time.sleep(SETTLED + 1)
    for name, home in (("no records", new), (f"{TRIGGERS:,} records", ten_years)):
        for more in ((), ("-e", "anxious", "-w", "Sam", "-t", "texting"), ("#texting", "@Sam")):
            line = " ".join((*LOG[:1], "…", *LOG[2:], *more))
            here.compare(f"{line}, {name}", (here.rsense, *LOG, *more), (here.empty,), 1.25, home)
    if here.jrnl:
        config = write_theirs(here.folder / "thousand", 1000)
        adds = (here.jrnl, "--config-file", config, *LOG[1:2])
        here.compare("log … -i 7, jrnl with 1,000 entries", (here.rsense, *LOG), adds, 0.1, new)
    predict = (here.rsense, "predict", LOG[1], "-p", "80", "--by", "in 2 days")
    here.compare("predict, as log of the same words", predict, (here.rsense, *LOG[:2]), 1.5, new)
    write_follow_ups(ten_years, 500, 20)
    os.sync()
    time.sleep(SETTLED + 1)
    bare: tuple[Path | str, ...] = (here.python, "-c", "pass")
    here.compare("due, 500 closed and 20 open", (here.rsense, "due"), bare, 5, ten_years)
    plans = here.home("plans")
    for number in range(PLANS):
        here.run(
            (here.rsense, "keep", "plans", f"If uncle {number} sings, then I will hum."), plans
        )
    here.compare(
        f"log … -i 7, {PLANS} plans for something else",
        (here.rsense, *LOG),
        (here.empty,),
        1.25,
        plans,
    )
    more = ("--did", "went for a walk")
    here.run((here.rsense, "keep", "plans", "If it is unread, then I will wait."), plans)
    here.compare("log … -i 7, a plan for it is shown", (here.rsense, *LOG), bare, 1.4, plans)
    here.compare("log … --did …, no records", (here.rsense, *LOG, *more), bare, 8, new)
    here.compare(
        "log … --at …, no records", (here.rsense, *LOG, "--at", "20 min ago"), bare, 8, new
    )
    here.compare("log … -e anx, no records", (here.rsense, *LOG, "-e", "anx"), bare, 1.4, new)


if __name__ == "__main__":
    with room(__doc__, peer=True) as here:
        measure(here)
        sys.exit(here.code)
