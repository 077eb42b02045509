"""The mark in a shell's prompt: shown from its moment on, without a process."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rsense.cli.commands.prompt import SCRIPTS
from tests.cli.shell import Shell, started

TRACED = {
    "bash": (["--norc", "--noprofile", "-c"], "PS1='$ '; . {0}; set -x; {1}; set +x"),
    "zsh": (["-f", "-c"], "PS4='+ '; . {0}; set -x; {1}; set +x"),
    "fish": (["--no-config", "-c"], "source {0}; set -g fish_trace 1; {1}; set -e fish_trace"),
}
SAID = '; echo "[$RSENSE_WAITS]"'
KINDS = {"bash": "type -t -- {0}", "zsh": "whence -w -- {0}", "fish": "type --type -- {0}"}
"""What each shell says of a word: a builtin, a function, a keyword or a file."""
MARK = "[• ]"
SYNTAX = {"if", "end", "or", "and", "not", "then", "fi", "function", "source", "return", "test"}
EVERY_SHELL = pytest.mark.parametrize("shell", TRACED)


def run(shell: str, script: str, at: Path) -> subprocess.CompletedProcess[str]:
    """A script in a shell that finds no program at all."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    environ = {
        **os.environ,
        "PATH": "",
        "HOME": str(at),
        "LC_ALL": "C.UTF-8",
        "XDG_RUNTIME_DIR": str(at),
    }
    command = [program, *TRACED[shell][0], script]
    return subprocess.run(
        command, env=environ, capture_output=True, text=True, timeout=30, check=False
    )


