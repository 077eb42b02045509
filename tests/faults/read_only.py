"""A disk that can only be read.

Promise: `help-now` answers in 0.5 s, whatever else is broken; all that reads still answers.

`python -m tests.faults.read_only [--full]`. The disk is a real one, mounted read-only in a mount
namespace of this script's own; where neither root nor a user namespace may mount, it says so and
proves nothing. The home, HOME, TMPDIR and the folder it is run in are all on it. Prints its counts;
ends with 1 if anything was found.
"""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.faults.outcome import ended
from tests.faults.writing import COMMANDS, EDITOR, filled

INSIDE = "RSENSE_TEST_INSIDE"
NAMESPACES = (["unshare", "-m"], ["unshare", "-rm"])
"""As root, and as anybody whom the system lets."""
SOON = 0.5
"""Seconds in which help must be there, where a bare interpreter takes what it does in peace."""
BARE = 0.03
"""Seconds that a bare interpreter takes on a machine with nothing else to do; see `allowed`."""
EMERGENCY = "call your local emergency number now"
READING: dict[str, list[str]] = {
    "help-now": ["help-now"],
    "history": ["history"],
    "history --json": ["history", "--json"],
    "show": ["show", "last"],
    "kept": ["kept"],
    "tags": ["tags"],
    "trash": ["trash"],
    "exercises": ["exercises"],
    "test": ["test", "mindful-pause"],
    "check": ["check", "HOME/exercises/mine.toml"],
    "simulate": ["simulate", "HOME/exercises/mine.toml"],
    "explain": ["explain", "RS012"],
    "where": ["where"],
    "schema": ["schema"],
    "settings": ["settings"],
    "doctor": ["doctor"],
    "doctor --json": ["doctor", "--json"],
    "export": ["export"],
    "export --csv": ["export", "--csv"],
    "export --markdown": ["export", "--markdown"],
    "insights": ["insights"],
    "insights --json": ["insights", "--json"],
    "report": ["report", "--yes"],
    "completion": ["completion", "bash"],
    "home": [],
    "version": ["--version"],
    "a private exercise": ["run", "mindful-pause", "--private", "--no-wait"],
}


HOMES = ("home", "broken", "none")
"""In which help is asked for: all is well, every file is broken, there is none."""
SILENT = ("doctor --json",)
"""What says nothing where all is well."""


def in_a_namespace(arguments: list[str]) -> int:
    """Run this script again where it may mount."""
    for unshare in NAMESPACES:
        command = [*unshare, sys.executable, "-m", "tests.faults.read_only", *arguments]
        try:
            allowed = subprocess.run([*unshare, "true"], capture_output=True, check=False)
        except FileNotFoundError:
            break
        if allowed.returncode == 0:
            environ = {**os.environ, INSIDE: "1"}
            return subprocess.run(command, env=environ, check=False).returncode
    print("read_only: nothing may be mounted here, so nothing is proven.")
    return 0


