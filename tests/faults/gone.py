"""The terminal goes without a word: no signal, or one that is ignored, or only half of it goes.

Promise: every process ends by itself in 2 s, without spinning, with all answers kept.

`python -m tests.faults.gone [--full]`. Exercises and the home screen, on screens and in lines, over
pseudo terminals that end while they are in use. Prints its counts; ends with 1 if anything was
found.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rsense.store.sessions import SessionStore
from tests.faults.outcome import ended
from tests.faults.person import FACES as OFFERING
from tests.faults.person import QUESTIONS, SCRIPT
from tests.faults.pseudo import SPIN, Ended, Pty, Running, close, start
from tests.tui.terminal import environment

HALF = "half of a"
STARTING, STARTED = 4.0, 1.2
"""Seconds, and seconds of a processor, that starting and ending may take at most."""
CLOSED, HALVES = "terminals closed", "halves of a terminal taken away"
EARLY = "taken away as it starts"
MOMENTS = (0.02, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3, 0.4)
"""Seconds after the start: before Python is there, while it loads, as the screen is taken."""
DELIVERED = (
    CLOSED,
    HALVES,
    EARLY,
    "answers looked for",
    "half-written words looked for",
    "offered to go on",
    "begun without standard input",
)
TIMES, AT_LEAST = 7, 50
"""How often the full campaign does it all, and how many terminals it closes at least."""


@dataclass(frozen=True)
class Way:
    """How the terminal goes."""

    end: Callable[[Running], None]
    ignoring: bool = False
    """SIGHUP is ignored when it begins, as under nohup."""
    leader: bool = True
    """The terminal is its own: one that is not sends no signal when it goes."""
    two: bool = False
    """It is typed to on one terminal and shows on another."""


def all_of_it(running: Running) -> None:
    close(running.typed_to)


def what_is_shown_on(running: Running) -> None:
    close(running.shown_on)


WAYS = {
    "closed": Way(all_of_it),
    "closed, SIGHUP ignored": Way(all_of_it, ignoring=True),
    "closed, not its own": Way(all_of_it, leader=False),
    "closed, not its own, SIGHUP ignored": Way(all_of_it, ignoring=True, leader=False),
    "only standard input gone": Way(all_of_it, two=True, leader=False),
    "only standard input gone, SIGHUP ignored": Way(all_of_it, two=True, ignoring=True),
    "only the output gone": Way(what_is_shown_on, two=True, leader=False),
    "only the output gone, SIGHUP ignored": Way(what_is_shown_on, two=True, ignoring=True),
}
FACES: dict[str, list[str]] = {"screens": [], "lines": ["--plain"]}
SOME = (
    ("closed, SIGHUP ignored", "screens"),
    ("only standard input gone", "screens"),
    ("only standard input gone", "lines"),
    ("only the output gone", "screens"),
)
"""What the bounded form does."""


def one(way: Way, face: str, home: Path, answers: int, counts: Counter[str]) -> Iterator[str]:
    """Answer some, type half of another on screens, and lose the terminal. What went wrong."""
    script = home / "six.toml"
    script.write_text(SCRIPT)
    words = ["run", str(script), *FACES[face]]
    running = start(home, words, ignoring=way.ignoring, leader=way.leader, two=way.two)
    try:
        for n in range(answers):
            if not running.until(f"Question {n}, please."):
                yield f"question {n} never came: {running.screen[-300:]!r}"
                return
            running.type(f"Answer {n}\r")
        running.until(f"Question {answers}, please.")
        half = face == "screens"
        if half:
            running.type(HALF)
            running.until(HALF, 5)
            time.sleep(1.3)
        if running.process.poll() is not None:
            yield "it had ended before"
            return
        counts[HALVES if way.two else CLOSED] += 1
        yield from judged(
            running.ended(way.end),
            waits=face == "lines" and way.end is what_is_shown_on,
            counts=counts,
        )
    finally:
        running.close()
    yield from kept(home, words, answers, half, counts)


def as_it_starts(way: Way, face: str, home: Path, counts: Counter[str]) -> Iterator[str]:
    """Lose the terminal before there is anything to see."""
    script = home / "six.toml"
    script.write_text(SCRIPT)
    for moment in MOMENTS:
        words = ["run", str(script), *FACES[face]]
        running = start(home, words, ignoring=way.ignoring, leader=way.leader, two=way.two)
        try:
            time.sleep(moment)
            code, took, used = running.ended(way.end)
            counts[EARLY] += 1
            if code is not None:
                counts["slowest, ms"] = max(counts["slowest, ms"], round(took * 1000))
            waits = face == "lines" and way.end is what_is_shown_on
            if (code is None and not waits) or used > STARTED:
                yield f"after {moment} s it ended with {code}, and took {used:.1f} s of a processor"
            if b"Traceback" in running.bytes or b"went wrong" in running.bytes:
                yield f"after {moment} s: {running.screen[-300:]!r}"
        finally:
            running.close()


def judged(ended: Ended, *, waits: bool, counts: Counter[str]) -> Iterator[str]:
    """How it ended; `waits`: it may go on waiting for somebody who can still type."""
    code, took, used = ended
    if code is not None:
        counts["slowest, ms"] = max(counts["slowest, ms"], round(took * 1000))
    counts["most of a processor, ms"] = max(counts["most of a processor, ms"], round(used * 1000))
    if code is None and waits:
        counts["waited on, for somebody who can still type"] += 1
        if used > SPIN / 2:
            yield f"it took {used:.1f} s of a processor to wait"
    else:
        yield from ended.faults()
    if code not in (None, 0, 1, 129, 130, 143):
        yield f"it ended with {code}"


def kept(
    home: Path, words: list[str], answers: int, half: bool, counts: Counter[str]
) -> Iterator[str]:
    """What was answered is on the disk, and it is offered to go on."""
    sittings = list(SessionStore(str(home / "progress")).all())
    there = [reply.value for sitting in sittings for reply in sitting.replies]
    counts["answers looked for"] += answers
    if there[:answers] != [f"Answer {n}" for n in range(answers)]:
        yield f"of {answers} answers {there} were kept"
    counts["half-written words looked for"] += half
    if half and HALF not in [reply.value for sitting in sittings for reply in sitting.ahead]:
        yield "what was half written is gone"
    if answers:
        again = start(home, words, ignoring=False, leader=True, two=False)
        try:
            face = "lines" if "--plain" in words else "screens"
            if again.until(OFFERING[face].offer):
                counts["offered to go on"] += 1
            else:
                yield "it is not offered to go on"
        finally:
            again.close()


COMMANDS: dict[str, list[str]] = {
    "an exercise": ["run", "mindful-pause"],
    "log": ["log"],
    "home": [],
    "now": ["now"],
    "breathe": ["breathe", "--no-wait"],
}


def without(home: Path, names: list[str], counts: Counter[str]) -> Iterator[str]:
    """No standard input from the start, whatever else is a terminal: it must not wait or spin."""
    ends: dict[str, Callable[[], int]] = {
        "/dev/null": lambda: os.open(os.devnull, os.O_RDONLY),
        "a closed pipe": _closed_pipe,
        "none at all": lambda: -1,
        "a terminal that is gone": _closed_pty,
    }
    for end, make in ends.items():
        for name in names:
            shown, stdin = Pty(), make()
            process = subprocess.Popen(
                [sys.executable, "-m", "rsense", *COMMANDS[name]],
                env=environment(home),
                stdin=None if stdin < 0 else stdin,
                stdout=shown.theirs,
                stderr=shown.theirs,
                start_new_session=True,
                preexec_fn=(lambda: os.close(0)) if stdin < 0 else None,  # noqa: PLW1509 - as above
            )
            os.close(shown.theirs)
            if stdin >= 0:
                os.close(stdin)
            running = Running(process, shown, shown)
            try:
                code, took, used = running.ended(seconds=STARTING)
                counts["begun without standard input"] += 1
                if code is None or used > STARTED:
                    yield f"{name}, {end}: {took:.1f} s, and {used:.1f} s of a processor"
                if code not in (0, 1, 2, 130):
                    yield f"{name}, {end}: it ended with {code}"
                if b"Traceback" in running.bytes or b"went wrong" in running.bytes:
                    yield f"{name}, {end}: a traceback"
            finally:
                running.close()


def _closed_pipe() -> int:
    ours, theirs = os.pipe()
    os.close(theirs)
    return ours


def _closed_pty() -> int:
    pty = Pty()
    os.close(pty.ours)
    return pty.theirs


def main(arguments: list[str]) -> int:
    full = "--full" in arguments
    counts, found = Counter[str](dict.fromkeys(DELIVERED, 0)), list[str]()
    begun = time.monotonic()
    rounds = [(way, face, 1) for way, face in SOME]
    if full:
        times = (n % QUESTIONS for n in range(TIMES))
        rounds = [(way, face, n) for n in times for way in WAYS for face in FACES]
    for way, face, answers in rounds:
        with tempfile.TemporaryDirectory() as home:
            found += (
                f"{face}, {way}: {what}"
                for what in one(WAYS[way], face, Path(home), answers, counts)
            )
    for way in WAYS if full else ("closed, not its own", "only standard input gone"):
        for face in FACES if full else ("screens",):
            with tempfile.TemporaryDirectory() as home:
                early = as_it_starts(WAYS[way], face, Path(home), counts)
                found += (f"{face}, {way}: {what}" for what in early)
    with tempfile.TemporaryDirectory() as home:
        found += without(Path(home), list(COMMANDS) if full else ["an exercise", "log"], counts)
    found += (f"none: {what}" for what in DELIVERED if not counts[what])
    if counts[CLOSED] + counts[HALVES] < len(rounds) or (full and counts[CLOSED] < AT_LEAST):
        found.append(f"only {counts[CLOSED]} {CLOSED}, and {counts[HALVES]} {HALVES}")
    return ended("gone", begun, counts, found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
