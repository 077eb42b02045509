"""A home of two hundred damaged files, every command run in it: all of them stand as they stood."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Protocol

from rsense.cli.registry import COMMANDS
from rsense.store.files.durable import new_id
from rsense.store.records.codec import encode
from tests.cli.shell import Typed
from tests.faults.made import CONFIG, RECORDS, SITTING
from tests.faults.one_command import Heard, typed_in
from tests.store.made import KINDS, TRIGGER


class Counting(Protocol):
    counts: Counter[str]

    def found(self, what: str, data: bytes = ...) -> None: ...


def _sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)


def _loop(path: Path) -> None:
    other = path.with_name(f".{path.name}.loop")
    path.symlink_to(other)
    other.symlink_to(path)


ODD: dict[str, Callable[[Path], object]] = {
    "a pipe": lambda path: os.mkfifo(path, 0o600),
    "a folder": lambda path: path.mkdir(0o700),
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a loop of links": _loop,
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a sparse terabyte": _sparse,
}
SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[: len(data) * 2 // 3],
    "cut at a line": lambda data: data[: data.rindex(b"\n", 0, -2) + 1],
    "empty": lambda _: b"",
    "zeroes": lambda data: b"\0" * len(data),
    "half zeroes": lambda data: data[:40] + b"\0" * 4096,
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "latin": lambda data: data.replace(b"=", b"= \xe9", 1),
    "a git merge": lambda d: b"<<<<<<< HEAD\n" + d + b"=======\n" + d + b">>>>>>> x\n",
    "twice": lambda data: data + data,
    "newer": lambda data: data.replace(b"format = 1", b"format = 9"),
    "a bomb": lambda data: data + b"a = " + b"[" * 4000 + b"]" * 4000 + b"\n",
    "a control sequence": lambda data: data.replace(b"\n", b'\nx = "\x1b[2J"\n', 1),
    "too much": lambda data: data + b"#\n" * 600_000,
    "other types": lambda d: d.replace(b'kind = "', b'kind = 5 # "'),
}
NAMES = ["plain", "with\nnew line", "\x1b]0;HI\x07", "-rf", "名前", "a b'c\"d", "x" * 200]


def _places() -> Iterator[tuple[str, bytes]]:
    """(name without its ending, what a good file there would hold)."""
    for data in RECORDS:
        kind = next(kind for kind in KINDS if f'kind = "{kind}"'.encode() in data)
        yield f"records/2026/11/20261122T105208Z-{kind}-{new_id()}", data
        yield f"records/2026/10/20261022T105208Z-{kind}-{new_id()}", data
        yield f"trash/20261122T105208Z-deleted-20261122T105208Z-{kind}-{new_id()}", data
    yield f"progress/{new_id()}", SITTING


def build(home: Path) -> list[Path]:
    """The damaged files of a home that holds good ones too."""
    damaged: list[Path] = []

    def place(name: str) -> Path:
        path = home / f"{name}.toml"
        path.parent.mkdir(0o700, parents=True, exist_ok=True)
        damaged.append(path)
        return path

    for spoil in SPOILT.values():
        for name, data in _places():
            path = place(name)
            path.write_bytes(spoil(data))
    for make in ODD.values():
        for name, _ in _places():
            make(place(name))
        for name in ("exercises/mine-", "vocabulary/own-"):
            make(place(f"{name}{len(damaged)}"))
    for name in NAMES:
        with suppress(OSError):
            place(f"records/2026/11/{name}").write_bytes(b"what = ")
    for number, text in enumerate((b"title = ", b"\xff", b"[[step]]\n" * 9000, b"title = 3\n")):
        place(f"exercises/broken-{number}").write_bytes(text)
        place(f"exercises/programmes/broken-{number}").write_bytes(text)
        place(f"vocabulary/{('body', 'urges', 'moods', 'domains')[number]}").write_bytes(text)
    os.mkfifo(place("vocabulary/emotions"), 0o600)  # which the quick way of `log` looks into
    for path in damaged:
        if not path.is_symlink() and path.is_file():
            path.chmod(0o600)
    good = home / f"records/2026/11/20261122T105208Z-trigger-{TRIGGER['id']}.toml"
    good.write_bytes(encode(TRIGGER))
    (home / "config.toml").write_bytes(CONFIG.replace(b"bell = true", b'bell = "maybe"'))
    return damaged


def digests(paths: list[Path]) -> dict[Path, str]:
    """Mode, size and, of ordinary files, what is in them; links by where they lead."""
    found = {}
    for path in paths:
        try:
            there = path.lstat()
        except OSError:
            found[path] = "gone"
            continue
        data = b""
        if stat.S_ISREG(there.st_mode) and there.st_size < 1 << 30:
            data = path.read_bytes()
        elif path.is_symlink():
            data = os.fsencode(os.readlink(path))
        found[path] = f"{there.st_mode} {there.st_size} {hashlib.sha256(data).hexdigest()}"
    return found


def _words(name: str, out: Path) -> list[list[str]]:
    shipped = "mindful-pause"
    return {
        "run": [["run", shipped, "--no-wait"], ["run", "broken-0"], ["run", "mine-0"]],
        "log": [["log", "it"], ["log", "it", "-e", "anxious"], ["log", "--json", "it", "-b", "x"]],
        "keep": [["keep", "people", "Jo"]],
        "path": [["path"], ["path", "list"], ["path", "away"], ["path", "next"]],
        "drafts": [["drafts"], ["drafts", "last", "--print"]],
        "prompt": [["prompt", "bash"]],
        "history": [["history"], ["history", "--json"], ["history", "--search", "unread"]],
        "show": [["show", "last"], ["show", "nothing"]],
        "edit": [["edit", "last", "-i", "2"]],
        "delete": [["delete", "last"]],
        "restore": [["restore", "nothing"]],
        "check": [["check", *map(str, sorted((out / "exercises").iterdir()))]],
        "pack": [["pack"], ["pack", "list", "--json"], ["pack", "add", "short-ones", "--yes"]],
        "settings": [["settings"], ["settings", "theme", "day"]],
        "completion": [["completion", "bash"]],
        "export": [["export"], ["export", "--csv"]],
        "insights": [["insights"], ["insights", "--json"], ["insights", "--bring-back"]],
        "report": [["report", "--yes"], ["report", "--markdown", "-", "--yes"]],
        "import": [["import", "-"]],
        "where": [["where"], ["where", "--wipe"]],
        "exercises": [["exercises"], ["exercises", "--json"]],
        "doctor": [["doctor"], ["doctor", "--json"]],
    }.get(
        name,
        [
            [name, "--no-wait"]
            if name in ("now", "pause", "breathe", "ground", "rethink", "write")
            else [name]
        ],
    )


def run(
    words: list[str], stdin: bytes = b"\n" * 40, *, person: bool = False
) -> tuple[int, str, str]:
    """One command, from a pipe or typed by somebody: its code and what it said."""
    kept, sys.stdin = sys.stdin, Typed(stdin, person=person)
    out, err = Heard(), Heard()
    signal.alarm(60)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = typed_in(words)
    finally:
        signal.alarm(0)
        sys.stdin = kept
    # Tables and calendars end their lines with both: nothing that a terminal would obey.
    said, told = (stream.words.replace("\r\n", "\n") for stream in (out, err))
    return code, said, told


def damaged_home(campaign: Counting, home: Path) -> None:
    """Every command in it; then whether `doctor` names each file, or `check` if it can be read."""
    home.mkdir(0o700)
    os.environ["RSENSE_HOME"] = str(home)
    os.environ.pop("RSENSE_DEBUG", None)
    damaged = build(home)
    before = digests(damaged)
    for name in COMMANDS:
        for words in _words(name, home):
            _, out, err = run(words)
            campaign.counts["commands run in a home of damaged files"] += 1
            if "inside rsense" in err or "Traceback" in out + err:
                campaign.found(f"rsense {' '.join(words)}: {err[:300]}")
            if "\x1b" in out + err:
                campaign.found(f"rsense {' '.join(words)}: a control sequence")
            after = digests(damaged)
            changed = [str(path) for path in damaged if before[path] != after[path]]
            if changed:
                campaign.found(f"rsense {' '.join(words)} changed {changed[:3]}")
                before = after
    _, out, _ = run(["doctor", "--json"])
    lines = [json.loads(line) for line in out.splitlines()]
    told = {path for one in lines for path in (one["path"], *one["paths"])}
    campaign.counts["damaged files"] += len(damaged)
    campaign.counts["damaged files named by doctor"] += sum(str(p) in told for p in damaged)
    _, checked, _ = run(["check"])
    for path in damaged:
        if str(path) not in told and f"{path}:" not in checked:
            campaign.found(f"neither doctor nor check names {str(path)!r}")
