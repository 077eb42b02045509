"""Every command that writes, each of its operations on files failed in every way.

Promise: always “not saved”, the old bytes identical, no temporary left.

`python -m tests.faults.errnos [--full] [SEED] [WORDS OF A COMMAND'S NAME]`. The Nth operation
fails, for N from the first to the last there is; once, or the disk stays so: full, read only, or
gone. Prints its counts and every sentence that was said; ends with 1 if anything was found.
"""

from __future__ import annotations

import errno
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from tests.cli.small import KEEPING
from tests.faults.failing import ERRORS, SHORT, Plan
from tests.faults.judgement import Ran, judged, shape
from tests.faults.one_command import as_a_process, run
from tests.faults.writing import COMMANDS

SAMPLE, PROCESSES, FULL_PROCESSES = 12, 6, 100
"""Faults for each command; and real processes in all."""
FEW_IN_VAIN = 0.01
"""Runs in which no fault came, of all: what was done before decides what is done next."""
SPREADS = ("once", "full", "gone", "dead")


@dataclass
class Campaign:
    """What was done so far, and what was found."""

    root: Path
    counts: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    """How many faults each command had."""
    examples: dict[str, str] = field(default_factory=dict)

    def defect(self, what: str, example: str) -> None:
        self.found[what] += 1
        self.examples.setdefault(what, example)

    def ended(self, name: str, unproven: list[str], seconds: float, seed: int) -> int:
        """Print what was found, and what was not proven; the exit code."""
        for what, count in sorted(self.found.items()):
            print(f"FOUND {count} times  {what}\n    {self.examples[what]}")
        for what in unproven:
            print(f"{what}: nothing is proven")
        print(f"{name}: {sum(self.found.values())} found, {seconds:.0f} s, seed {seed}")
        return int(bool(self.found or unproven))


def plans(done: list[str]) -> Iterator[Plan]:
    """Every fault there is for a command that does these operations."""
    for at, name in enumerate(done):
        for number in ERRORS:
            if number == SHORT and name != "write":
                continue
            for spread in SPREADS:
                if number in (SHORT, errno.EINTR) and spread != "once":
                    continue  # it passes
                plan = Plan(number, at, spread)
                if any(plan.hits(later, done[later]) for later in range(at, len(done))):
                    yield plan


def label(plan: Plan) -> str:
    return f"{kind_of(plan.number)} at {plan.at}, {plan.spread}"


def tried(campaign: Campaign, name: str, plan: Plan, well: Ran) -> None:
    command = COMMANDS[name]
    ran = run(command, campaign.root, plan)
    campaign.counts["runs"] += 1
    if not ran.layer.failed:
        campaign.counts["runs in which no fault came"] += 1
        return
    campaign.counts["faults delivered"] += len(ran.layer.failed)
    campaign.reached[name] += 1
    campaign.counts[f"runs with {kind_of(plan.number)}"] += 1
    campaign.counts["ended with 0" if ran.code == 0 else "said no"] += 1
    if ran.code:
        for line in ran.err.splitlines():
            campaign.said[re.sub(re.escape(str(campaign.root)) + r"\S*", "PATH", line)] += 1
    for what in judged(name, command, ran, well):
        operation, path = ran.layer.failed[0]
        example = (
            f"{label(plan)} ({operation} {os.path.basename(path)}): code {ran.code}, "
            f"said {(ran.out + ran.err).strip()[-300:]!r}"
        )
        campaign.defect(f"{name}: {what}", example)


def compared(campaign: Campaign, name: str, plan: Plan) -> None:
    """A real process comes to the same."""
    command = COMMANDS[name]
    here = run(command, campaign.root, plan)
    code, said, there = as_a_process(command, campaign.root, plan)
    campaign.counts["real processes"] += 1
    campaign.counts["of them told no"] += code != 0
    if "Traceback" in said or code != here.code:
        campaign.defect(f"{name}: as a process it ended with {code}, not {here.code}", said[-300:])
    alike = shape(there, here.before, command.spare) == shape(
        here.after, here.before, command.spare
    )
    if not alike:
        campaign.defect(f"{name}: as a process it left something else", f"{label(plan)}: {said}")


def not_proven(campaign: Campaign, names: list[str]) -> Iterator[str]:
    """Where faults are missing."""
    runs, vain = campaign.counts["runs"], campaign.counts["runs in which no fault came"]
    if not runs or vain > runs * FEW_IN_VAIN:
        yield f"No fault came in {vain:,} of {runs:,} runs"
    for name in names:
        if not campaign.reached[name]:
            yield f"No fault came to {name}"
    if len(names) < len(COMMANDS):
        return
    for number in ERRORS:
        kind = kind_of(number)
        if not campaign.counts[f"runs with {kind}"]:
            yield f"No fault was {kind}"
    for process in ("real processes", "of them told no"):
        if not campaign.counts[process]:
            yield f"{process}: none"


def some(every: list[Plan], chance: random.Random) -> list[Plan]:
    """A few faults, as many of each kind as there are."""
    mixed = chance.sample(every, len(every))
    kinds = [[plan for plan in mixed if plan.number == number] for number in ERRORS]
    return [plan for round in zip_longest(*kinds) for plan in round if plan][:SAMPLE]


def kind_of(number: int) -> str:
    return errno.errorcode[number] if number else "a short write"


def main(arguments: list[str]) -> int:
    full = "--full" in arguments
    seed = next((int(word) for word in arguments if word.isdecimal()), 5)
    wanted = [word for word in arguments if not word.isdecimal() and word[0] != "-"]
    if full and not wanted:  # a process for each: every run in lines leaves a thread that waits
        called = [sys.executable, "-m", "tests.faults.errnos", "--full", str(seed)]
        each = [[*called, f"={name}"] for name in COMMANDS]
        return max(subprocess.run(one, check=False).returncode for one in each)
    chance, started = random.Random(seed), time.monotonic()
    os.umask(0o077)
    names = [n for n in COMMANDS if all(w in n or w == f"={n}" for w in wanted)]
    with tempfile.TemporaryDirectory() as root:
        campaign = Campaign(Path(root))
        Path(root, "mine.toml").write_text(KEEPING)
        spread: list[tuple[str, Plan]] = []
        for name in names:
            well = run(COMMANDS[name], campaign.root, None)
            if well.code or well.escaped:
                campaign.defect(
                    f"{name}: without any fault it ended with {well.code}",
                    well.out + well.err + well.escaped,
                )
            every = list(plans(well.layer.done))
            campaign.counts["operations"] += len(well.layer.done)
            campaign.counts["commands"] += 1
            if not full:
                every = some(every, chance)
            for plan in every:
                tried(campaign, name, plan, well)
            spread += [(name, plan) for plan in every]
            if full:
                done, found = campaign.counts["runs"], sum(campaign.found.values())
                print(f"{done:>8,} runs, {found} found: {name}", flush=True)
        spread = [
            (name, plan)
            for name, plan in spread
            if not (COMMANDS[name].person or COMMANDS[name].act)
        ]
        for name, plan in chance.sample(
            spread, min(len(spread), FULL_PROCESSES // len(COMMANDS) + 1 if full else PROCESSES)
        ):
            compared(campaign, name, plan)
    for what, count in campaign.counts.items():
        print(f"{count:>8,}  {what}")
    print(
        f"{min((campaign.reached[name] for name in names), default=0):>8,}  "
        "runs with a fault for each command, at least"
    )
    if full:
        for what, count in campaign.said.most_common():
            print(f"  said {count:>6,} times: {what}")
    unproven = list(not_proven(campaign, names))
    return campaign.ended("errnos", unproven, time.monotonic() - started, seed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