@pytest.fixture
def snippet(rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with an awkward name, and the snippets beside it."""
    rsense.home = rsense.home.with_name('it\'s "a" $HOME')
    monkeypatch.setenv("RSENSE_HOME", str(rsense.home))
    for shell in SCRIPTS:
        (tmp_path / shell).write_text(rsense("prompt", shell).out)
    return tmp_path


def state(rsense: Shell) -> Path:
    (path,) = rsense.home.glob(".waits-*")
    return path


def waits(rsense: Shell) -> int:
    """The moment in its first line."""
    return int(state(rsense).read_text().split("\n")[0])


@EVERY_SHELL
def test_the_mark_is_shown_from_its_moment_on(rsense: Shell, snippet: Path, shell: str) -> None:
    now = int(time.time())
    for line, shown in (
        ("0", False),
        ("1", True),
        (f"{now - 5}", True),
        (f"{now + 3600}", False),
        ("", False),
        ("a[$(echo >&2 run)]", False),
        ("1;1", False),
    ):
        state(rsense).write_text(f"{line}\n")
        ran = run(shell, f". {snippet / shell}; __rsense_waits{SAID}", snippet)
        assert (MARK in ran.stdout, "run" in ran.stderr) == (shown, False), (line, ran)
    state(rsense).unlink()
    ran = run(shell, f". {snippet / shell}; __rsense_waits{SAID}", snippet)
    assert (MARK in ran.stdout, ran.stderr) == (False, "")


@EVERY_SHELL
def test_no_process_is_started(rsense: Shell, snippet: Path, shell: str) -> None:
    state(rsense).write_text("1\n")
    script = TRACED[shell][1].format(snippet / shell, "__rsense_waits")
    ran = run(shell, script + SAID, snippet)
    assert MARK in ran.stdout
    assert shell == "fish" or "\n++" not in ran.stderr  # a substitution forks there
    lines = re.findall(r"^(?:[-+> ]|\S*:\d+>)+ *(.+)$", ran.stderr, re.MULTILINE)
    words = {line.split()[0].strip("'\"") for line in lines if line.split()}
    words = {word for word in words if re.fullmatch(r"[a-z_]+", word)} - SYNTAX
    assert words
    for word in words:
        said = run(shell, KINDS[shell].format(word), snippet).stdout
        kind = "function" if word.startswith("__rsense") else said
        assert re.search(r"builtin|function|keyword|reserved", kind), (word, said)


@EVERY_SHELL
def test_the_snippet_leaves_the_status_and_can_be_read_twice(snippet: Path, shell: str) -> None:
    ran = run(shell, f". {snippet / shell}; . {snippet / shell}; echo fine", snippet)
    assert (ran.stdout, ran.stderr) == ("fine\n", "")
    if shell == "bash":
        ran = run(shell, f". {snippet / shell}; (exit 7); __rsense_waits; echo $?", snippet)
        assert ran.stdout == "7\n"


def test_the_line_says_when_a_draft_wakes(rsense: Shell) -> None:
    rsense("keep", "drafts", "I felt left out.")
    rsense("drafts", "last", "--sleep", "3 days")
    assert list(rsense.home.glob(".waits-*")) == []  # whoever uses no prompt has no file
    rsense("prompt", "bash")
    assert waits(rsense) > time.time() + 24 * 3600
    rsense("drafts", "last", "--said")
    assert waits(rsense) == 0
    assert state(rsense).stat().st_mode & 0o777 == 0o600
    assert rsense("doctor").code == 0
    assert rsense("where", "--wipe", "--yes").code == 0
    assert not os.path.lexists(rsense.home)


def test_the_line_follows_whatever_changes_a_record(rsense: Shell, tmp_path: Path) -> None:
    rsense("predict", "She'll be cold", "-p", "80", "--by", "in 3 days")
    (kept,) = rsense.home.rglob("*-followup-*.toml")
    copy, whole = tmp_path / "export.json", kept.read_bytes()
    copy.write_text(re.sub('"id": "[^"]*"', '"id": "impo234567"', rsense("export").out))
    rsense("prompt", "bash")
    due = waits(rsense)
    assert due > time.time() + 24 * 3600
    rsense("undo")
    assert waits(rsense) == 0
    rsense("import", str(copy))
    assert waits(rsense) == due
    rsense("edit", "impo234567", "--due", "in 5 days")
    assert waits(rsense) > due
    rsense("delete", "impo234567")
    assert waits(rsense) == 0
    kept.write_bytes(whole)  # by another device
    rsense("tags")
    assert waits(rsense) == due


def test_the_quick_commands_bring_the_line_up_to_date_too(rsense: Shell) -> None:
    rsense("prompt", "bash")
    home = str(rsense.home)
    assert started(["predict", "She'll be cold", "-p", "80", "--by", "in 1 hour"], RSENSE_HOME=home)
    soon = waits(rsense)
    assert soon > 0
    assert started(["log", "He left", "-i", "9"], RSENSE_HOME=home)
    assert waits(rsense) > soon + 3600


def test_a_line_that_is_up_to_date_costs_no_imports(rsense: Shell) -> None:
    rsense("prompt", "bash")
    code = "from rsense.services.over_time.prompt_state import update_at_exit as go; go()"
    code += "; import sys; print('rsense.services.context' in sys.modules)"
    environ = {**os.environ, "RSENSE_HOME": str(rsense.home)}
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_a_strong_note_holds_the_mark_back(rsense: Shell) -> None:
    rsense("predict", "She'll be cold", "-p", "80", "--by", "in 1 minute")
    rsense("keep", "drafts", "I felt left out.")
    rsense("drafts", "last", "--sleep", "in 1 minute")
    rsense("prompt", "bash")
    soon = waits(rsense)
    assert time.time() - 5 < soon < time.time() + 180
    rsense("log", "He left", "-i", "9")
    assert waits(rsense) > soon + 3600
    rsense("undo")
    assert waits(rsense) == soon


def test_a_line_that_cannot_be_written_stops_nothing(rsense: Shell) -> None:
    rsense("prompt", "bash")
    path = state(rsense)
    path.unlink()
    path.mkdir()
    rsense("keep", "drafts", "I felt left out.")
    assert rsense("drafts", "last", "--sleep", "3 days").code == 0
    assert rsense("prompt", "bash").code == 0


def test_another_shell_is_refused_in_words(rsense: Shell) -> None:
    ran = rsense("prompt", "tcsh")
    assert (ran.code, "bash, zsh, fish and starship" in ran.err) == (2, True)
