"""What is left behind in a real terminal, in the process list and on disk, whichever way one goes.

Promise: no answer stays in the terminal, the process list or a core dump after leaving, and
`--private` leaves nothing on disk.

`python -m tests.faults.privacy [--full]`: prints its counts and ends with 1 if anything was found.
"""

from __future__ import annotations

import os
import random
import re
import signal
import stat
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.faults.outcome import ended
from tests.faults.processes import arguments, entries, family
from tests.faults.surroundings import surroundings, tree
from tests.tui.terminal import Terminal, environment, python, rsense

SECRET = "zaunkoenig"
"""A word of the person's, not to be met anywhere else."""
SCRIPT = """format = 1
title = "A test"
stage = "settle"

[[step]]
id = "what"
kind = "ask"
text = "What happened?"
pin = true

[[step]]
id = "more"
kind = "ask"
text = "And then?"
lines = "many"
"""
EDITOR = """
import sys
print("The editor waits.", flush=True)
sys.stdin.readline()
"""
CRASH = """
import sys
from rsense.cli.main import main
from rsense.tui.views.base import PromptView

def fall(self, value):
    words = value
    if len(sys.argv) > 0:
        raise RuntimeError(words)

PromptView.answer = fall
sys.exit(main(["run", {script!r}]))
"""
TITLE = re.compile(rb"\x1b\](?:0|1|2|7|8|9|52|777|1337)[;?]")
BLANK = "\x1b[24~"
ROUNDS, FULL_ROUNDS = 1, 25


def kill(number: int) -> Callable[[Terminal], None]:
    return lambda terminal: terminal.child.kill(number)


def keys(*typed: str) -> Callable[[Terminal], None]:
    def press(terminal: Terminal) -> None:
        for one in typed:
            terminal.type(one)

    return press


def blanked(terminal: Terminal) -> None:
    terminal.type(BLANK)
    end = time.monotonic() + 5
    while SECRET in terminal.screen and time.monotonic() < end:
        terminal.listen()
    if SECRET in terminal.screen:
        found("a word on the blank screen")
    counts["blank screens looked at"] += 1
    terminal.child.kill(signal.SIGTERM)


WAYS: dict[str, tuple[Callable[[Terminal], None], set[int]]] = {
    "Escape": (keys("\x1b"), {0}),
    "Ctrl+C": (keys("\x03"), {130}),
    "SIGTERM": (kill(signal.SIGTERM), {143}),
    "SIGHUP": (kill(signal.SIGHUP), {129}),
    "blank, then SIGTERM": (blanked, {143}),
}
IN_NOW = (("How strong is it", "7"), ("breathe in", "w"))
"""What stands there and the keys that lead to the first words of `now`."""
OTHERS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("pause", "--inline", "--new"): ("Escape", "SIGTERM"),
    ("pause", "--inline", "--private"): ("Ctrl+C",),
    ("pause", "--private"): ("SIGHUP",),
    ("now", "--private"): ("SIGTERM",),
}
"""What else may be under way, and how it is left in the bounded form; every way in the full."""
PROVEN = (
    *(f"left by {name}" for name in WAYS),
    "blank screens looked at",
    "crashes",
    "looked back",
    "entries of the program read",
    "entries of an editor read",
    "drafts looked at",
    "times the program was killed where a core could be written",
    *(
        f"hashed: {' '.join(words)}"
        for words in (("run", "--private"), *OTHERS)
        if "--private" in words
    ),
)
"""Counts that prove nothing where they are none."""
counts: Counter[str] = Counter()
defects: list[str] = []


def found(what: str) -> None:
    defects.append(what)


def listed(terminal: Terminal) -> None:
    """What the process list tells of the program and its children."""
    program, *children = family(terminal.child.pid)
    for pid in (program, *children):
        whose = "an editor" if pid in children else "the program"
        for part, told in entries(pid):
            counts[f"entries of {whose} read"] += 1
            if SECRET.encode() in told:
                found(f"a word in {part} of {whose}")


def half_way(terminal: Terminal, chance: random.Random, words: Sequence[str] = ()) -> None:
    """Words on the screen, of which the last are half typed."""
    if "now" in words:
        for stands, key in IN_NOW:
            terminal.until(stands)
            terminal.type(key)
        terminal.until("What happened?")
        terminal.type(f"{SECRET} ")
    else:
        terminal.until("What happened?")
        terminal.type(f"{SECRET} one\r")
        terminal.until("And then?")
    terminal.type(f"{SECRET} two"[: chance.randint(len(SECRET), 40)])
    if SECRET not in terminal.screen:
        found("nothing was on the screen: this proves nothing")
    listed(terminal)
    if "now" in words:  # on into an exercise: what is not private would be kept by then
        terminal.type("\r")
        terminal.until("What do you feel?")
        terminal.type("\x0e")
        terminal.until("may fit")
        terminal.type("1")
        terminal.until("Put one hand")


def leave(terminal: Terminal, name: str) -> None:
    way, codes = WAYS[name]
    way(terminal)
    code = terminal.ended()
    counts[f"left by {name}"] += 1
    if code not in codes:
        found(f"{name} ended with {code}")
    if SECRET in terminal.primary:
        found(f"a word stays in the terminal after {name}")
    if terminal.modes_left_on:
        found(f"{terminal.modes_left_on} left on after {name}")
    if terminal.settings_changed:
        found(f"settings of the terminal not put back after {name}: {terminal.settings_changed}")
    for sequence in TITLE.findall(terminal.bytes):
        found(f"the terminal was sent {sequence!r}")


