"""Loggers that are killed while they write: through the store, and as `rsense log` itself."""

from __future__ import annotations

import os
import random
import selectors
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from rsense.core.records import FollowUp, Trigger
from rsense.store.files.safe_read import Unreadable, read_toml
from rsense.store.records.codec import validated_record
from rsense.store.records.repository import RecordStore
from tests.tui.terminal import environment

LOGGER = """
import sys
from datetime import UTC, datetime, timedelta
from rsense.core.records import Trigger
from rsense.store.records.repository import RecordStore
from rsense.store.files.durable import NotSaved

folder, who, start, end = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
records = RecordStore(folder)
for n in range(start, end):
    at = datetime(2026, 11, 25, tzinfo=UTC) + timedelta(minutes=n)
    id = who + f"{n:05}".translate(str.maketrans("0123456789", "abcdefghij")) + "wxyz"
    records.add(Trigger(id=id, at=at, what=f"logger {who}, number {n}, " + "word " * 40))
    sys.stdout.write(f"{n} {id}\\n")
    sys.stdout.flush()
"""


class Logger:
    """One process that logs, and what it has acknowledged."""

    def __init__(self, folder: str, who: str, count: int) -> None:
        self.folder, self.who, self.count = folder, who, count
        self.next = 0
        self.acknowledged: set[str] = set()
        self._rest = b""
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", LOGGER, self.folder, self.who, str(self.next), str(self.count)],
            stdout=subprocess.PIPE,
        )
        self._rest = b""

    def listen(self) -> bool:
        """Take in what it acknowledged; False where there is no more."""
        assert self.process.stdout
        chunk = os.read(self.process.stdout.fileno(), 65536)
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in lines:
            number, id = line.decode().split()
            self.acknowledged.add(id)
            self.next = int(number) + 1
        return bool(chunk)

    def kill(self) -> bool:
        """Kill it; whether it was still at it."""
        running = self.process.poll() is None
        self.process.kill()
        self.process.wait()
        while self.listen():
            pass
        assert self.process.stdout
        self.process.stdout.close()
        return running


def loggers(count: int, kills: int, chance: random.Random) -> list[str]:
    """What went wrong."""
    with tempfile.TemporaryDirectory() as home:
        folder = os.path.join(home, "records")
        crew = [Logger(folder, who, count) for who in "abcdefgh"]
        delivered = 0
        while any(logger.next < count for logger in crew):
            with selectors.DefaultSelector() as waiting:
                for logger in crew:
                    if logger.next < count and logger.process.stdout:
                        waiting.register(logger.process.stdout, selectors.EVENT_READ, logger)
                for key, _ in waiting.select(0.05):
                    key.data.listen()
            at_it = [logger for logger in crew if logger.next < count]
            if delivered < kills and at_it:
                victim = chance.choice(at_it)
                time.sleep(chance.random() * 0.004)
                delivered += victim.kill()
                victim.start()
            for logger in at_it:
                if logger.next < count and logger.process.poll() is not None:
                    logger.kill()
                    logger.start()
        for logger in crew:
            logger.kill()
        wanted = {id for logger in crew for id in logger.acknowledged}
        found, torn = _read(folder)
        doubled = [id for id, times in found.items() if times > 1]
        lost = wanted - found.keys()
        print(
            f"loggers: {len(wanted):,} acknowledged, {delivered} killed at it, {len(lost)} lost, "
            f"{len(torn)} torn, {len(doubled)} doubled"
        )
        wrong = [*(f"lost {id}" for id in lost), *torn, *(f"doubled {id}" for id in doubled)]
        return wrong if delivered >= kills else [*wrong, f"only {delivered} of {kills} kills"]


def _read(folder: str) -> tuple[Counter[str], list[str]]:
    """Ids that can be read, how often; and names of files that cannot."""
    found: Counter[str] = Counter()
    torn: list[str] = []
    for where, name in RecordStore(folder).names():
        path = os.path.join(where, name)
        try:
            found[validated_record(read_toml(path), path).id] += 1
        except Unreadable as error:
            torn.append(str(error))
    return found, torn


class Command:
    """One `rsense log WORDS`, or another that keeps words."""

    def __init__(self, home: Path, words: str, verb: str = "log") -> None:
        self.words = words
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rsense", *verb.split(), *words.split()],
            env=environment(home),
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def kill(self) -> tuple[bool, bool]:
        """Whether it was still at it, and whether it said that its words are saved."""
        self.process.kill()
        _, said = self.process.communicate()
        return self.process.returncode < 0, b"Saved" in said


ANY, WRITES = "at any moment", "as one was writing"
TOGETHER = 4
"""Commands that run at a time."""
WRITING = 0.002
"""Seconds that one takes about, from its temporary file to its last word."""
MOST = 10
"""Commands that are begun for each kill at most."""


def _as_one_writes(crew: list[Command], folder: Path) -> None:
    """Wait until there is something new in the folder, or nobody who would make it."""
    before = set(os.listdir(folder))
    while set(os.listdir(folder)) <= before:
        if all(command.process.poll() is not None for command in crew):
            return


def commands(kills: int, chance: random.Random, verb: str = "log") -> list[str]:
    """Kill `rsense log`, or another, so often, at any time and as it writes. What went wrong."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        begun = time.monotonic()
        first = Command(home, "number 0", verb)
        first.process.wait()
        lasts = {ANY: time.monotonic() - begun, WRITES: WRITING}
        wanted = {ANY: kills // 4, WRITES: kills - kills // 4}
        given, saved = ["number 0"], {"number 0"} if first.kill()[1] else set[str]()
        (folder,) = (home / "records").glob("*/*")
        killed: Counter[str] = Counter()
        while any(killed[when] < wanted[when] for when in wanted) and len(given) < MOST * kills:
            crew: list[Command] = []
            for _ in range(TOGETHER):
                given.append(f"number {len(given)}")
                crew.append(Command(home, given[-1], verb))
            when = max(wanted, key=lambda when: wanted[when] - killed[when])
            if when == WRITES:
                _as_one_writes(crew, folder)
            for command in chance.sample(crew, TOGETHER):
                time.sleep(chance.random() * lasts[when] / TOGETHER)
                at_it, said = command.kill()
                killed[when] += at_it
                saved |= {command.words} if said else set()
        print(f"rsense {verb}: {len(given)} begun, {dict(killed)}")
        return _judged(home, given, saved, killed, wanted)


def _judged(
    home: Path, given: list[str], saved: set[str], killed: Counter[str], wanted: dict[str, int]
) -> list[str]:
    torn: list[Unreadable] = []
    records = RecordStore(str(home / "records"), damaged=torn.append)
    kept = [found.record for found in records.newest()]
    found = Counter(one.what for one in kept if isinstance(one, Trigger))
    found.update(one.ask for one in kept if isinstance(one, FollowUp))
    lost = saved - found.keys()
    doubled = [words for words, times in found.items() if times > 1]
    foreign = found.keys() - set(given)
    print(f"    {len(saved)} said to be saved, {len(found)} found")
    print(f"    {len(lost)} lost, {len(torn)} torn, {len(doubled)} doubled")
    wrong = [
        f"{kind} {what}"
        for kind, them in {
            "lost": lost,
            "torn": torn,
            "doubled": doubled,
            "never said": foreign,
        }.items()
        for what in them
    ]
    if any(killed[when] < wanted[when] for when in wanted) or len(saved) < 2:
        wrong.append(f"only {killed} of {wanted} kills, and {len(saved)} saved")
    return wrong
