"""Whatever a terminal sends, however fast: keys in one write, broken bytes, absurd sizes.

Promise: no crash or traceback, one write answers one question at most, the words are kept, the
terminal is restored.

`python -m tests.faults.keys [--full] [PLACE ...]`. Ordered pairs of keys in one write at every view
and screen, or at these places (all pairs with `--full`), sessions of random keys, noise and sizes,
and in real terminals bytes that are no UTF-8 and reports that mean nothing. Prints its counts;
ends with 1 if anything was found.
"""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from textual.events import Resize
from textual.geometry import Size
from textual.pilot import Pilot

from rsense.tui.app import RsenseApp
from rsense.tui.enter_guard import MOMENT
from rsense.tui.terminal_input import TerminalInput
from tests.faults.key_places import ENDED, KEYS, PLACES, REPORTS, Place, noise, place, services
from tests.faults.outcome import ended
from tests.faults.person import SCRIPT
from tests.tui.stage import settled
from tests.tui.terminal import rsense

PAIRS, SESSIONS, FULL_SESSIONS = 5, 25, 2000
"""Of one place in the bounded form; sessions in it, and in the full one."""
PAIR, SESSION, SHOWN = "pairs of keys in one write", "random sessions", "reports and broken bytes"
REAL = "real terminals sent broken bytes"
DELIVERED = (PAIR, SESSION, SHOWN, REAL)
SIZES = [(w, h) for w in (1, 2, 3, 5, 8, 20, 80) for h in (1, 2, 3, 6, 24)]
ABSURD = [(0, 0), (0, 24), (500, 200), (99999, 99999), (99999, 1), (1, 99999)]
SECONDS = 120.0
"""Longer than one write takes on a busy machine."""
BLOCK = 10
"""Random sessions that one task of a worker process plays."""
WORDS = "half of it"
LIKELY_END = ("ctrl+c", "ctrl+q")


