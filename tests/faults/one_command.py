"""One command with a fault under it: done here, or in a process of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import cast

from rsense.__main__ import _without_framework as without_framework
from rsense.cli.main import main as command_line
from rsense.services.context import AppContext, open_context
from rsense.session_runner import SaveFailed
from tests.cli.shell import Typed as Input
from tests.faults.failing import Plan, failing
from tests.faults.judgement import Ran, Tree, tree
from tests.faults.writing import Typed, environment
from tests.no_network import searched


class Heard(io.TextIOWrapper):
    """A stream that is no terminal, and what was written to it."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    @property
    def words(self) -> str:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode("utf-8", "replace")


@contextlib.contextmanager
def limited(most: int | None) -> Iterator[None]:
    """No file may become larger than this, in bytes."""
    before, highest = resource.getrlimit(resource.RLIMIT_FSIZE)
    if most is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, highest))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, highest))


def run(command: Typed, room: Path, plan: Plan | None, most: int | None = None) -> Ran:
    """Do a command in a home of its own, with a fault or without, or below a size of files."""
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
    with streams[0], streams[1], failing(str(home), plan) as layer, limited(most):
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
    done = without_framework(words[:1], words[1:])
    return command_line(words) if done is None else done


def acted(act: Callable[[AppContext], object], err: Heard) -> int:
    """What a screen asks of the house; a failure is a line on it."""
    try:
        act(open_context())
    except SaveFailed as error:
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
        input=command.stdin.encode(),
        capture_output=True,
        check=False,
        timeout=60,
        env={**environment(home), "PYTHONPATH": searched(*filter(None, sys.path))},
    )
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
