"""One command with a fault under it: what it did, and whether what it promises was held."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import cast

from rsense import quick
from rsense.cli.app import main as command_line
from rsense.cli.desk import Desk, open_desk
from rsense.sitting import NotKept
from tests.cli.shell import Typed as Input
from tests.faults.failing import LOOKING, TIDYING, Failing, Plan, failing
from tests.faults.writing import Typed, environment

OWN_NOTES = (".last-", ".plans-")
"""What a machine notes for itself: never a person's words, and made anew when it is gone."""
Tree = Mapping[str, bytes]


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str
    layer: Failing
    before: Tree
    after: Tree
    heard: bool = True
    """Whether anything was asked of standard input."""
    escaped: str = ""
    """What left the program as a traceback."""


class Heard(io.TextIOWrapper):
    """A stream that is no terminal, and what was written to it."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    @property
    def words(self) -> str:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode("utf-8", "replace")


def run(command: Typed, room: Path, plan: Plan | None) -> Ran:
    """Do a command in a home of its own, with a fault or without."""
    home = begun(command, room)
    before, words = tree(home), typed_words(command, room)
    stdin, out, err, escaped = sys.stdin, Heard(), Heard(), ""
    kept, ours = dict(os.environ), environment(home)
    os.environ.clear()
    os.environ.update(ours)
    typed = Input(command.stdin.encode(), person=command.person)
    sys.stdin, beneath = typed, typed.buffer
    code = -1
    streams = contextlib.redirect_stdout(out), contextlib.redirect_stderr(err)
    with streams[0], streams[1], failing(str(home), plan) as layer:
        try:
            code = acted(command.act, err) if command.act else typed_in(words)
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        except BaseException as error:  # noqa: BLE001 - that is what is looked for
            escaped = f"{type(error).__name__}: {error}"
    sys.stdin = stdin
    os.environ.clear()
    os.environ.update(kept)
    heard = typed.closed or cast("BytesIO", beneath).tell() > 0
    return Ran(code, out.words, err.words, layer, before, tree(home), heard, escaped)


def typed_in(words: list[str]) -> int:
    """As `rsense.__main__` does it, but for what ends the process."""
    done = quick.run(words[1:]) if words[:1] == ["log"] else None
    return command_line(words) if done is None else done


def acted(act: Callable[[Desk], object], err: Heard) -> int:
    """What a screen asks of the house; a failure is a line on it."""
    try:
        act(open_desk())
    except NotKept as error:
        err.write(f"{error}\n")
        return 1
    return 0


PROGRAM = """
import json, sys
from tests.faults.failing import Plan, failing
import rsense.__main__ as way_in
root, plan = sys.argv[1], Plan(*json.loads(sys.argv[2]))
del sys.argv[1:3]
with failing(root, plan):
    way_in.main()
