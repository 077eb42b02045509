"""Where speed is measured: fresh environments, and whole processes against each other.

A machine is never quiet. So two commands take turns (A B A B …), each pair gives a ratio, and the
median of the ratios counts: what disturbs one disturbs the other.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

TREE = Path(__file__).parents[2]
JRNL = "jrnl==4.6"

EMPTY = """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"
[project]
name = "rsense-bench-empty"
version = "0"
[project.scripts]
empty = "rsense_bench_empty:main"
"""

Command = Sequence[str | Path]


@dataclass
class Room:
    """A folder with what is measured installed in it, and what was found so far."""

    folder: Path
    rounds: int
    missed: list[str] = field(default_factory=list)
    memory: int = 0
    """Kilobytes, the most that any of our commands took."""
    most_memory: int = 60 * 1024
    """Kilobytes that one of them may take."""

    @property
    def python(self) -> Path:
        return self.folder / "ours" / "bin" / "python"

    @property
    def rsense(self) -> Path:
        return self.folder / "ours" / "bin" / "rsense"

    @property
    def empty(self) -> Path:
        """A console script that does nothing, installed as rsense is."""
        return self.folder / "ours" / "bin" / "empty"

    @property
    def jrnl(self) -> Path | None:
        """The peer, where it can be had."""
        path = self.folder / "peer" / "bin" / "jrnl"
        return path if path.exists() else None

    def home(self, name: str) -> Path:
        return self.folder / name

    def environ(self, home: Path) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "TZ", "LANG") if name in os.environ}
        return {**kept, "HOME": str(self.folder), "RSENSE_HOME": str(home)}

    def run(self, command: Command, home: Path) -> tuple[float, int]:
        """(seconds, kilobytes at most) of one process. It has to succeed."""
        begun = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            env=self.environ(home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
        took = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(map(str, command))}: exit code {process.returncode}")
        return took, used.ru_maxrss // (1024 if sys.platform == "darwin" else 1)

    def compare(
        self, what: str, ours: Command, theirs: Command, most: float, home: Path, *, rounds: int = 0
    ) -> None:
        """Measure a ratio, and our memory; `most` is what the ratio may be."""
        for command in (ours, theirs):
            self.run(command, home)  # once for nothing: what is read is then at hand
        ratios, mine, other, memory = [], [], [], 0
        for _ in range(rounds or self.rounds):
            one, used = self.run(ours, home)
            two, _ = self.run(theirs, home)
            ratios.append(one / two)
            mine.append(one)
            other.append(two)
            memory = max(memory, used)
        ratio = statistics.median(ratios)
        times = f"{statistics.median(mine) * 1e3:.1f} / {statistics.median(other) * 1e3:.1f} ms"
        self._tell(what, f"{ratio:.2f}x", f"<= {most}x  ({times})", good=ratio <= most)
        if memory > self.most_memory:
            wanted = f"<= {self.most_memory // 1024} MB"
            self._tell(what, f"{memory / 1024:.0f} MB", wanted, good=False)
        self.memory = max(self.memory, memory)

    def _tell(self, what: str, found: str, wanted: str, *, good: bool) -> None:
        if not good:
            self.missed.append(what)
        print(f"{'  ok' if good else 'MISS'}  {found:>7}  {wanted:<32}  {what}", flush=True)

    @property
    def code(self) -> int:
        """1 where a figure does not hold."""
        if self.memory:
            print(f"      most memory: {self.memory / 1024:.0f} MB")
        return int(bool(self.missed))


@contextmanager
def room(about: str | None, *, peer: bool = False) -> Iterator[Room]:
    """A room as the command line asks for: `--keep DIR` keeps it, and finds it again."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--rounds", type=int, default=25, help="pairs a figure")
    parser.add_argument("--keep", type=Path, help="a folder to work in, kept for the next time")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (asked.keep or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        _install(folder / "ours", [str(TREE), str(_empty_package(folder))], anew=True)
        if peer and not _install(folder / "peer", [JRNL], anew=False):
            print(f"      {JRNL} cannot be had: nothing is compared with it")
        yield Room(folder, asked.rounds)


def _empty_package(folder: Path) -> Path:
    package = folder / "empty"
    (package / "rsense_bench_empty").mkdir(parents=True, exist_ok=True)
    (package / "pyproject.toml").write_text(EMPTY)
    (package / "rsense_bench_empty" / "__init__.py").write_text("def main():\n    pass\n")
    return package


def _install(folder: Path, packages: list[str], *, anew: bool) -> bool:
    """Whether they are installed in an environment of their own."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    if not folder.exists():
        # pip before 24 writes console scripts that import `re` before anything of ours: of theirs
        # and of an empty one alike, so what is measured would be that.
        new = [sys.executable, "-m", "venv", "--upgrade-deps", str(folder)]
        subprocess.run(new, check=True, env=environ)
    elif not anew:
        return True
    python = str(folder / "bin" / "python")
    pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    done = subprocess.run([*pip, *packages], check=False, env=environ).returncode == 0
    if done and anew:  # the tree may have changed under the same version
        again = ["--force-reinstall", "--no-deps"]
        subprocess.run([*pip, *again, *packages], check=True, env=environ)
    if not done:
        shutil.rmtree(folder)
    return done
