"""Every file and folder that is ever made is for its owner alone, whatever umask the shell has."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.no_network import searched

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
STAMP = r"\d{8}T\d{6}Z"
MONTH = r"home/records/\d{4}/\d\d"
DRAFT = r"home/progress/\.edit-\w+"
KINDS = {
    "the data folder": "home",
    "the records": "home/records",
    "a month": MONTH,
    "a trigger": rf"{MONTH}/{STAMP}-trigger-\w+\.toml",
    "a session": rf"{MONTH}/{STAMP}-session-\w+\.toml",
    "a keepsake": rf"{MONTH}/{STAMP}-keepsake-\w+\.toml",
    "what a killed log left": rf"{MONTH}/\.tmp-\d+-\w+",
    "what a killed export left": r"\.tmp-\d+-\w+",
    "the trash": "home/trash",
    "a record thrown away": rf"home/trash/{STAMP}-deleted(?:\.\d+)?-.*\.toml",
    "the version before an edit": rf"home/trash/{STAMP}-edited(?:\.\d+)?-.*\.toml",
    "sittings": "home/progress",
    "a sitting left half way": r"home/progress/\w+\.toml",
    "its lock": r"home/progress/\.\w+\.lock",
    "a record in an editor": rf"{DRAFT}/record\.toml",
    "what it was before": rf"{DRAFT}/\.before",
    "the editor's folder": DRAFT,
    "the editor's lock": rf"{DRAFT}/\.lock",
    "what an editor made beside it": rf"{DRAFT}/backup",
    "one's own words": "home/vocabulary",
    "one's own feelings": r"home/vocabulary/emotions\.toml",
    "the settings": r"home/config\.toml",
    "what was done last": r"home/\.last-.+",
    "where plans and open follow-ups are": r"home/\.(?:plans|open)-.+",
    "an export": r"out\.jsonl",
    "a table": r"out\.csv",
    "a text": r"out\.md",
    "a page": r"page\.(?:html|md|txt)",
}
PASSING = r"home/records/\d{4}|home/.*/\.tmp-\d+-\w+"
"""What else there may be when it is looked at: a year, and what is just being written."""
PROGRAM = """
import os, signal, sys
os.umask(0)
umask, die = sys.argv[1:3]
if umask == "no umask of its own":
    os.umask = lambda _: 0
if die:
    os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
del sys.argv[1:3]
import rsense.__main__ as way_in
way_in.main()
"""
EDITOR = 'sh -c \'{first} cat "$1" > "${{1%/*}}/backup"; echo x >> "$1"\' editor'
"""Leaves a copy of its own, and what cannot take the record's place: so the draft stays."""


@dataclass
class Machine:
    """Commands typed one after the other, and every mode that was ever seen."""

    place: Path
    umask: str

    def __post_init__(self) -> None:
        self.seen: dict[str, set[int]] = {}

    def command(self, words: Sequence[str], die: str = "") -> list[str]:
        return [sys.executable, "-c", PROGRAM, self.umask, die, *words]

    def environ(self) -> dict[str, str]:
        # What an editor makes itself is for nobody else by the program's umask alone.
        editor = EDITOR.format(first="" if self.umask == "its own umask" else "umask 077;")
        return {
            "RSENSE_HOME": str(self.place / "home"),
            "HOME": "/nowhere",
            "EDITOR": editor,
            "PATH": os.environ["PATH"],
            "PYTHONPATH": searched(ROOT),
        }

    def __call__(self, *words: str, stdin: str = "", die: str = "") -> str:
        ran = subprocess.run(
            self.command(words, die),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            cwd=self.place,
            input=stdin,
            env=self.environ(),
        )
        self.look()
        return ran.stdout

    def left_half_way(self) -> None:
        """An exercise that is killed while it waits for the second answer."""
        with subprocess.Popen(
            self.command(["pause", "--plain", "--no-wait"]),
            cwd=self.place,
            env=self.environ(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as waiting:
            assert waiting.stdin
            waiting.stdin.write(b"\n5\n")
            waiting.stdin.flush()
            end = time.monotonic() + 20
            while not list(self.place.glob("home/progress/*.toml")) and time.monotonic() < end:
                time.sleep(0.05)
            self.look()
            waiting.kill()
        self.look()

    def look(self) -> None:
        for path in self.place.rglob("*"):
            name = str(path.relative_to(self.place))
            self.seen.setdefault(name, set()).add(stat.S_IMODE(path.lstat().st_mode))

    def matching(self, kind: str) -> Iterator[tuple[str, set[int]]]:
        for name, modes in self.seen.items():
            if re.fullmatch(KINDS[kind], name):
                yield name, modes


def lived(here: Machine) -> None:
    """All that leaves something on the disk, in an order in which each does."""
    here("log", "it", "-i", "5", "-e", "my own feeling")
    here("log", "long ago", "--at", "2026-01-03 09:00")
    records = here.place / "home" / "records"
    for folder in (records, *records.glob("*"), *records.glob("*/*")):
        os.utime(folder, (1, 1))  # the list of plans is of folders that were left alone
    here("log", "now")
    here("keep", "people", "Jo")
    here("edit", "last", "-i", "4")
    here("edit", "last")
    here("delete", "last", "--yes")
    thrown = next(here.place.glob("home/trash/*-deleted-*")).stem.rpartition("-")[2]
    here("restore", thrown)
    assert list(here.place.glob(f"home/records/*/*/*-{thrown}.toml")), "nothing was brought back"
    here("delete", "last", "--yes")
    here("settings", "theme", "day")
    here("pause", "--plain", "--no-wait", stdin="\n5\n1\n" * 9)
    for name, option in (("out.jsonl", []), ("out.csv", ["--csv"]), ("out.md", ["--markdown"])):
        here("export", name, *option)
    for form, end in (("html", "html"), ("markdown", "md"), ("text", "txt")):
        here("report", f"--{form}", f"page.{end}", "--yes")
    here("import", "out.jsonl")
    here("now", "--no-wait", "--plain", stdin="9\n7\nw\nit\n:skip\ne\n")
    here.left_half_way()
    here("log", "killed", die="yes")
    here("export", "killed.jsonl", die="yes")
    here("doctor", "--mend", "--yes")


@pytest.fixture(scope="module", params=["its own umask", "no umask of its own"])
def machine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """In the second, what is not said of each file and folder would show."""
    made = Machine(tmp_path_factory.mktemp("modes"), request.param)
    lived(made)
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_made_and_for_its_owner_alone(machine: Machine, kind: str) -> None:
    found = dict(machine.matching(kind))
    assert found, f"{kind} was never made: {sorted(machine.seen)}"
    assert {name: modes for name, modes in found.items() if any(m & 0o077 for m in modes)} == {}


def test_every_path_that_is_made_is_one_of_these(machine: Machine) -> None:
    known = {name for kind in KINDS for name, _ in machine.matching(kind)}
    passing = {name for name in machine.seen if re.fullmatch(PASSING, name)}
    assert set(machine.seen) - known - passing == set()
    assert {mode & 0o077 for modes in machine.seen.values() for mode in modes} == {0}