def one_round(script: str, root: Path, chance: random.Random, *, full: bool) -> None:
    for name in WAYS:
        with rsense(root / f"kept-{chance.random()}", "run", script, "--new") as terminal:
            half_way(terminal, chance)
            leave(terminal, name)
        private(("run", script, "--private"), name, root, chance)
    for words, ways in OTHERS.items():
        for name in WAYS if full else ways:
            if "--private" in words:
                private(words, name, root, chance)
                continue
            with rsense(of_ones_own(root / f"kept-{chance.random()}"), *words) as terminal:
                half_way(terminal, chance, words)
                leave(terminal, name)
    with python(root / "crash", CRASH.format(script=script)) as terminal:
        terminal.until("What happened?")
        terminal.type(f"{SECRET}\r")
        code = terminal.ended()
        counts["crashes"] += 1
        if code != 1 or SECRET in terminal.primary or "Traceback" in terminal.primary:
            found(f"a crash left words or ended with {code}")
    looked_back(root, chance)
    edited(root, chance)


def of_ones_own(home: Path) -> Path:
    """A home in which `pause` asks for words at once."""
    (home / "exercises").mkdir(0o700, parents=True)
    (home / "exercises" / "mindful-pause.toml").write_text(SCRIPT)
    return home


def private(words: tuple[str, ...], name: str, root: Path, chance: random.Random) -> None:
    """The same with --private, in folders that are hashed before and after."""
    place = Path(tempfile.mkdtemp(dir=root))
    environ = surroundings(place)
    if "pause" in words:
        of_ones_own(place / "home")
    before = tree(place)
    with rsense(place / "home", *words, **environ) as terminal:
        half_way(terminal, chance, words)
        leave(terminal, name)
    counts[f"hashed: {' '.join(word for word in words if '/' not in word)}"] += 1
    if tree(place) != before:
        left = [str(path) for path in place.rglob("*") if path.is_file()]
        found(f"{' '.join(words)} left {left} after {name}")


def looked_back(root: Path, chance: random.Random) -> None:
    """Words that are read again on the screens of the past leave no trace either."""
    home = root / f"past-{chance.random()}"
    environ = environment(home)
    with Terminal(
        [sys.executable, "-m", "rsense", "keep", "evidence", f"{SECRET} 555"], environ
    ) as t:
        t.ended()
    (home / "config.toml").write_text("welcomed = true\n")
    with Terminal([sys.executable, "-m", "rsense"], environ) as terminal:
        terminal.until("rsense")
        terminal.type("h")
        terminal.until(SECRET, 10)
        counts["looked back"] += 1
        leave(terminal, "Ctrl+C")


def edited(root: Path, chance: random.Random) -> None:
    """A record in an editor: what the process list says of that, and its copy of the words."""
    home = root / f"edited-{chance.random()}"
    editor = root / "editor.py"
    editor.write_text(EDITOR)
    with rsense(home, "log", f"{SECRET} again") as terminal:
        terminal.ended()
    with rsense(home, "edit", "last", EDITOR=f"{sys.executable} {editor}", VISUAL="") as terminal:
        terminal.until("The editor waits.")
        listed(terminal)
        for pid in family(terminal.child.pid)[1:]:
            copy = Path(arguments(pid)[-1])
            counts["drafts looked at"] += SECRET in copy.read_text()
            for path, wanted in ((copy, 0o600), (copy.parent, 0o700)):
                if (mode := stat.S_IMODE(path.stat().st_mode)) != wanted:
                    found(f"{path.name} is {mode:o} while it is edited")
        terminal.type("\r")
        terminal.until("press Enter here")  # it came back at once, as an editor with a window does
        terminal.type("\r")
        if (code := terminal.ended()) or SECRET in terminal.primary:
            found(f"an edit left words or ended with {code}")


def crashes_leave_no_core(root: Path) -> None:
    """SIGQUIT, SIGSEGV and SIGABRT where a core could be written, and is of a bare interpreter."""
    place = root / "core"
    place.mkdir()
    python = f'cd {place} && ulimit -c unlimited; exec "{sys.executable}"'
    for begin, of in (("-m rsense breathe", "the program"), ("-q", "a bare interpreter")):
        for number in (signal.SIGQUIT, signal.SIGSEGV, signal.SIGABRT):
            command = ["/bin/sh", "-c", f"{python} {begin}"]
            with Terminal(command, environment(root / "x")) as terminal:
                terminal.listen(2.0)
                terminal.child.kill(number)
                if (code := terminal.ended()) != 128 + number:
                    found(f"{number.name} did not kill {of}: it ended with {code}")
            counts[f"times {of} was killed where a core could be written"] += 1
        left = [path.name for path in place.iterdir()]
        counts[f"cores of {of}"] += len(left)
        if left and of == "the program":
            found(f"cores: {left}")


def main(given: list[str]) -> int:
    chance = random.Random(7)
    begun, full = time.monotonic(), "--full" in given
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        script = root / "small.toml"
        script.write_text(SCRIPT)
        crashes_leave_no_core(root)
        for _ in range(FULL_ROUNDS if full else ROUNDS):
            one_round(str(script), root, chance, full=full)
    for what in PROVEN:
        if not counts[what]:
            found(f"{what}: none, so nothing is proven")
    return ended("privacy", begun, counts, dict.fromkeys(defects))


if __name__ == "__main__":
    os.environ.pop("RSENSE_DEBUG", None)
    sys.exit(main(sys.argv[1:]))