class Fed:
    """A program without a terminal, fed with bytes as one read of a terminal gives them."""

    def __init__(self, app: RsenseApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot
        self.seconds = 0.0
        self.input = TerminalInput(lambda: self.seconds)

    async def write(self, data: bytes) -> None:
        for event in self.input.feed(data):
            self.app.post_message(event)
        self.seconds += 10  # a silence, so that a lone Escape is one
        for event in self.input.feed(b""):
            self.app.post_message(event)
        await self.settle()

    async def settle(self) -> None:
        await settled(self.pilot)

    async def go(self, name: str) -> Place | None:
        """To a place, from wherever it is now."""
        while len(self.app.screen_stack) > 1:
            await self.app.pop_screen()
        there = place(name, self.app)
        if there is not None:
            self.app.push_screen(there.screen())
        await self.settle()
        return there


def crashed(error: BaseException) -> str:
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "?"
    return f"{type(error).__name__}: {error} at {where}"


async def fed(name: str, writes: list[bytes], counts: Counter[str], what: str) -> Iterator[str]:
    """Each of these, written at once, at a place. What went wrong."""
    found: list[str] = []
    left = list(writes)
    while left:
        app = RsenseApp(services())
        last = b""
        try:
            async with app.run_test(size=(80, 24)) as pilot:
                here = Fed(app, pilot)
                while left and app.is_running:
                    last = left.pop()
                    counts[what] += 1
                    async with asyncio.timeout(SECONDS):
                        there = await here.go(name)
                        await here.write(last)
                    if there is not None and there.answered > 1:
                        found.append(f"{name}: {last!r} answered {there.answered} questions")
                    counts["questions answered"] += there.answered if there else 0
                    if len(left) % 100 == 0:
                        break
        except Exception as error:  # noqa: BLE001 - whatever it is, it was found
            found.append(f"{name}: {last!r}: {crashed(error)}")
    return iter(found)


async def session(rng: random.Random, counts: Counter[str]) -> Iterator[str]:
    """One random session. What went wrong."""
    app, told = RsenseApp(services()), list[object]()
    counts[SESSION] += 1
    name = rng.choice(PLACES)
    try:
        async with app.run_test(size=rng.choice(SIZES)) as pilot:
            here = Fed(app, pilot)
            async with asyncio.timeout(SECONDS):
                await here.go(name)
            for _ in range(rng.randint(1, 12)):
                if not app.is_running:
                    break
                if rng.random() < 0.15:
                    size = Size(*rng.choice(SIZES + ABSURD))
                    told.append(size)
                    app.post_message(Resize(size, size))
                data = b"".join(
                    noise(rng) if rng.random() < 0.05 else KEYS[_key(rng)]
                    for _ in range(rng.randint(1, 6))
                )
                told.append(data)
                async with asyncio.timeout(SECONDS):
                    await here.write(data)
    except Exception as error:  # noqa: BLE001 - as above
        return iter([f"{name}: {told}: {crashed(error)}"])
    return iter(())


def _key(rng: random.Random) -> str:
    key = rng.choice(list(KEYS))
    return key if key not in LIKELY_END or rng.random() < 0.1 else "enter"


Outcome = tuple[list[str], Counter[str]]
"""What went wrong, and how much was tried."""


def at_place(name: str, writes: list[bytes], reports: list[bytes]) -> Outcome:
    """All the writes and reports at one place. Runs in a worker process."""
    counts = Counter[str]()
    found = [*asyncio.run(fed(name, writes, counts, PAIR))]
    found += asyncio.run(fed(name, reports, counts, SHOWN))
    return found, counts


def sessions(count: int, seed: int) -> Outcome:
    """Random sessions one after another. Runs in a worker process."""
    counts, rng, found = Counter[str](), random.Random(seed), list[str]()
    for _ in range(count):
        found += asyncio.run(session(rng, counts))
    return found, counts


def in_process(
    full: bool, places: Sequence[str], rng: random.Random, counts: Counter[str]
) -> list[str]:
    """Pairs, reports and sessions without a terminal, over all processors."""
    pairs = [KEYS[a] + KEYS[b] for a, b in itertools.product(KEYS, KEYS)]
    found: list[str] = []
    # A process keeps what each program that ran in it took: every task has one of its own.
    own = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(mp_context=own, max_tasks_per_child=1) as workers:
        tasks = []
        for name in places:
            reports = [report + ENDED for report in REPORTS.values()]
            some = reports if full or name in ("Write", "at home") else [b"".join(reports)]
            writes = pairs if full else rng.sample(pairs, PAIRS)
            tasks.append(workers.submit(at_place, name, writes, some))
        total = FULL_SESSIONS if full else SESSIONS
        for first in range(0, total, BLOCK):
            played = min(BLOCK, total - first)
            tasks.append(workers.submit(sessions, played, rng.getrandbits(32)))
        for task in as_completed(tasks):
            problems, tried = task.result()
            found += problems
            counts.update(tried)
            for problem in problems:
                print(f"FOUND  {problem}", flush=True)
    return found


WELCOME = 12
"""Questions that the first start asks at most."""
EXERCISE, HOME = "Question 0", "What is happening?"
TO: dict[str, tuple[str, bytes, str]] = {
    "Write": (EXERCISE, b"", WORDS),
    "help": (EXERCISE, b"\x1bOP", "Esc back"),
    "blank": (EXERCISE, b"\x1b[24~", "$"),
    "palette": (EXERCISE, b"\x0f", "What would you like to do?"),
    "keys": (EXERCISE, b"\x1b[15~", "On this screen"),
    "home": (HOME, b"", HOME),
    "past": (HOME, b"h", "[all]"),
    "find": (HOME, b"/", "choose it"),
    "settings": (HOME, b"s", "colours"),
}
"""Where in a real terminal: what is there first, the key that leads on, words seen then."""
SOME_REAL = ("Write", "home")


def really(name: str, reports: list[bytes], counts: Counter[str]) -> Iterator[str]:
    """Send reports to a real terminal, with half an answer in the exercise. What went wrong."""
    first, key, seen = TO[name]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        script = home / "six.toml"
        script.write_text(SCRIPT)
        with rsense(home, *(["run", str(script)] if first == EXERCISE else [])) as terminal:
            if first == HOME:
                terminal.until("Welcome")
            for _ in range(WELCOME if first == HOME else 0):
                if HOME not in terminal.screen:
                    round_first = "have a look round" in terminal.screen
                    terminal.type("l" if round_first else "\x1bOS")  # F4
                    time.sleep(MOMENT)
            terminal.until(first)
            if first == EXERCISE:
                terminal.type(WORDS)
                terminal.until(WORDS)
            terminal.child.send(key)
            terminal.until(seen)
            for report in reports:
                terminal.child.send(report + ENDED)
                terminal.listen(0.15)
            counts[REAL] += 1
            alive = terminal.child.isalive()
            terminal.child.send(b"\x03")
            code = terminal.ended()
            if not alive or code != 130:
                yield f"{name}: it ended with {code}: {terminal.primary[-300:]!r}"
            if b"Traceback" in terminal.bytes or b"went wrong" in terminal.bytes:
                yield f"{name}: a traceback, or words for one"
            if terminal.modes_left_on or terminal.settings_changed:
                yield f"{name}: left {terminal.modes_left_on} and {terminal.settings_changed}"
        there = "".join(path.read_text() for path in home.glob("progress/*.toml"))
        if first == EXERCISE and WORDS not in there:
            yield f"{name}: the words are gone"


def main(arguments: list[str]) -> int:
    full = "--full" in arguments
    counts, begun = Counter[str](dict.fromkeys(DELIVERED, 0)), time.monotonic()
    rng = random.Random(int(begun) if full else 15)
    places = [one for one in arguments if one in PLACES] or PLACES
    found = in_process(full, places, rng, counts)
    for name in TO if full else SOME_REAL:
        try:
            found += really(name, list(REPORTS.values()), counts)
        except AssertionError as error:
            found.append(f"{name}: {error}")
    found += (f"none: {what}" for what in DELIVERED if not counts[what])
    return ended("keys", begun, counts, found, f", over {len(places)} places")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
