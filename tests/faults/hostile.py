"""Damaged and hostile files, under every reader and every command.

Promise: no traceback, 250 ms and 64 MB an input, and 0.3 ms more a row imported; damaged files
stand as they are, and `doctor` names each.

`python -m tests.faults.hostile [--full] [SEED [INPUTS]]`: mutated and generated inputs to every
reader, each in at most 250 ms of processor time and 64 MB; then a home of damaged files under every
command. Prints its counts, ends with 1 if anything was found, and leaves such inputs in a folder
that it names.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import suppress
from pathlib import Path
from types import FrameType

from rsense.core.script.parse import ScriptError
from rsense.store.files.safe_read import Unreadable
from tests.faults.beside import anew
from tests.faults.damaged import damaged_home
from tests.faults.made import TOKENS
from tests.faults.memory import Memory
from tests.faults.readers import FED, READERS, every_seed

FEW, MANY = 10_000, 1_000_000
LONGEST = 0.25
"""Seconds of processor time for one input and one reader."""
A_ROW = 0.0003
"""Seconds more for each line of what is imported: making a record of a row takes 0.2 ms."""
MOST = 64 * 1024
"""Kilobytes that one input and one reader may take at once, on top of what was taken before."""
STUCK = 20
"""Seconds after which something waits that must not."""

ZONES = ("UTC0", "West11", "East-14")
"""Where the reader may live: the first and the last moments of a calendar are past its edges."""


class Stuck(BaseException):
    """It waited."""


def stuck(_: int, __: FrameType | None) -> None:
    raise Stuck


# Making


def mutated(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """The input with one to six changes of the kind that happen, or that somebody makes."""
    for _ in range(chance.randint(1, 6)):
        at, to = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        match chance.randrange(12):
            case 0:
                data = data[:at]
            case 1:
                data = data[:at] + data[to:]
            case 2:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at:]
            case 3 | 4 | 5:
                data = data[:at] + chance.choice(TOKENS) + data[at:]
            case 6:
                data = data[:to] + data[at:]
            case 7:
                other = chance.choice(others)
                data = data[:at] + other[chance.randrange(len(other)) :]
            case 8:
                lines = data.split(b"\n")
                chance.shuffle(lines)
                data = b"\n".join(lines)
            case 9:
                lines = data.split(b"\n")
                one = chance.randrange(len(lines))
                lines[one:one] = [lines[chance.randrange(len(lines))]] * chance.randint(1, 3)
                data = b"\n".join(lines)
            case 10:
                _name, _, value = chance.choice(data.split(b"\n")).partition(b"=")
                if value:
                    data = data.replace(value, b" " + chance.choice(TOKENS), 1)
            case _:
                data = chance.choice(
                    (
                        data.replace(b"\n", b"\r\n"),
                        b"\xef\xbb\xbf" + data,
                        data.decode("utf-8", "replace").encode("utf-16"),
                        data[:512] + b"\0" * 512,
                    )
                )
    return data


def made(what: str, chance: random.Random) -> bytes:
    fed = FED[what]
    if chance.random() < fed.often:
        return chance.choice(fed.bombs)(chance)
    return mutated(chance.choice(fed.seeds), every_seed(), chance)


class Campaign:
    """Counts and defects."""

    def __init__(self, kept: Path) -> None:
        self.counts: Counter[str] = Counter()
        self.defects: list[str] = []
        self.kept = kept
        self.memory = Memory()
        self.slowest = (0.0, "")
        self.grown = (0, "")

    def found(self, what: str, data: bytes = b"") -> None:
        self.defects.append(what)
        if data:
            name = f"{len(self.defects)}.toml"
            (self.kept / name).write_bytes(data)
            what = f"{what} ({self.kept / name})"
        print(f"FOUND  {what}", flush=True)

    def fuzz(self, count: int, chance: random.Random) -> None:
        path = self.kept / "fuzz" / "mine.toml"
        path.parent.mkdir()
        whats = list(READERS)
        for number in range(count):
            if number % (count // len(ZONES) + 1) == 0:
                os.environ["TZ"] = ZONES[number * len(ZONES) // count]
                time.tzset()
            what = whats[number // 3 % len(whats)] if number % 3 else "script"
            data = made(what, chance)
            anew(path, data)
            self.memory.begin()
            self.read(what, path, data)
            grown = self.memory.grown()
            if grown > self.grown[0]:
                self.grown = (grown, what)
            if grown > MOST:
                self.found(f"a {what} took {grown // 1024} MB", data)

    def read(self, what: str, path: Path, data: bytes) -> None:
        begun = time.process_time()
        signal.alarm(STUCK)
        try:
            outcome = READERS[what](str(path))
        except (Unreadable, ScriptError) as error:
            outcome = "is told"
            if not str(error):
                self.found(f"a {what} is told without words", data)
        except Stuck:
            outcome = "waits"
            self.found(f"a {what} is waited for", data)
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            outcome = "falls"
            self.found(f"a {what}: {traceback.format_exc(limit=-3)}", data)
        finally:
            signal.alarm(0)
        took = time.process_time() - begun
        most = LONGEST + ("import" in what) * A_ROW * len(data.splitlines())
        if took > most and self.took_again(what, path) > most:
            self.found(f"a {what} took {took * 1000:.0f} ms", data)
        if took > self.slowest[0]:
            self.slowest = (took, what)
        self.counts[f"{what} {outcome}"] += 1

    def took_again(self, what: str, path: Path) -> float:
        """The best of three: a collection of garbage is not the input's."""
        took = []
        for _ in range(3):
            begun = time.process_time()
            with suppress(Unreadable, ScriptError):
                READERS[what](str(path))
            took.append(time.process_time() - begun)
        return min(took)


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGALRM, stuck)
    count = MANY if "--full" in arguments else FEW
    numbers = [int(word) for word in arguments if word.isdecimal()]
    seed = numbers[0] if numbers else 5
    count = numbers[1] if numbers[1:] else count
    kept = Path(tempfile.mkdtemp(prefix="hostile-"))
    campaign = Campaign(kept)
    begun = time.monotonic()
    campaign.fuzz(count, random.Random(seed))
    damaged_home(campaign, kept / "home")
    for what, many in sorted(campaign.counts.items()):
        print(f"{many:>8}  {what}")
    memory, (grown, what) = campaign.memory, campaign.grown
    print(f"slowest {campaign.slowest[0] * 1000:.0f} ms ({campaign.slowest[1]})")
    print(
        f"most memory for one {grown // 1024} MB ({what}), {memory.measured:,} measured"
        if memory.works
        else "memory was not measured: this system does not tell"
    )
    for name in FED:
        if not any(key.startswith(f"{name} ") for key in campaign.counts):
            campaign.found(f"no {name} was read: nothing is proven")
    for what in ("commands run in a home of damaged files", "damaged files named by doctor"):
        if not campaign.counts[what]:
            campaign.found(f"no {what}: nothing is proven")
    print(f"hostile: {len(campaign.defects)} found, {time.monotonic() - begun:.0f} s, seed {seed}")
    return 1 if campaign.defects else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