"""


def as_a_process(command: Typed, room: Path, plan: Plan) -> tuple[int, str, Tree]:
    """The same in a process of its own, by its real way in: code, what it said, what is there."""
    home = begun(command, room)
    fault = json.dumps([plan.number, plan.at, plan.spread])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(home), fault, *typed_words(command, room)],
        input=command.stdin.encode(), capture_output=True, check=False, timeout=60,
        env={**environment(home), "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace"), tree(home)


def begun(command: Typed, room: Path) -> Path:
    """A home as the command finds it."""
    home = room / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700)
    command.home(home)
    return home


def typed_words(command: Typed, room: Path) -> list[str]:
    places = {"HOME": str(room / "home"), "ROOM": str(room)}
    return [re.sub("HOME|ROOM", lambda m: places[m[0]], word) for word in command.words]


def tree(home: Path) -> Tree:
    """Every file under a home."""
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in home.rglob("*") if path.is_file() and not path.is_symlink()
    }  # fmt: skip


def shape(after: Tree, before: Tree, spare: tuple[str, ...]) -> list[tuple[str, str]]:
    """What is there, but for ids and moments that are new each time."""
    known = {id for data in before.values() for id in re.findall(rb'id = "(\w+)"', data)}

    def plain(text: str) -> str:
        text = re.sub(r"\d{8}T\d{6}Z|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[+Z:\d-]*", "T", text)
        return re.sub(
            r"\b[a-z2-7]{10}\b", lambda m: m[0] if m[0].encode() in known else "NEW", text
        )

    entries = [
        (re.sub(r"\d{4}/\d\d/", "", plain(path)), plain(data.decode("utf-8", "replace")))
        for path, data in after.items()
        if not path.startswith((*OWN_NOTES, "vocabulary/", *spare))
        and not path.endswith(".lock") and not is_temporary(path)
    ]  # fmt: skip
    # Between two folders a failing disk may leave a record both its names: it is shown once.
    old = {entry for entry in entries if "NEW" not in entry[0]}
    return sorted([*old, *(entry for entry in entries if "NEW" in entry[0])])


def judged(name: str, command: Typed, ran: Ran, well: Ran) -> Iterator[str]:
    """What is wrong with how it ended."""
    failed = {operation for operation, _ in ran.layer.failed}
    said = ran.out + ran.err
    if ran.escaped:
        yield f"a traceback: {ran.escaped}"
    if "Traceback" in said or "went wrong inside rsense" in said:
        yield "it told of a mistake of the program"
    if ran.code and not ran.err.strip() and not ran.out.strip():
        yield "it failed without a word"
    disk = b"\n".join(ran.after.values()).decode("utf-8", "replace")
    on_the_screen = command.person and "above" in said
    for words in command.says if ran.heard or not command.stdin else ():
        if words not in disk and words not in said and not on_the_screen:
            yield "words are neither kept nor given back"
        if "You said:" in ran.out and words in ran.out:
            break  # given back, and no more was asked
    if any(words not in disk for words in command.stays):
        yield "something else that stood in the file is gone"
    gone = lost(command, ran)
    if gone:
        yield f"old bytes are gone ({', '.join(sorted(gone))})"
    if ran.code and not command.parts:
        for path, data in ran.before.items():
            if not path.startswith((*OWN_NOTES, *filter(None, command.takes), *command.moves)):
                if path not in ran.after and not stuck(path, data, ran):
                    yield f"it says no, and {where(path)} is not where it was"
                elif ran.after.get(path, data) != data and not stuck(path, data, ran):
                    yield f"it says no, and {where(path)} is changed"
    if not failed & TIDYING:
        left = [path for path in ran.after if is_temporary(path) and path not in ran.before]
        if left:
            yield "a temporary file is left"
    for path, data in ran.after.items():
        ours = path.endswith(".toml") and "-unsaved" not in path and not is_temporary(path)
        if ours and data != ran.before.get(path):
            try:
                tomllib.loads(data.decode())
            except ValueError:
                yield f"half a file is to be seen: {where(path)}"
    # A person who was told, and asked again, is one answer further on.
    told = command.person and "Not saved" in said
    if ran.code == 0 and failed - LOOKING and not (told or same(ran, well, command.spare)):
        yield "it says that all is well, and the disk is not as it should be"


def same(ran: Ran, well: Ran, spare: tuple[str, ...]) -> bool:
    return shape(ran.after, ran.before, spare) == shape(well.after, well.before, spare)


def stuck(path: str, data: bytes, ran: Ran) -> bool:
    """Whether the disk failed in the middle and refused the way back, or the link that would have
    been one; nothing is lost."""
    names = {operation for operation, _ in ran.layer.failed}
    refused = ("replace", os.path.join(ran.layer.root, path)) in ran.layer.failed
    return (refused or "link" in names) and data in ran.after.values()


def lost(command: Typed, ran: Ran) -> set[str]:
    """Files whose bytes are nowhere any more, and that should not go."""
    standing = set(ran.after.values())
    return {
        where(path) for path, data in ran.before.items()
        if data not in standing
        and not path.startswith(OWN_NOTES)
        and not any(path.startswith(part) for part in command.takes)
        and not (path.startswith("vocabulary/") and data[:40] in b"".join(standing))
        and not is_temporary(path)
    }  # fmt: skip


def where(path: str) -> str:
    return path.partition("/")[0] if "/" in path else path


def is_temporary(path: str) -> bool:
    name = os.path.basename(path)
    return name.startswith(".tmp-") or re.fullmatch(r"\.plans-.*\.\d+", name) is not None
