"""bash, zsh and fish at a terminal: what they make of what is offered to them."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pexpect
import pytest

from rsense.cli.completion.engine import completed

START = {
    "bash": (["--norc", "--noprofile", "-i"], ". {script}"),
    "zsh": (["-f", "-i"], "autoload -Uz compinit; compinit -u -D; . {script}"),
    "fish": (["--no-config", "-i"], "source {script}"),
}
SECONDS = 20.0
PATIENCE = 5.0
"""Seconds that a line is given to run."""
STUB = """\
#!/bin/sh
if [ -n "$_RSENSE_COMPLETE" ]; then
    printf '%s\\0' "$_RSENSE_COMPLETE" "$@" > {folder}/asked
    {{ read -r code; cat; }} < {folder}/answer
    exit "$code"
fi
printf '%s\\0' "$@" > {folder}/new
mv {folder}/new {folder}/got
"""
"""In place of `rsense`: asks the test what to complete, and writes down what it was given."""


class RealShell:
    """A shell in a pseudo terminal, whose `rsense` is a stub."""

    def __init__(self, shell: pexpect.spawn, folder: Path) -> None:
        self._shell = shell
        self._folder = folder

    def entered(self, line: str, seconds: float = PATIENCE) -> list[str] | None:
        """What `rsense` is given once a line, Tab in it, is entered; None where it is not run."""
        got = self._folder / "got"
        got.unlink(missing_ok=True)
        self._shell.send(f"{line}\r")
        until = time.monotonic() + seconds
        while not got.exists() and time.monotonic() < until:
            with suppress(pexpect.TIMEOUT):
                self._shell.read_nonblocking(1 << 16, timeout=0.005)
        if got.exists():
            return got.read_text().split("\0")[:-1]
        self._shell.send("\x03")
        return None


@contextmanager
def real_shell(name: str, folder: Path, script: str) -> Iterator[RealShell]:
    """A shell that has read a script. Skips the test where there is no such shell."""
    if shutil.which(name) is None:
        pytest.skip(f"no {name} here; .ci/run installs it where it may")
    (folder / "bin").mkdir(parents=True)
    (folder / "work").mkdir()
    (folder / "script").write_text(script)
    stub = folder / "bin" / "rsense"
    stub.write_text(STUB.format(folder=folder))
    stub.chmod(0o700)
    environ = {
        **os.environ,
        "TERM": "xterm" if name == "fish" else "dumb",
        "HOME": str(folder),
        "PATH": f"{folder}/bin:{os.environ['PATH']}",
    }
    arguments, source = START[name]
    shell = pexpect.spawn(
        name,
        arguments,
        encoding="utf-8",
        timeout=SECONDS,
        dimensions=(24, 500),
        cwd=str(folder / "work"),
        env=environ,
        use_poll=True,
    )
    shell.delaybeforesend = None
    try:
        shell.sendline(source.format(script=folder / "script") + "; echo rea''dy")
        shell.expect("ready")
        with _answering(folder, completed):
            yield RealShell(shell, folder)
    finally:
        shell.close(force=True)


@contextmanager
def _answering(
    folder: Path, answer: Callable[[list[str], str], tuple[int, list[str]]]
) -> Iterator[None]:
    """Answer the stub until it is over."""
    for name in ("asked", "answer"):
        os.mkfifo(folder / name)

    def answers() -> None:
        while (asked := (folder / "asked").read_text()) != "over":
            shell, *words = asked.split("\0")[:-1]
            code, lines = answer(words, shell)
            (folder / "answer").write_text("".join(f"{line}\n" for line in (code, *lines)))

    thread = threading.Thread(target=answers)
    thread.start()
    try:
        yield
    finally:
        (folder / "asked").write_text("over")
        thread.join()
