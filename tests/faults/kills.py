"""Processes are really killed: `python -m tests.faults.kills [--full]`.

Promise: no record is lost, corrupt or doubled; of an exercise no accepted answer is lost, a second
of typing at most, and it resumes at the right step.

Loggers are killed by SIGKILL while they write, and start again where they were; exercises, on
screens and in lines, are ended by KILL, TERM, HUP, a closed terminal and the keys that leave, at
any moment of a session, and resumed.
"""

from __future__ import annotations

import itertools
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.faults import outcome
from tests.faults.broken_off import COUNTED, ENDS, KEYS, Broken, broken_off, ended
from tests.faults.loggers import commands, loggers
from tests.faults.person import ANY, COMES, FINISHED, FINISHING, PLACES, START
from tests.faults.pseudo import start

TIMES = 5
"""How often the full campaign ends an exercise in each way at each place: 220 times in all."""
SITTING = tuple(place for place in PLACES if place not in (START, COMES, ANY))
"""Where a key that leaves is sure to be heard."""
IN_LINES = tuple(place for place in PLACES if place != FINISHED)
"""In lines it is over with the last word."""
ASKED = tuple(place for place in SITTING if place not in (FINISHING, FINISHED))
"""Where it is sure not to be over, in lines."""
LINE_ENDS = (*ENDS, "Ctrl+C")
HOMES = ("closed", "TERM", "HUP")


def all_of_them() -> Iterator[Broken]:
    for place, by in itertools.product(PLACES, ENDS):
        yield from [Broken("screens", place, by)] * TIMES
    yield from itertools.starmap(Broken, itertools.product(["screens"], SITTING, KEYS))
    yield from itertools.starmap(Broken, itertools.product(["lines"], IN_LINES, LINE_ENDS))


def some_of_them(chance: random.Random) -> Iterator[Broken]:
    """Every place, every way."""
    ends = itertools.cycle(chance.sample(list(ENDS), len(ENDS)))
    yield from (Broken("screens", place, next(ends)) for place in PLACES)
    yield from (Broken("screens", chance.choice(SITTING), key) for key in KEYS)
    yield from (Broken("lines", chance.choice(ASKED), by) for by in LINE_ENDS)


def sittings(rounds: list[Broken], chance: random.Random) -> list[str]:
    """What went wrong."""
    wrong: list[str] = []
    named = (name for broken in rounds for name in (broken.place, broken.how))
    counts = Counter(dict.fromkeys((*named, *COUNTED), 0))
    for broken in rounds:
        with tempfile.TemporaryDirectory() as home:
            try:
                found = list(broken_off(broken, Path(home), chance, counts))
            except AssertionError as error:
                found = [str(error)]
        wrong += (f"{', '.join(broken)}: {what}" for what in found)
    return wrong + _told(f"sittings: {len(rounds)} broken off", wrong, counts)


def _told(what: str, wrong: list[str], counts: Counter[str]) -> list[str]:
    """Print the counts; those of which there were none, and which therefore prove nothing."""
    print(f"{what}; {len(wrong)} went wrong")
    for name, count in counts.items():
        print(f"{count:>6}  {name}")
    return [f"none: {name}" for name, count in counts.items() if not count]


def home_screens(rounds: int) -> list[str]:
    """The home screen goes as well, with its terminal or by a signal."""
    wrong: list[str] = []
    counts = Counter(dict.fromkeys(HOMES, 0))
    for by in itertools.islice(itertools.cycle(HOMES), rounds):
        with tempfile.TemporaryDirectory() as home:
            running = start(Path(home), [], ignoring=False, leader=True, two=False)
            try:
                came = running.until("This is a quiet place")
                running.type("\x1b")
                if not (came and running.until("What is happening?")):
                    wrong.append(f"home, {by}: it never came: {running.screen}")
                wrong += (f"home, {by}: {what}" for what in ended(running, ENDS[by], counts))
                counts[by] += 1
            finally:
                running.close()
    return wrong + _told(f"home screens: {rounds} ended", wrong, counts)


def main(arguments: list[str]) -> int:
    full = "--full" in arguments
    chance = random.Random(20261125)
    begun = time.monotonic()
    wrong = loggers(1000, 500, chance) if full else loggers(60, 40, chance)
    for verb in ("log", "predict -p 80 --by tomorrow"):
        wrong += commands(300 if full else 24, chance, verb)
    wrong += sittings(list(all_of_them() if full else some_of_them(chance)), chance)
    wrong += home_screens(51 if full else 3)
    return outcome.ended("kills", begun, {}, wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
