"""Where output goes: read by half, written to a full disk, chosen between screens and lines."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from rsense.cli.face import use_line_mode
from rsense.core.records import Trigger
from tests.cli.shell import Shell, started
from tests.core.json_schema import json_schema

AT = datetime(2026, 11, 22, 10, 52, 8, tzinfo=UTC)
RSENSE = f"{sys.executable} -m rsense"


def piped(line: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["sh", "-c", line], capture_output=True, timeout=60, check=False, stdin=subprocess.DEVNULL
    )


@pytest.fixture
def long_history(rsense: Shell) -> Shell:
    """More than a pipe holds."""
    for n in range(60):
        rsense.add(Trigger(id=f"id{n:08}", at=AT + timedelta(minutes=n), what="word " * 400))
    return rsense


@pytest.mark.parametrize("json", ["", " --json"])
def test_a_reader_that_has_seen_enough_is_left_without_a_word(
    long_history: Shell, json: str
) -> None:
    ran = piped(f"{RSENSE} history -n 60{json} | head -n 1")
    assert (len(ran.stdout.splitlines()), ran.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has it")
@pytest.mark.parametrize("words", ["help-now", "pause"])
def test_output_that_finds_no_room_is_told_in_a_line(rsense: Shell, words: str) -> None:
    ran = piped(f"{RSENSE} {words} > /dev/full")
    assert (ran.returncode, len(ran.stderr.splitlines())) == (1, 1)
    assert b"No space left on device" in ran.stderr


@pytest.mark.parametrize("words", ["log zaun", "log zaun -e anxi", "keep people zaun"])
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_without_anywhere_to_speak_it_is_saved_and_nothing_else_is_in_it(
    rsense: Shell, words: str, closed: str
) -> None:
    ran = piped(f"{RSENSE} {words} {closed}")
    assert (ran.returncode, b"wrong" in ran.stdout + ran.stderr) == (0, False)
    (path,) = rsense.home.rglob("records/*/*/*.toml")
    assert "zaun" in path.read_text()
    assert "Saved" not in path.read_text()


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["help-now", "history", "exercises", "doctor", "pause --no-wait", "settings", "where"]
)
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_mistake(rsense: Shell, words: str, closed: str) -> None:
    ran = piped(f"{RSENSE} {words} {closed}")
    assert (ran.returncode, b"wrong" in ran.stdout + ran.stderr) == (0, False)


EARLY = """
import sys, rsense.__main__ as way_in
class Early:
    def find_spec(self, name, *_):
        if name == {name!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Early())
sys.argv = ["rsense", *{words!r}]
way_in.main()
"""


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["history"], "rsense.cli.commands.history"),
        (["log", "x"], "rsense.fast_log"),
        (["exercises"], "typer"),
        (["breathe"], "rsense.cli.run_exercise"),
        (["now"], "rsense.services.now.flow"),
    ],
)
def test_control_c_before_anything_was_shown_ends_it_without_a_traceback(
    rsense: Shell, words: list[str], name: str
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", EARLY.format(words=words, name=name)],
        check=False,
        capture_output=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
    assert (ran.returncode, b"Traceback" in ran.stderr) == (130, False)


def test_no_terminal_is_a_dialogue_of_lines(rsense: Shell) -> None:
    ran = started(["pause"])
    assert ran.stdout.startswith(b"rsense, in lines. Mindful pause, about 3 minutes.\n")


def test_a_dialogue_writes_nothing_that_moves_a_cursor(rsense: Shell) -> None:
    ran = started(["pause", "--plain"], TERM="xterm-256color", FORCE_COLOR="1")
    assert b"\x1b" not in ran.stdout + ran.stderr


# Screens or lines


class Terminal(TextIOWrapper):
    def __init__(self, *, is_one: bool) -> None:
        super().__init__(BytesIO())
        self.is_one = is_one

    def isatty(self) -> bool:
        return self.is_one


ABLE = {"TERM": "xterm-256color"}
CHOICES: dict[str, tuple[bool, dict[str, str], tuple[bool, bool], bool]] = {
    "a terminal that can": (False, ABLE, (True, True), False),
    "asked for": (True, ABLE, (True, True), True),
    "wished for": (False, {**ABLE, "ACCESSIBLE": "1"}, (True, True), True),
    "wished for not": (False, {**ABLE, "ACCESSIBLE": "0"}, (True, True), False),
    "no wish": (False, {**ABLE, "ACCESSIBLE": ""}, (True, True), False),
    "a dumb terminal": (False, {"TERM": "dumb"}, (True, True), True),
    "a terminal of no name": (False, {"TERM": ""}, (True, True), True),
    "no terminal named": (False, {}, (True, True), True),
    "input from a pipe": (False, ABLE, (False, True), True),
    "screens that nobody sees": (False, ABLE, (True, False), True),
}


@pytest.mark.parametrize(
    ("asked", "environ", "terminals", "lines"), CHOICES.values(), ids=CHOICES.keys()
)
def test_lines_are_chosen_where_screens_cannot_be(
    monkeypatch: pytest.MonkeyPatch,
    asked: bool,
    environ: dict[str, str],
    terminals: tuple[bool, bool],
    lines: bool,
) -> None:
    for name, is_one in zip(("stdin", "stderr"), terminals, strict=True):
        monkeypatch.setattr(sys, name, Terminal(is_one=is_one))
    assert use_line_mode(environ, plain=asked) is lines


# The schema


def test_the_schema_that_ships_is_the_one_of_the_types(rsense: Shell) -> None:
    printed = rsense("schema").out
    assert printed == json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def test_the_home_screen_in_lines_comes_after_the_welcome_even_if_output_is_piped(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCESSIBLE", "1")
    ran = rsense(stdin="\n\nJo\n\n", person=True)
    assert "What is happening?" in ran.out


def test_whoever_leaves_the_first_words_is_not_met_with_them_again(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCESSIBLE", "1")
    assert "It isn't therapy" in rsense(stdin=":quit\n", person=True).out
    again = rsense(stdin=":quit\n", person=True)
    assert "It isn't therapy" not in again.out
    assert "What is happening?" in again.out
