"""A day with the screens left open, by a clock that is made up.

Promise: memory does not grow, and no moment is wrong.

`python -m tests.faults.long_life [--full]`: suspends, a night when the clocks change, midnight, the
end of a month and of a year. Prints its counts, and ends with 1 if anything was found.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import os
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, median

from rsense.core.records import SessionRecord, Trigger
from rsense.services.context import AppContext
from rsense.services.frontend_services import full_services
from rsense.store.doctor.checkup import HealthCheck
from rsense.store.library import Library, shipped_folder
from rsense.tui.app import RsenseApp
from rsense.tui.screens.home import HomeScreen
from tests.faults.outcome import ended
from tests.tui.stage import Clock, Kept, Stage

ZONE = "Europe/Berlin"
DAYS = {
    "the night with one hour twice": "2026-10-24T12:00:00+02:00",
    "the night with one hour missing": "2026-03-28T12:00:00+01:00",
    "the end of the year": "2026-12-31T12:00:00+01:00",
    "the end of a short month": "2028-02-28T12:00:00+01:00",
}
DAY = 24 * 3600.0
ROUNDS, FULL_ROUNDS = 30, 96
WARM = 19
"""Rounds after which the caches of Textual, which are bounded, are full."""
CYCLE = 35
"""Rounds after which the same comes again: five ways, and a sleep in every seventh round."""
GROWTH, SETTLED = 1.04, 1.02
"""How much more may be alive at the end than when it was warm: a few caches still fill. Where
there are two whole cycles, their means are compared, and much less is allowed."""
SETTLING, A_ROUND = 150, 40
"""Kilobytes of memory that a round may add: while caches still fill, of which 15 to 70 were
measured, and from one whole cycle to the last. Bytes and strings are in it, which are no objects to
the collector. 400 rounds added 7 a round, in steps of the megabyte that Python takes at once: one
such step between the cycles is 24 a round."""
LYING = 20
"""Records that lie there in a round. Older ones are out of sight meanwhile, for they take memory:
with all of them there, 400 rounds added 20 kilobytes a round."""
SUSPEND = 7
"""Every so many rounds the machine sleeps for most of it: clocks on the wall go on."""


def resident() -> int:
    """Kilobytes of memory that this process holds and cannot give back; 0 where none is told."""
    gc.collect()
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)


class Wall:
    """The clock on the wall: it follows the other one, and goes on when the machine sleeps."""

    def __init__(self, start: str, clock: Clock) -> None:
        self.start = datetime.fromisoformat(start).timestamp()
        self.clock = clock
        self.begun = clock.now
        self.slept = 0.0

    def now(self) -> datetime:
        passed = self.clock.now - self.begun + self.slept
        return datetime.fromtimestamp(int(self.start + passed)).astimezone()


class Day:
    """One day, and what was seen of it."""

    def __init__(self, home: Path, start: str, rounds: int, counts: Counter[str]) -> None:
        self.clock = Clock()
        self.wall = Wall(start, self.clock)
        library = Library(shipped_folder(), str(home / "exercises"))
        self.context = AppContext(str(home), library, now=self.wall.now)
        self.rounds = rounds
        self.counts = counts
        self.alive: list[int] = []
        self.memory: list[int] = []
        self.handles: list[int] = []
        self.moments: list[datetime] = []
        self.aside: dict[Path, Path] = {}
        self.out_of_sight = home.parent / "aside"
        self.out_of_sight.mkdir()
        home.mkdir(0o700)
        (home / "config.toml").write_text("welcomed = true\n")
        (home / "config.toml").chmod(0o600)

    async def live(self) -> None:
        app = RsenseApp(full_services(self.context), clock=self.clock)
        async with app.run_test(size=(80, 30)) as pilot:
            here = Stage(app, pilot, self.clock, Kept())
            for number in range(self.rounds):
                await self.one_round(here, number)
                self.put_aside()
                self.look()
        for path, aside in self.aside.items():
            aside.rename(path)

    def put_aside(self) -> None:
        records = sorted(Path(self.context.records.folder).rglob("*.toml"))
        for path in records[:-LYING]:
            self.aside[path] = path.rename(self.out_of_sight / path.name)

    async def one_round(self, here: Stage, number: int) -> None:
        at = self.wall.now()
        self.moments.append(at)
        self.context.records.add(
            Trigger(id=self.context.new_id(), at=at, what=f"round {number}", intensity=number % 11)
        )
        keys = [["p"], ["b"], ["h", "tab", "down"], ["s"], ["slash", "type:slow", "enter"]]
        for key in keys[number % len(keys)]:
            await here.press(key)
        for key in ("enter", "5", "enter", "enter", "enter"):
            await here.press(key)
        for _ in range(3):
            await here.pass_time(2.5)
        if number % SUSPEND == SUSPEND - 1:
            self.wall.slept += DAY / self.rounds - 60
            self.counts["times asleep"] += 1
            await here.pass_time(60)
        else:
            await here.pass_time(DAY / self.rounds)
        for key in ("f12", "f12", "f1", "f1"):
            await here.press(key)
        for _ in range(9):
            if isinstance(here.app.screen, HomeScreen):
                break
            await here.press("escape")
        self.counts["rounds"] += 1

    def look(self) -> None:
        self.memory.append(resident())
        self.alive.append(len(gc.get_objects()))
        self.handles.append(len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc") else 0)

    def defects(self, name: str) -> list[str]:
        found = []
        warm, end, most = self.alive[WARM], self.alive[-1], GROWTH
        if len(self.alive) >= WARM + 2 * CYCLE:
            warm, end = (
                round(fmean(cycle)) for cycle in (self.alive[WARM:][:CYCLE], self.alive[-CYCLE:])
            )
            most = SETTLED
        if end > warm * most:
            found.append(f"{name}: {warm} objects grew to {end}")
        grown, allowed = self.grown()
        if grown > allowed:
            found.append(f"{name}: a round adds {grown:.0f} KB of memory, more than {allowed}")
        if self.handles[-1] > self.handles[WARM]:
            found.append(f"{name}: {self.handles[WARM]} handles grew to {self.handles[-1]}")
        records = [one.record for one in self.context.records.newest()]
        triggers = [one for one in records if isinstance(one, Trigger)]
        # Exercises make some of their own.
        noted = sorted(t.at.timestamp() for t in triggers if t.what.startswith("round "))
        if noted != sorted(at.timestamp() for at in self.moments):
            found.append(f"{name}: the moments noted are not those that were")
        for one in records:
            if isinstance(one, SessionRecord) and one.finished < one.at:
                found.append(f"{name}: a session ends before it begins")
            if one.at.utcoffset() != one.at.astimezone().utcoffset():
                found.append(f"{name}: {one.at} has another offset than its place")
        checkup = HealthCheck(
            self.context.data, self.context.config_path, self.context.library, time.time()
        )
        found += [f"{name}: {one.path}: {one.what}" for one in checkup.findings()]
        spent = self.wall.now() - self.moments[0]
        if spent < timedelta(hours=23):
            found.append(f"{name}: only {spent} passed: this proves nothing")
        self.counts["records written"] += len(records)
        self.counts["offsets met"] += len({at.utcoffset() for at in self.moments})
        if self.memory[-1]:
            self.counts["memory looked at"] += len(self.memory)
        print(
            f"{name}: objects {warm} to {end}, memory {self.memory[WARM]:,} to "
            f"{self.memory[-1]:,} KB, at the end {grown:.1f} KB a round of {allowed} allowed, "
            f"handles {self.handles[WARM]} to {self.handles[-1]}, {spent} passed"
        )
        return found

    def grown(self) -> tuple[float, int]:
        """(kilobytes of memory that a round adds, how many it may)."""
        settled = self.memory[WARM:]
        if len(settled) >= 2 * CYCLE:
            first, last = (median(cycle) for cycle in (settled[:CYCLE], settled[-CYCLE:]))
            return (last - first) / (len(settled) - CYCLE), A_ROUND
        before = median(self.memory[WARM - 2 : WARM + 1])
        return (median(self.memory[-3:]) - before) / (len(settled) - 1), SETTLING


def one_day(name: str, rounds: int) -> tuple[Counter[str], list[str]]:
    """What was counted on a day, and what was found."""
    os.environ["TZ"] = ZONE
    time.tzset()
    counts = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        day = Day(Path(folder) / "home", DAYS[name], rounds, counts)
        asyncio.run(day.live())
        return counts, day.defects(name)


def main(arguments: list[str]) -> int:
    full = "--full" in arguments
    begun, counts, found = time.monotonic(), Counter[str](), list[str]()
    names = list(DAYS)[: len(DAYS) if full else 1]
    rounds = [FULL_ROUNDS if full else ROUNDS] * len(names)
    # One app a process, as people have it: what is there at the first frame is never collected.
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as days:
        for counted, seen in days.map(one_day, names, rounds):
            counts += counted
            found += seen
    return ended("long life", begun, counts, found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
