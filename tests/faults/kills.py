"""Processes are really killed: `python -m tests.faults.kills [--full]`.

Loggers are killed by SIGKILL while they write, and start again where they were; exercises in a real
terminal are ended by KILL, TERM, HUP and a closed terminal, at any moment, and gone on with.
"""

from __future__ import annotations

import os
import random
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from rsense.store.documents import record_from
from rsense.store.progress import Progress
from rsense.store.records import Records
from rsense.store.safe_read import Unreadable, read_toml
from tests.tui.stage import HEAD
from tests.tui.terminal import Terminal, rsense

LOGGER = """
import sys
from datetime import UTC, datetime, timedelta
from rsense.core.records import Trigger
from rsense.store.records import Records
from rsense.store.durable import NotSaved

folder, who, start, end = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
records = Records(folder)
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

    def listen(self) -> None:
        """Take in what it acknowledged."""
        assert self.process.stdout
        self._rest += os.read(self.process.stdout.fileno(), 65536)
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            number, id = line.decode().split()
            self.acknowledged.add(id)
            self.next = int(number) + 1

    def kill(self) -> bool:
        """Kill it; whether it was still at it."""
        running = self.process.poll() is None
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        while chunk := os.read(self.process.stdout.fileno(), 65536):
            self._rest += chunk
        *lines, _ = self._rest.split(b"\n")
        for line in lines:
            number, id = line.decode().split()
            self.acknowledged.add(id)
            self.next = int(number) + 1
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
        print(f"loggers: {len(wanted):,} acknowledged, {delivered} killed at it, {len(lost)} lost, "
              f"{len(torn)} torn, {len(doubled)} doubled")  # fmt: skip
        wrong = [*(f"lost {id}" for id in lost), *torn, *(f"doubled {id}" for id in doubled)]
        return wrong if delivered >= kills else [*wrong, f"only {delivered} of {kills} kills"]


def _read(folder: str) -> tuple[Counter[str], list[str]]:
    """Ids that can be read, how often; and names of files that cannot."""
    found: Counter[str] = Counter()
    torn: list[str] = []
    for where, name in Records(folder).names():
        path = os.path.join(where, name)
        try:
            found[record_from(read_toml(path), path).id] += 1
        except Unreadable as error:
            torn.append(str(error))
    return found, torn


QUESTIONS = 6
SCRIPT = HEAD + "".join(
    f'[[step]]\nid = "q{n}"\nkind = "ask"\ntext = "Question {n}, please."\n'
    for n in range(QUESTIONS)
)
HALF = "half of a"
SLOW = 4.0
"""Seconds that ending may take here: 2 by itself, and other work beside it."""

End = Callable[[Terminal], int]


def told(number: signal.Signals) -> End:
    def end(terminal: Terminal) -> int:
        terminal.child.kill(number)
        return terminal.ended(SLOW)

    return end


ENDS: dict[str, tuple[End, set[int]]] = {
    "KILL": (told(signal.SIGKILL), {137}),
    "TERM": (told(signal.SIGTERM), {143}),
    "HUP": (told(signal.SIGHUP), {129}),
    "closed": (lambda terminal: terminal.hang_up(), {129}),
}


def one_sitting(name: str, chance: random.Random, home: Path) -> list[str]:
    """Answer some, begin another, be ended; then go on. What went wrong."""
    end, codes = ENDS[name]
    script = home / "six.toml"
    script.write_text(SCRIPT)
    wrong: list[str] = []
    answers = chance.randrange(QUESTIONS)
    with rsense(home, "run", str(script)) as terminal:
        for n in range(answers):
            terminal.until(f"Question {n}, please.")
            terminal.type(f"Answer {n}\r")
        terminal.until(f"Question {answers}, please.")
        half = chance.random() < 0.6
        if half:
            terminal.type(HALF)
            terminal.until(HALF)
        waited = chance.choice((0.0, 0.0, 1.3))
        time.sleep(waited)
        began = time.monotonic()
        try:
            code = end(terminal)
        except AssertionError as error:
            return [f"{name}: {error}"]
        took = time.monotonic() - began
        if code not in codes or took > SLOW:
            wrong.append(f"{name}: ended with {code} after {took:.1f} s")
        if name in ("TERM", "HUP") and terminal.modes_left_on:
            wrong.append(f"{name}: modes left on: {terminal.modes_left_on}")
    sittings = list(Progress(str(home / "progress")).all())
    kept = [reply.value for sitting in sittings for reply in sitting.replies]
    if kept[:answers] != [f"Answer {n}" for n in range(answers)]:
        wrong.append(f"{name}: of {answers} answers {kept} were kept")
    ahead = [reply.value for sitting in sittings for reply in sitting.ahead]
    if half and HALF not in ahead and (name != "KILL" or waited):
        wrong.append(f"{name}: what was half written is gone: {ahead}")
    if answers or ahead:
        with rsense(home, "run", str(script)) as terminal:
            terminal.until("You were half way through")
            terminal.type("\r")
            try:
                terminal.until(f"Question {answers}, please.", 10)
            except AssertionError as error:
                wrong.append(f"{name}: it did not go on where it was: {error}")
            told(signal.SIGKILL)(terminal)
    return wrong


def sittings(rounds: int, chance: random.Random) -> list[str]:
    wrong: list[str] = []
    ends: Counter[str] = Counter()
    for n in range(rounds):
        name = list(ENDS)[n % len(ENDS)]
        with tempfile.TemporaryDirectory() as home:
            wrong += one_sitting(name, chance, Path(home))
        ends[name] += 1
    counts = ", ".join(f"{count} by {name}" for name, count in ends.items())
    print(f"sittings ended: {counts}; {len(wrong)} went wrong")
    return wrong


def home_screens(rounds: int) -> list[str]:
    """The home screen goes as well, with its terminal or by a signal."""
    wrong: list[str] = []
    for n in range(rounds):
        name = ("closed", "TERM", "HUP")[n % 3]
        with tempfile.TemporaryDirectory() as home, rsense(Path(home)) as terminal:
            terminal.until("This is a quiet place")
            terminal.type("\x1b")
            terminal.until("What is happening?")
            end, codes = ENDS[name]
            try:
                code = end(terminal)
            except AssertionError as error:
                wrong.append(f"home, {name}: {error}")
                continue
            if code not in codes:
                wrong.append(f"home, {name}: ended with {code}")
    print(f"home screens ended: {rounds}; {len(wrong)} went wrong")
    return wrong


def main(arguments: list[str]) -> int:
    full = "--full" in arguments
    chance = random.Random(20261125)
    wrong = loggers(1000, 500, chance) if full else loggers(60, 40, chance)
    wrong += sittings(200 if full else 8, chance)
    wrong += home_screens(51 if full else 3)
    for line in wrong[:20]:
        print(f"  {line}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