def mounted(disk: Path) -> bool:
    """Put a disk of its own there, fill it, and make it read-only; whether that went."""
    mount = ["mount", "-t", "tmpfs", "-o", "mode=0700", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        return False
    for name in ("home", "broken"):
        (disk / name).mkdir(mode=0o700)
        filled(disk / name)
    for path in (disk / "broken").rglob("*.toml"):
        path.write_bytes(b"\xff\x00[[" * 99)
    again = ["mount", "-o", "remount,ro", str(disk)]
    return subprocess.run(again, capture_output=True, check=False).returncode == 0


def environment(disk: Path, home: str) -> dict[str, str]:
    there = {name: str(disk) for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    kept = {
        name: value for name, value in os.environ.items() if name.startswith(("PATH", "PYTHON"))
    }
    return {
        **kept,
        **there,
        "RSENSE_HOME": str(disk / home),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
        "EDITOR": EDITOR,
    }


def ran(
    words: list[str], disk: Path, home: str, stdin: str = ""
) -> tuple[subprocess.CompletedProcess[str], float, float]:
    """What came of it, and seconds: by the clock, and of a processor."""
    begun, used = time.monotonic(), spent()
    done = subprocess.run(
        [sys.executable, *words],
        cwd=disk,
        env=environment(disk, home),
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done, time.monotonic() - begun, spent() - used


def spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def read(disk: Path, homes: tuple[str, ...], counts: Counter[str]) -> Iterator[str]:
    """Every command that reads; what is not there yet may be told of with a code, or not at all."""
    for home in homes:
        for name, given in READING.items():
            words = [word.replace("HOME", str(disk / "home")) for word in given]
            done, _, _ = ran(["-m", "rsense", *words], disk, home, stdin="\n" * 30)
            counts["commands that read"] += 1
            said = done.stdout + done.stderr
            if "Traceback" in said or "went wrong inside" in said or "could not be done" in said:
                yield f"{name} ({home}): {said.strip()[-200:]!r}"
            elif done.returncode and not (home == "none" and name == "show"):
                yield f"{name} ({home}) ended with {done.returncode}: {said.strip()[-200:]!r}"
            elif not said.strip() and home == "home" and name not in SILENT:
                yield f"{name} ({home}) says nothing"


def write(disk: Path, counts: Counter[str]) -> Iterator[str]:
    """Every command that writes says that it could not, and gives the words back."""
    for name, command in COMMANDS.items():
        if command.person or command.act or name.startswith(("undo", "a private")):
            continue
        words = [
            w.replace("HOME", str(disk / "home")).replace("ROOM/mine.toml", "mine")
            for w in command.words
        ]
        if words[:2] == ["doctor", "--mend"]:
            continue  # there is nothing to mend
        done, _, _ = ran(["-m", "rsense", *words], disk, "home", command.stdin)
        counts["commands that write"] += 1
        said = done.stdout + done.stderr
        if done.returncode == 0:
            yield f"{name} ended with 0: {said.strip()[-200:]!r}"
        if "only be read" not in said and "Read-only" not in said and "removed" not in said:
            yield f"{name} does not say why: {said.strip()[-200:]!r}"
        back = command.says[:1] if command.words[0] in ("run", "now") else command.says
        for one in back:
            if one not in said:
                yield f"{name} does not give back {one!r}"


def help_in_time(disk: Path, times: int, counts: Counter[str]) -> Iterator[str]:
    """`help-now`, by the clock and by the processor, beside a bare interpreter of the moment."""
    bare, clock, used = [], [], []
    for home in HOMES * times:
        bare.append(ran(["-c", "pass"], disk, home)[1])
        done, seconds, of_a_processor = ran(["-m", "rsense", "help-now"], disk, home)
        clock.append(seconds)
        used.append(of_a_processor)
        counts[f"times help was asked for ({home})"] += 1
        told = EMERGENCY in " ".join(done.stdout.split())
        if done.returncode or "Traceback" in done.stderr or not told:
            yield f"help-now ({home}) ended with {done.returncode}: {done.stderr[-200:]!r}"
    allowed = SOON * max(min(bare) / BARE, 1.0)
    counts["help-now, ms at best"] = round(min(clock) * 1000)
    counts["help-now, ms at worst"] = round(max(clock) * 1000)
    counts["help-now, ms of a processor"] = round(min(used) * 1000)
    counts["help-now, times a bare interpreter"] = round(min(clock) / min(bare))
    counts["allowed here, ms"] = round(allowed * 1000)
    if min(clock) > allowed or min(used) > SOON:
        yield f"help-now took {min(clock):.2f} s at best, {min(used):.2f} of a processor"


def main(arguments: list[str]) -> int:
    if INSIDE not in os.environ:
        return in_a_namespace(arguments)
    os.umask(0o077)
    full = "--full" in arguments
    counts, found = Counter[str](), list[str]()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        disk = Path(place, "disk")
        disk.mkdir()
        if not mounted(disk):
            print("read_only: nothing may be mounted here, so nothing is proven.")
            return 0
        try:
            try:
                (disk / "home" / "x").write_bytes(b"")
                found.append("the disk can be written: nothing is proven")
            except OSError as error:
                counts["writes refused by the disk"] += error.errno == errno.EROFS
            found += help_in_time(disk, 20 if full else 3, counts)
            found += read(disk, ("home", "none") if full else ("home",), counts)
            if full:
                found += write(disk, counts)
        finally:
            subprocess.run(["umount", str(disk)], check=False)
    return ended("read_only", begun, counts, found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
