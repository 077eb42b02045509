"""A terminal is put back as it was: its settings, and its modes, whoever ends the program."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.steps import step
from tests.tui.stage import HEAD
from tests.tui.terminal import python, rsense

pytestmark = pytest.mark.slow

STEPS = step("ask", "what", "What happened?") + step("ask", "then", "What then?")


@pytest.fixture
def script(tmp_path: Path) -> str:
    path = tmp_path / "two.toml"
    path.write_text(HEAD + STEPS)
    return str(path)


UNTIDY = r"""
import tty
print("\x1b[?1049h\x1b[?25l\x1b[>1u", end="", flush=True)
tty.setcbreak(0)
"""


def test_what_a_program_leaves_changed_is_seen(tmp_path: Path) -> None:
    with python(tmp_path, UNTIDY) as terminal:
        assert terminal.ended() == 0
        assert terminal.modes_left_on == {"1049", "25", "keyboard"}
        assert "local" in terminal.settings_changed


JUST_COME = """
import signal
import sys
from asyncio.base_events import BaseEventLoop
from textual.drivers.linux_driver import LinuxDriver
from rsense.cli.main import main

take, turn = LinuxDriver.start_application_mode, BaseEventLoop._run_once
turns = []

def taken(self):
    take(self)
    turns.extend(range({turns}))
    BaseEventLoop._run_once = counted

def counted(self):
    if not turns:
        BaseEventLoop._run_once = turn
        signal.raise_signal(signal.SIGTERM)
    else:
        turns.pop()
    turn(self)

LinuxDriver.start_application_mode = taken
sys.exit(main(["run", {script!r}]))
"""


# At 10 and 11 turns of the loop, the first question was just being put on the screen.
@pytest.mark.parametrize("turns", [0, 10, 11, 20])
def test_it_can_be_ended_from_the_first_moment_on(tmp_path: Path, script: str, turns: int) -> None:
    with python(tmp_path, JUST_COME.format(script=script, turns=turns)) as terminal:
        assert terminal.ended() == 143
    assert (terminal.settings_changed, terminal.modes_left_on) == (set(), set())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_lines_that_are_ended_leave_the_terminal_as_it_was(
    tmp_path: Path, script: str, number: signal.Signals
) -> None:
    with rsense(tmp_path, "run", script, "--plain") as terminal:
        terminal.until("What happened?")
        terminal.type("It rained.\r")
        terminal.until("What then?")
        terminal.child.kill(number)
        assert terminal.ended() == 128 + number
    assert (terminal.settings_changed, terminal.modes_left_on) == (set(), set())
    assert ["It rained." in path.read_text() for path in tmp_path.glob("progress/*.toml")] == [True]
