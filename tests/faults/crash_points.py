"""Power fails at every moment of every write: `python -m tests.faults.crash_points [--full]`.

Promise: nothing acknowledged is lost and nothing corrupt is visible, in 20,000 states at least.
Each scenario does one thing to a folder of records, and says what must be so at any moment and what
once it is acknowledged. Then the recipe is broken, one safeguard at a time, and one sync at a time:
every broken one must be caught, or the checks prove nothing.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass, field

from rsense.store.files.durable import NotSaved
from tests.faults.crash_mutants import MUTANTS, Sites
from tests.faults.crash_retries import RETRIES
from tests.faults.crash_room import Room
from tests.faults.crash_scenarios import SCENARIOS, busy_day
from tests.faults.disk import Recorder, crashes

MOST, MOST_IN_FULL = 96, 4096
"""States looked at for each moment."""
FEWEST = 20_000
"""States that must be looked at, or too little is proven."""


@dataclass
class Result:
    states: int = 0
    bad: list[str] = field(default_factory=list)
    faults: int = 0
    """How often the disk failed."""
    waiting: list[str] = field(default_factory=list)
    """Scenarios in which a fault never came."""


def run(most: int, days: int, *, links: bool, deaf_to: str = "") -> Result:
    """Every scenario, every moment, every state."""
    result = Result()
    for scenario in (*SCENARIOS, *RETRIES, *map(busy_day, range(days))):
        with tempfile.TemporaryDirectory() as root:
            room = Room(root, Recorder(root, links=links, deaf_to=deaf_to))
            try:
                before = scenario(room)
            except NotSaved:
                result.bad.append(f"{scenario.__name__} says no")
                continue
            result.faults += room.files.failed
            if room.files.to_fail:
                result.waiting.append(scenario.__name__)
            for done, tree in crashes(before, room.files.log, most):
                result.states += 1
                standing = (p.holds for p in room.since if p.stands(done))
                if not all(holds(tree) for holds in (*room.always, *standing)):
                    result.bad.append(f"{scenario.__name__} after {done} operations")
    return result


def main(arguments: list[str]) -> int:
    most, days = (MOST_IN_FULL, 250) if "--full" in arguments else (MOST, 15)
    failed, states = False, 0
    for links in (True, False):
        result = run(most, days, links=links)
        with_links = "with links" if links else "without links"
        print(
            f"{with_links}: {result.states:,} states, {len(result.bad)} bad, "
            f"the disk failed {result.faults} times"
        )
        failed = failed or bool(result.bad or result.waiting) or not result.faults
        states += result.states
        for line in sorted(set(result.bad))[:5]:
            print(f"  {line}")
        for line in result.waiting:
            print(f"  the disk did not fail in {line}: nothing is proven")
    if states < FEWEST:
        failed = True
        print(f"{states:,} states are fewer than {FEWEST:,}: too little is proven")
    for name, (way, broken) in MUTANTS.items():
        links, deaf_to = way != "no links", way if way in ("file", "folder") else ""
        if broken is None:
            result = run(MOST, 1, links=links, deaf_to=deaf_to)
        else:
            with broken:
                result = run(MOST, 1, links=links)
        caught = bool(result.bad)
        failed = failed or not caught
        print(f"{'caught' if caught else 'ALIVE '}  {name}: {len(result.bad):,} bad states")
    sites = Sites()
    for at in sites.lines:
        with sites.deaf(at):
            bad = next(filter(None, (run(MOST, 1, links=links).bad for links in (True, False))), [])
        reached = at in sites.reached
        failed = failed or not bad
        print(
            f"{'caught' if bad else 'ALIVE '}  no sync in line {at} of the recipe: "
            f"{f'{len(bad):,} bad states' if reached else 'nothing comes there'}"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
