"""Weight and colour of lines: on a terminal, and nowhere else."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest

from rsense.cli.line_style import bar
from tests.cli.shell import Shell, started

SGR = re.compile(r"\x1b\[[0-9;]*m")
COMMANDS: dict[str, tuple[list[str], str]] = {
    "history": (["history"], "\x1b[35m███████░░░"),
    "show": (["show", "last"], "\x1b[1mshe drove\x1b[0m"),
    "exercises": (["exercises"], "\x1b[1mSettle\x1b[0m"),
    "settings": (["settings", "theme"], "theme = \x1b[1mnight\x1b[0m"),
    "kept": (["kept"], "\x1b[1mWho I can call\x1b[0m"),
    "help-now": (["help-now", "gb"], "Samaritans: \x1b[1m116 123\x1b[0m"),
}
"""Commands, and something that they show on a terminal."""
QUIET_PLACES = {"NO_COLOR": "1", "TERM": "dumb", "ACCESSIBLE": "1"}


@pytest.fixture
def lived_in(rsense: Shell) -> Shell:
    rsense("keep", "people", "Jo, 555")
    rsense("log", "she drove", "-i", "7", "-e", "sad")
    return rsense


def on_terminal(home: Shell, words: list[str], **environ: str) -> str:
    """What a command writes on a terminal of 80 columns."""
    above, below = pty.openpty()
    os.set_inheritable(below, True)
    kept = {
        key: value for key, value in os.environ.items() if key not in (*QUIET_PLACES, "COLUMNS")
    }
    given = {**kept, "TERM": "xterm-256color", "COLUMNS": "80", "RSENSE_HOME": str(home.home)}
    ran = subprocess.Popen(
        [sys.executable, "-m", "rsense", *words], stdout=below, env={**given, **environ}
    )
    os.close(below)
    shown = b""
    while True:
        try:
            data = os.read(above, 65536)
        except OSError:  # Linux says so when the last of the other side is closed
            data = b""
        if not data:
            break
        shown += data
    os.close(above)
    assert ran.wait(60) == 0
    return shown.decode()


def test_headings_times_and_strengths_stand_out_on_a_terminal(lived_in: Shell) -> None:
    shown = {name: on_terminal(lived_in, words) for name, (words, _) in COMMANDS.items()}
    assert [name for name, (_, part) in COMMANDS.items() if part not in shown[name]] == []


@pytest.mark.slow
def test_no_style_where_it_is_not_wanted_and_none_in_a_pipe(lived_in: Shell) -> None:
    styled = {
        (name, key)
        for name, (words, _) in COMMANDS.items()
        for key, value in QUIET_PLACES.items()
        if SGR.search(on_terminal(lived_in, words, **{key: value}))
    }
    assert styled == set()
    piped = [
        name
        for name, (words, _) in COMMANDS.items()
        if b"\x1b" in started(words, RSENSE_HOME=str(lived_in.home)).stdout
    ]
    assert piped == []


def test_a_bar_is_as_long_as_its_number() -> None:
    assert [bar(n).count("█") for n in (-1, 0, 7, 10, 11)] == [0, 0, 7, 10, 10]
    assert {len(bar(n)) for n in range(11)} == {10}


def test_settings_say_what_may_stand_there(rsense: Shell) -> None:
    shown = on_terminal(rsense, ["settings"])
    for words in ("(yes or no)", "such as DE", "such as de", "any name", "night, day", "ascii"):
        assert words in shown, words
