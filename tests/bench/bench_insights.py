"""`rsense insights --json` over one year and over ten: `python -m tests.bench.bench_insights`."""

from __future__ import annotations

import sys
from datetime import date

from tests.bench.diary import LAST, SESSIONS, TRIGGERS, write_ours
from tests.bench.room import Command, Room, room

A_YEAR = 3_650
FEW = 7


def measure(here: Room) -> None:
    bare: Command = (here.python, "-c", "pass")
    year, decade = here.home("a-year"), here.home("ten-years")
    write_ours(year, A_YEAR, A_YEAR // 10)
    write_ours(decade, TRIGGERS, SESSIONS)
    here.most_memory = 120 * 1024
    ago = (date.today() - LAST.date()).days // 7
    page: Command = (here.rsense, "insights", "--json", "--weeks")
    here.compare("insights over a year", (*page, f"{ago + 54}"), bare, 20, year)
    here.compare("insights, 26 weeks of ten years", (*page, f"{ago + 26}"), bare, 25, decade)
    every = (*page, f"{ago + 530}")
    here.compare("insights over all ten years", every, bare, 120, decade, rounds=FEW)


if __name__ == "__main__":
    with room(__doc__) as here:
        measure(here)
        sys.exit(here.code)
