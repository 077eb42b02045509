"""Ten years of records, and a folder with a million names of others.

Promise: everything answers, `log` unchanged, the last ten at most 8 times a bare interpreter.

`python -m tests.faults.many_names [--full]`. Empty files that are not of rsense lie wherever
records do; 20,000 of them, or with `--full` a million. Prints what each command takes beside the
same folder without them; ends with 1 if anything was found.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults import ten_years
from tests.faults.outcome import ended
from tests.faults.read_only import BARE, EMERGENCY
from tests.faults.writing import filled

FEW, MILLION = 20_000, 1_000_000
PLACES = {"records/2026/11": 0.5, "": 0.2, "progress": 0.1, "trash": 0.1, "records": 0.1}
"""Where they lie, and how many of them."""
ENDINGS = (".txt", ".jpg", ".toml~", "", ".swp")
SOON = 0.5
"""Seconds of a processor, in peace, for what is asked for in need: `help-now`, `log`."""
PATIENCE = 5.0
"""Seconds for the others."""
A_LOOK = 60e-6
"""Seconds that `doctor` may take for each: it looks at everything, and names it."""
MEMORY = 64 * 1024
"""Kilobytes that names may add, whatever their number; see `grows`."""
A_NAME = 0.6
"""Kilobytes a name for `doctor`, which has each of them to name."""
HOME = """
from rsense.services import context, home
print(home.home(context.open_context()))
"""
"""What the home screen asks before it can be drawn."""
COMMANDS: dict[str, tuple[list[str], str]] = {
    "help-now": (["help-now"], EMERGENCY),
    "log": (["log", "a short reply"], "Saved"),
    "history": (["history"], "Text unread"),
    "now": (["now", "--plain"], "How strong is it"),
    "home": ([], "HomeData(today="),
    "kept": (["kept"], "She drove"),
    "trash": (["trash"], "quarrel"),
    "an exercise": (["run", "mindful-pause", "--no-wait", "--plain"], "Mindful pause"),
    "doctor": (["doctor"], "11 records"),
}


@dataclass(frozen=True)
class Took:
    said: str
    code: int
    clock: float
    used: float
    """Seconds of a processor."""
    memory: int
    """Kilobytes at most."""


def took(words: list[str], home: Path) -> Took:
    with tempfile.TemporaryFile() as out:
        begun = time.monotonic()
        environ = {**os.environ, "RSENSE_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
        process = subprocess.Popen(
            [sys.executable, *(["-m", "rsense", *words] if words else ["-c", HOME])],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env=environ,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        clock = time.monotonic() - begun
        out.seek(0)
        said = out.read(1 << 20).decode("utf-8", "replace")
    used = usage.ru_utime + usage.ru_stime
    return Took(said, process.returncode, clock, used, usage.ru_maxrss)


def strewn(home: Path, count: int) -> int:
    """Put so many empty files there; how many there are."""
    made = 0
    for place, share in PLACES.items():
        folder = home / place
        folder.mkdir(exist_ok=True)
        for number in range(round(count * share)):
            name = f"foreign {number:07}{ENDINGS[number % len(ENDINGS)]}"
            os.close(os.open(folder / name, os.O_CREAT | os.O_WRONLY, 0o600))
            made += 1
    return made


def slowness() -> float:
    """How many times slower than in peace a bare interpreter is here and now, 1 at least."""
    taken: list[float] = []
    for _ in range(3):
        begun = time.monotonic()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        taken.append(time.monotonic() - begun)
    return max(min(taken) / BARE, 1.0)


def judged(name: str, without: Took, now: Took, count: int) -> Iterator[str]:
    _, wanted = COMMANDS[name]
    if wanted not in " ".join(now.said.split()):
        yield f"{name} does not answer (code {now.code}): {now.said[:200]!r}"
    if "Traceback" in now.said or "went wrong inside" in now.said:
        yield f"{name} failed: {now.said[:200]!r}"
    limit = SOON if name in ("help-now", "log") else PATIENCE
    if name == "doctor":
        limit += A_LOOK * count
    if now.used > limit * slowness():
        yield f"{name} took {now.used:.2f} s of a processor"
    grown = now.memory - without.memory
    most = max(A_NAME * count, MEMORY) if name == "doctor" else MEMORY
    if grown > most:
        yield f"{name} took {grown / 1024:.0f} MB more"


def main(arguments: list[str]) -> int:
    count = MILLION if "--full" in arguments else FEW
    found, begun = list[str](), time.monotonic()
    os.umask(0o077)
    place = tempfile.mkdtemp()
    try:
        found += ten_years.judged(Path(place))
        home = Path(place, "home")
        home.mkdir()
        filled(home)
        without = {name: took(words, home) for name, (words, _) in COMMANDS.items()}
        made = strewn(home, count)
        print(f"{made:,} names of others, {time.monotonic() - begun:.0f} s")
        for name, (words, _) in COMMANDS.items():
            before, now = without[name], took(words, home)
            print(
                f"{name:>12}: {before.clock:6.2f} s and {before.memory // 1024:3} MB without, "
                f"{now.clock:6.2f} s ({now.used:.2f} of a processor) and "
                f"{now.memory // 1024:3} MB with them"
            )
            found += judged(name, before, now, made)
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(place)
    return int(ended("many_names", begun, {}, found) or made < count)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
