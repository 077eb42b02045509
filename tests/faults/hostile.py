"""Files that are damaged or mean harm: every reader, and every command, takes them calmly.

`python -m tests.faults.hostile [--full] [SEED [INPUTS]]`: mutated and generated inputs to every
reader, each in at most 250 ms of processor time and 64 MB; then a home of damaged files under every
command. Prints its counts, ends with 1 if anything was found, and leaves such inputs in a folder
that it names.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

from rsense.core.engine import begin, look
from rsense.core.explore import walk_problems
from rsense.core.script import ScriptError, parse
from rsense.store import bulk
from rsense.store.config import read_config
from rsense.store.documents import record_from
from rsense.store.library import Library, read_script, shipped_folder
from rsense.store.plans import text_in
from rsense.store.progress import sitting_at
from rsense.store.safe_read import Unreadable, read_toml
from rsense.store.words import own_words
from tests.faults.damaged import damaged_home
from tests.faults.made import BOMBS, CONFIG, RECORDS, SITTING, TOKENS, WORDS

FEW, MANY = 10_000, 1_000_000
LONGEST = 0.25
"""Seconds of processor time for one input and one reader."""
MOST = 64 * 1024
"""Kilobytes that the process may grow over one input."""
STUCK = 20
"""Seconds after which something waits that must not."""

LIBRARY = Library(shipped_folder())
SCRIPTS = [text.encode() for text in LIBRARY.sources.values()]
SEEDS: dict[str, list[bytes]] = {
    "script": SCRIPTS, "check": SCRIPTS, "record": RECORDS, "sitting": [SITTING],
    "settings": [CONFIG], "words": [WORDS],
}  # fmt: skip


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
                data = chance.choice((
                    data.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + data,
                    data.decode("utf-8", "replace").encode("utf-16"), data[:512] + b"\0" * 512,
                ))  # fmt: skip
    return data


def made(what: str, chance: random.Random) -> bytes:
    if chance.random() < (0.2 if what == "check" else 0.03):
        return chance.choice(BOMBS)(chance)
    seeds = SEEDS[what]
    everything = [one for many in SEEDS.values() for one in many]
    return mutated(chance.choice(seeds), everything, chance)


# Reading


def as_script(path: str) -> str:
    text = read_script(path)
    script = parse("mine", text, {**LIBRARY.sources, "mine": text}, LIBRARY.vocabularies)
    look(begin(script))
    return "runs"


def as_checked(path: str) -> str:
    """As an author has it walked; on top of what `as_script` does."""
    text = read_script(path)
    script = parse("mine", text, {**LIBRARY.sources, "mine": text}, LIBRARY.vocabularies)
    return "is told" if list(walk_problems(script, path)) else "is walked"


def as_record(path: str) -> str:
    told: list[Unreadable] = []
    several = list(bulk.documents_at([path], bulk.Anything(), told.append))
    text_in(path)
    record_from(read_toml(path), path)
    return "is a record" if several else "is told"


def as_settings(path: str) -> str:
    read_config(path)
    return "is read"


def as_words(path: str) -> str:
    own_words(os.path.dirname(path), os.path.basename(path).removesuffix(".toml"))
    folder = Library(os.path.dirname(path), own_words=os.path.dirname(path))
    list(folder._vocabularies(os.path.dirname(path)))
    folder.heads()
    return "is read"


def as_sitting(path: str) -> str:
    sitting_at(path)
    return "is a sitting"


READERS: dict[str, Callable[[str], str]] = {
    "script": as_script, "check": as_checked, "record": as_record, "sitting": as_sitting,
    "settings": as_settings, "words": as_words,
}  # fmt: skip


class Campaign:
    """Counts and defects."""

    def __init__(self, kept: Path) -> None:
        self.counts: Counter[str] = Counter()
        self.defects: list[str] = []
        self.kept = kept
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
        gc.collect()
        size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for number in range(count):
            what = whats[number // 2 % len(whats)] if number % 2 else "script"
            data = made(what, chance)
            path.write_bytes(data)
            self.read(what, path, data)
            now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            if now - size > self.grown[0]:
                self.grown = (now - size, what)
            if now - size > MOST:
                self.found(f"a {what} took {(now - size) // 1024} MB", data)
            size = max(size, now)

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
        if took > LONGEST and self.took_again(what, path) > LONGEST:
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
    print(f"slowest {campaign.slowest[0] * 1000:.0f} ms ({campaign.slowest[1]}), "
          f"most memory for one {campaign.grown[0] // 1024} MB ({campaign.grown[1]})")  # fmt: skip
    print(f"hostile: {len(campaign.defects)} found, {time.monotonic() - begun:.0f} s, seed {seed}")
    return 1 if campaign.defects else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
