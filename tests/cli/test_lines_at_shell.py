"""Run from a shell: nothing typed ahead reaches it, and Ctrl+Z gives it its turn."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.test_line_terminal import FIRST, GNU, OFF, ON, paste, triggers
from tests.no_network import searched
from tests.tui.terminal import Terminal, environment

pytestmark = pytest.mark.slow
SLOW_TO_END = """
import time
from rsense.cli import face
from rsense.cli.run_options import RunOptions
from rsense.ports import Services
from rsense.tui.app import RsenseApp

def run(self, **_):
    print("end" + "ing", flush=True)
    time.sleep(1)
    print("end" + "ed", flush=True)

RsenseApp.run = run
face.run_activity(None, Services(str), RunOptions())
"""


class AtShell:
    """A shell that keeps jobs, and `rsense` typed into it."""

    def __init__(self, home: Path) -> None:
        environ = environment(home, PS1="$ ", PYTHONPATH=searched(Path(__file__).parents[2]))
        self.home = home
        self.terminal = Terminal(["bash", "--norc", "--noprofile"], environ)
        self.terminal.until("$")

    def run(self, command: str, words: str) -> None:
        program = f'cd {self.home}; python() {{ {sys.executable} -m rsense "$@"; }}'
        self.terminal.type(f"{program}\r")
        self.terminal.type(f"python {command}\r")
        self.terminal.until(words)


def test_no_pasted_line_reaches_the_shell(tmp_path: Path) -> None:
    shell = AtShell(tmp_path)
    with shell.terminal as terminal:
        shell.run("log", FIRST)
        terminal.child.send(paste("it hurts") + "\r")
        terminal.until("How strong")
        terminal.type("\r")
        terminal.until("feel?")
        terminal.child.send("\r" + "touch PWNED\r" * 200 + "touch PWNED")
        terminal.until("Saved:")
        terminal.listen(1)
        terminal.type("\x15exit\r")
        terminal.ended(10)
    assert not (tmp_path / "PWNED").exists()
    assert len(triggers(tmp_path)) == 1


def test_nothing_typed_behind_the_key_that_leaves_the_screens_reaches_the_shell(
    tmp_path: Path,
) -> None:
    (tmp_path / "slow.py").write_text(SLOW_TO_END)
    shell = AtShell(tmp_path)
    with shell.terminal as terminal:
        terminal.type(f"cd {tmp_path}; {sys.executable} slow.py\r")
        terminal.until("ending")
        terminal.child.send("touch PWNED\r")
        terminal.until("ended")
        terminal.listen(1)
        terminal.type("\x15exit\r")
        terminal.ended(10)
    assert not (tmp_path / "PWNED").exists()


def test_lines_pasted_at_a_yes_or_no_answer_it_alone(tmp_path: Path) -> None:
    shell = AtShell(tmp_path)
    with shell.terminal as terminal:
        shell.run("log first", "Saved:")
        terminal.type("python log second\r")
        terminal.until("second\nSaved:")
        ids = " ".join(trigger.id for trigger in triggers(tmp_path))
        terminal.type(f"clear; python delete {ids}\r")
        terminal.until("Delete today")
        terminal.child.send("y\ry\rtouch PWNED\r")
        terminal.until("Enter means no> ", 20)
        terminal.listen(1)
        assert len(triggers(tmp_path)) == 1
        terminal.type("\x03exit\r")
        terminal.listen(1)
    assert not (tmp_path / "PWNED").exists()


@GNU
def test_suspended_it_leaves_the_terminal_and_comes_back(tmp_path: Path) -> None:
    shell = AtShell(tmp_path)
    with shell.terminal as terminal:
        shell.run("log", FIRST)
        terminal.type("half a ")
        terminal.type("\x1a")
        terminal.until("Stopped")
        before = terminal.bytes
        assert before.rindex(OFF) < before.index(b"Stopped")
        terminal.type("fg\r")
        terminal.until("What happened? half a", 10)
        assert terminal.bytes.rindex(ON) > len(before)
        terminal.type(paste("line\nand more") + "\r")
        terminal.until("How strong")
        terminal.type("\x04")
        terminal.until("Saved:")
    assert triggers(tmp_path)[0].what == "half a line\nand more"


def test_suspended_where_the_terminal_can_do_little_the_half_line_is_said_again(
    tmp_path: Path,
) -> None:
    shell = AtShell(tmp_path)
    with shell.terminal as terminal:
        terminal.type("export TERM=dumb\r")
        shell.run("log", FIRST)
        terminal.type("half a ")
        terminal.type("\x1a")
        terminal.until("Stopped")
        terminal.type("fg\r")
        terminal.until("What happened? half a", 10)
        terminal.type("line\r")
        terminal.until("How strong")
        assert b"line\r\nline" not in terminal.bytes
        terminal.type("\x04")
        terminal.until("Saved:")
    assert triggers(tmp_path)[0].what == "half a line"
