"""The screens in a real terminal: `python -m tests.bench.bench_screens`.

How soon the first frame is there, against the smallest Textual program there is; what a breath and
an idle screen take of a processor, and write; how late phases begin. `--keep DIR` keeps the
environments.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tests.bench.room import Command, Room, room
from tests.bench.screen import Screen

FOLLOW = (Path(__file__).parent / "following.py").resolve()
MINIMAL = (Path(__file__).parent / "minimal.py").resolve()
FRAME = 1000 / 30
BREATH = ("breathe", "4-6", "--minutes", "3", "--private")
MINUTES = 5


def environ(here: Room) -> Mapping[str, str]:
    home = here.home("screens")
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text("welcomed = true\n")
    return {
        **here.environ(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    }


def first_frames(here: Room) -> None:
    """From the start of the process until the last word of the first screen was written."""
    ours: dict[str, tuple[tuple[str, ...], tuple[str, ...], float]] = {
        "breathe": (("breathe", "--private"), ("Let one breath", "help now"), 1.35),
        "breathe 4-6": (("breathe", "4-6", "--private"), ("Enter begins", "help now"), 1.35),
        "home": ((), ("It hurts now", "help now"), 1.6),
        "now": (("now", "--private"), ("How strong is it", "help now"), 1.35),
    }
    minimal: tuple[Command, tuple[str, ...]] = ((here.python, MINIMAL), ("the first frame",))
    for name, (arguments, words, most) in ours.items():
        ours_is: Command = (here.rsense, *arguments)
        mine: list[float] = []
        other: list[float] = []
        for turn in range(here.rounds + 1):
            for found, (command, awaited) in ((mine, (ours_is, words)), (other, minimal)):
                with Screen(command, environ(here)) as screen:
                    took = screen.until(*awaited)
                if turn:  # once for nothing
                    found.append(took)
        ratio = statistics.median(a / b for a, b in zip(mine, other))
        times = f"{statistics.median(mine) * 1e3:.0f} / {statistics.median(other) * 1e3:.0f} ms"
        here._tell(
            f"first frame of {name}", f"{ratio:.2f}x", f"<= {most}x  ({times})", good=ratio <= most
        )


def share(  # noqa: PLR0917
    here: Room, what: str, screen: Screen, most: float, bytes_: float, seconds: float
) -> None:
    processor, written = screen.watch(seconds)
    here._tell(what, f"{processor:.2%}", f"<= {most:.1%} of a core", good=processor <= most)
    here._tell(
        what, f"{written / 1000:.1f} kB/s", f"<= {bytes_ / 1000:.1f} kB/s", good=written <= bytes_
    )


def at_work(here: Room) -> None:
    with Screen((here.python, MINIMAL), environ(here)) as screen:
        screen.until("the first frame")
        screen.watch(1)
        share(here, "the minimal program, idle: what this machine does", screen, 0.003, 100, 10)
    with Screen((here.rsense, *BREATH), environ(here)) as screen:
        screen.until("Enter begins", "help now")
        screen.watch(1)
        share(here, "a question, idle", screen, 0.003, 100, 10)
        screen.type("\r", "breathe in")
        share(here, "a breath in 100x30", screen, 0.05, 60_000, 30)
        screen.type(" ", "Paused")
        screen.watch(2)
        share(here, "a breath, paused", screen, 0.003, 100, 10)
    with Screen((here.rsense, *BREATH, "--inline"), environ(here)) as screen:
        screen.until("Enter begins")
        screen.type("\r", "breathe in")
        share(here, "the bar of --inline", screen, 0.03, 20_000, 30)
    with Screen((here.rsense,), environ(here)) as screen:
        screen.until("It hurts now", "help now")
        screen.watch(1)
        share(here, "home, idle", screen, 0.003, 100, 10)
    with Screen((here.rsense, "run", "journal", "--private"), environ(here)) as screen:
        screen.until("help now")
        screen.type("a long day", "day")
        screen.watch(1)
        share(here, "a text being written, idle", screen, 0.003, 100, 10)
    with Screen((here.rsense, *BREATH, "--no-wait"), environ(here)) as screen:
        screen.until("Enter begins", "help now")
        screen.type("\r", "all of it")
        screen.type("\r", "Nothing was kept", "help now")
        screen.watch(1)
        share(here, "the ending, idle", screen, 0.003, 100, 10)


def lateness(here: Room, minutes: float) -> None:
    """How long after it was due the word of a phase reached the terminal."""
    began = here.folder / "began"
    began.unlink(missing_ok=True)
    asked = {**environ(here), "BEGAN": str(began)}
    late: list[float] = []
    with Screen((here.python, FOLLOW, str(minutes)), asked) as screen:
        screen.until("Enter begins")
        screen.type("\r", "breathe in")
        first = float(began.read_text())
        due = first + 4
        end = first + minutes * 60 - 1
        while due < end:
            word = b"breathe out" if round(due - first) % 10 == 4 else b"breathe in"
            while word not in screen.listen(1.0):
                if time.monotonic() > due + 2:
                    raise SystemExit(f"{word!r} never came")
            late.append((time.monotonic() - due) * 1000)
            due += 6 if word == b"breathe out" else 4
    middle, worst = statistics.median(late), max(late)
    half = len(late) // 2
    grown = statistics.median(late[half:]) - statistics.median(late[:half])
    what = f"phases over {minutes:g} minutes"
    here._tell(what, f"{middle:.1f} ms", "<= 5 ms late, median", good=middle <= 5)
    here._tell(what, f"{worst:.1f} ms", f"<= {FRAME:.0f} ms late, at worst", good=worst <= FRAME)
    here._tell(what, f"{grown:+.1f} ms", "second half against first", good=grown <= 2)


if __name__ == "__main__":
    with room(__doc__) as here:
        first_frames(here)
        at_work(here)
        lateness(here, MINUTES)
        sys.exit(here.code)
