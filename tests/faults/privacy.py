"""What is left behind in a real terminal, in the process list and on disk, whichever way one goes.

`python -m tests.faults.privacy [--full]`: prints its counts and ends with 1 if anything was found.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

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
CRASH = """
import sys
from rsense.cli.app import main
from rsense.tui.views.view import PromptView

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
counts: Counter[str] = Counter()
defects: list[str] = []


def found(what: str) -> None:
    defects.append(what)


def tree(root: Path) -> str:
    """A digest of every name, mode and byte under a folder."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        mode = path.lstat().st_mode
        digest.update(f"{path.relative_to(root)} {mode}\n".encode("utf-8", "surrogateescape"))
        if path.is_file() and not path.is_symlink():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def surroundings(root: Path) -> dict[str, str]:
    """Every folder a program may think of, inside one that can be hashed."""
    made = {}
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME",
                 "TMPDIR", "XDG_RUNTIME_DIR"):  # fmt: skip
        folder = root / name.lower()
        folder.mkdir()
        made[name] = str(folder)
    return made


def listed(terminal: Terminal) -> None:
    """What the process list tells of the program and its children."""
    for part in ("cmdline", "comm", "environ"):
        path = Path(f"/proc/{terminal.child.pid}/{part}")
        if path.exists():
            counts["process entries read"] += 1
            if SECRET.encode() in path.read_bytes():
                found(f"a word in {path.name} of the process")


def half_way(terminal: Terminal, chance: random.Random) -> None:
    terminal.until("What happened?")
    terminal.type(f"{SECRET} one\r")
    terminal.until("And then?")
    terminal.type(f"{SECRET} two"[: chance.randint(len(SECRET), 40)])
    if SECRET not in terminal.screen:
        found("nothing was on the screen: this proves nothing")
    listed(terminal)


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


def one_round(script: str, root: Path, chance: random.Random) -> None:
    for name in WAYS:
        with rsense(root / f"kept-{chance.random()}", "run", script, "--new") as terminal:
            half_way(terminal, chance)
            leave(terminal, name)
        private(script, name, root, chance)
    with python(root / "crash", CRASH.format(script=script)) as terminal:
        terminal.until("What happened?")
        terminal.type(f"{SECRET}\r")
        code = terminal.ended()
        counts["crashes"] += 1
        if code != 1 or SECRET in terminal.primary or "Traceback" in terminal.primary:
            found(f"a crash left words or ended with {code}")
    looked_back(root, chance)


def private(script: str, name: str, root: Path, chance: random.Random) -> None:
    """The same with --private, in folders that are hashed before and after."""
    place = Path(tempfile.mkdtemp(dir=root))
    environ = surroundings(place)
    before = tree(place)
    with rsense(place / "home", "run", script, "--private", **environ) as terminal:
        half_way(terminal, chance)
        leave(terminal, name)
    counts["private sittings hashed"] += 1
    if tree(place) != before:
        found(f"--private left {[str(p) for p in place.rglob('*') if p.is_file()]} after {name}")


def looked_back(root: Path, chance: random.Random) -> None:
    """Words that are read again on the screens of the past leave no trace either."""
    home = root / f"past-{chance.random()}"
    environ = environment(home)
    with Terminal(
        [sys.executable, "-m", "rsense", "keep", "people", f"{SECRET} 555"], environ
    ) as t:
        t.ended()
    (home / "config.toml").write_text("welcomed = true\n")
    with Terminal([sys.executable, "-m", "rsense"], environ) as terminal:
        terminal.until("rsense")
        terminal.type("h")
        terminal.until(SECRET, 10)
        counts["looked back"] += 1
        leave(terminal, "Ctrl+C")


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


def main(arguments: list[str]) -> int:
    chance = random.Random(7)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        script = root / "small.toml"
        script.write_text(SCRIPT)
        crashes_leave_no_core(root)
        for _ in range(FULL_ROUNDS if "--full" in arguments else ROUNDS):
            one_round(str(script), root, chance)
    for what, count in counts.items():
        print(f"{count:>6}  {what}")
    for what in dict.fromkeys(defects):
        print(f"FOUND  {what}")
    print(f"privacy: {len(defects)} found, {time.monotonic() - begun:.0f} s")
    return 1 if defects else 0


if __name__ == "__main__":
    os.environ.pop("RSENSE_DEBUG", None)
    sys.exit(main(sys.argv[1:]))
