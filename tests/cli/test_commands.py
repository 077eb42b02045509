"""Every command once, as it is meant to go; and what all of them have in common."""

from __future__ import annotations

import gc
from datetime import datetime
from pathlib import Path
from typing import get_args

import pytest

import rsense as package
from rsense.cli.exits import EXIT_CODES
from rsense.cli.main import main
from rsense.cli.registry import COMMANDS, loaded
from rsense.core.records import Trigger
from rsense.services.errors import ErrorKind
from rsense.store.library import NOT_EXERCISES, shipped_folder
from tests.cli.shell import Shell

SHIPPED = str(Path(shipped_folder(), "mindful-pause.toml"))
COMING = (
    '{"format": 1, "kind": "trigger", "id": "came234567", "at": "2026-11-03T14:00:00+01:00", '
    '"what": "from another machine"}'
)
GOING_WELL: dict[str, tuple[tuple[str, ...], str]] = {
    "now": (("now", "--no-wait"), ""),
    "run": (("run", "mindful-pause", "--no-wait"), ""),
    "pause": (("pause", "--no-wait"), ""),
    "breathe": (("breathe", "4-6", "--no-wait"), ""),
    "ground": (("ground", "--no-wait"), ""),
    "rethink": (("rethink", "--no-wait"), ""),
    "write": (("write", "--plain"), "A long day.\n\n\n"),
    "path": (("path", "list"), ""),
    "drafts": (("drafts",), ""),
    "prompt": (("prompt", "bash"), ""),
    "log": (("log", "unread for hours"), ""),
    "predict": (("predict", "she'll be cold", "-p", "80", "--by", "in 3 days"), ""),
    "due": (("due", "--all"), ""),
    "keep": (("keep", "people", "Jo, 555"), ""),
    "ritual": (("ritual",), ""),
    "calendar": (("calendar",), ""),
    "history": (("history",), ""),
    "show": (("show", "last"), ""),
    "tags": (("tags",), ""),
    "edit": (("edit", "last", "-i", "5"), ""),
    "undo": (("undo",), ""),
    "delete": (("delete", "last"), ""),
    "trash": (("trash",), ""),
    "restore": (("restore", "gone"), ""),
    "kept": (("kept",), ""),
    "insights": (("insights",), ""),
    "appreciate": (("appreciate", "she drove an hour"), ""),
    "example": (("example",), ""),
    "plan-b": (("plan-b",), ""),
    "report": (("report", "--text", "-", "--yes"), ""),
    "exercises": (("exercises",), ""),
    "pack": (("pack", "add", "short-ones", "--yes"), ""),
    "check": (("check", SHIPPED), ""),
    "new": (("new", "my-own"), ""),
    "preview": (("preview", SHIPPED, "--plain", "--no-wait"), ""),
    "graph": (("graph", SHIPPED), ""),
    "booklet": (("booklet", SHIPPED), ""),
    "diff": (("diff", SHIPPED, SHIPPED), ""),
    "explain": (("explain", "RS012"), ""),
    "simulate": (("simulate", "mindful-pause"), ""),
    "test": (("test", "mindful-pause"), ""),
    "schema": (("schema",), ""),
    "settings": (("settings",), ""),
    "export": (("export",), ""),
    "import": (("import", "-"), COMING),
    "completion": (("completion", "bash"), ""),
    "doctor": (("doctor",), ""),
    "where": (("where",), ""),
    "help": (("help", "log"), ""),
    "help-now": (("help-now",), ""),
}
NARRATED = (
    *("log", "predict", "keep", "appreciate", "pack", "check", "new"),
    *("edit", "undo", "delete", "restore", "import"),
)
"""These do something and say so; the others print what was asked for."""
IN_AN_EMPTY_HOME = {"show": 2, "edit": 2, "delete": 2, "restore": 2, "undo": 1, "due": 1}
"""What there is nothing to be done with."""

EVERY_COMMAND = pytest.mark.parametrize(
    ("words", "stdin"), GOING_WELL.values(), ids=GOING_WELL.keys()
)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # `new` writes where it is called


@pytest.fixture
def lived_in(rsense: Shell) -> Shell:
    """A home with something in it."""
    rsense.add(Trigger(id="gone234567", at=datetime.now().astimezone(), what="gone"))
    rsense("delete", "gone")
    rsense("ritual", "add", "Ten minutes for us", "--every", "sun 20:00")
    rsense("keep", "drafts", "I felt left out")
    rsense("predict", "He'll be late", "-p", "60", "--by", "in 2 days")
    rsense("log", "a cool tone", "-i", "6", "-t", "texting")
    rsense("keep", "evidence", "she drove an hour")
    return rsense


def test_no_command_is_forgotten() -> None:
    assert set(GOING_WELL) == set(COMMANDS)


@EVERY_COMMAND
def test_a_command_that_goes_well_gives_data_and_narration_their_own_streams(
    lived_in: Shell, words: tuple[str, ...], stdin: str
) -> None:
    ran = lived_in(*words, stdin=stdin)
    assert (ran.code, bool(ran.out)) == (0, words[0] not in NARRATED)
    assert ran.err or words[0] not in NARRATED


@EVERY_COMMAND
def test_a_command_works_in_a_home_that_is_still_empty(
    rsense: Shell, words: tuple[str, ...], stdin: str
) -> None:
    assert rsense(*words, stdin=stdin).code == IN_AN_EMPTY_HOME.get(words[0], 0)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself(rsense: Shell, name: str) -> None:
    ran = rsense(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"Usage: rsense {name}" in ran.out


LOOKING = (
    *("history", "show last", "kept", "exercises", "where", "help-now", "schema", "check"),
    *("tags", "trash", "export", "doctor", "--help", "--version", ""),
)


@pytest.mark.parametrize("words", LOOKING)
def test_looking_makes_no_file(rsense: Shell, words: str) -> None:
    rsense(*words.split())
    assert not rsense.home.exists()


def test_the_bare_command_says_what_to_try(rsense: Shell) -> None:
    ran = rsense()
    assert (ran.code, ran.err) == (0, "")
    assert "rsense help-now" in ran.out


def test_the_bare_command_names_commands_that_there_are(rsense: Shell) -> None:
    named = [line.split()[1] for line in rsense().out.splitlines() if line.startswith("rsense ")]
    assert [name for name in named if name not in COMMANDS] == []


def test_the_version_is_that_of_the_package(rsense: Shell) -> None:
    ran = rsense("--version")
    assert (ran.code, ran.out) == (0, f"rsense {package.__version__}\n")


def test_help_says_what_it_is_not(rsense: Shell) -> None:
    assert "It isn't therapy" in rsense("--help").said


# The library


def test_every_exercise_is_listed_under_its_stage(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS")  # in a pipe
    out = "\n" + rsense("exercises").out
    order = ["\nNotice\n", "\nSettle\n", "  mindful-pause", "\nRe-think\n", "\nLearn\n"]
    assert sorted(order, key=out.index) == order


def test_exercises_are_told_to_programs_a_line_each(rsense: Shell) -> None:
    out = rsense("exercises", "--json").out
    assert '{"id": "five-senses", "title": "Five senses",' in out


def test_an_own_exercise_is_listed_and_run_by_its_name(rsense: Shell) -> None:
    rsense.script("my-own")
    assert "my-own" in rsense("exercises").out
    assert rsense("run", "my-own", stdin="Sam left.\n").code == 0


@pytest.mark.parametrize("head", ["tags = 5", 'minutes = "x"', "title = 3", "summary = []"])
def test_a_broken_script_of_ones_own_does_not_break_the_list(rsense: Shell, head: str) -> None:
    rsense.script("my-own", f"{head}\n[[step]]\n")
    ran = rsense("exercises")
    assert (ran.code, "Mindful pause" in ran.out) == (0, True)


def test_a_script_that_cannot_be_read_is_named_beside_the_list(rsense: Shell) -> None:
    path = rsense.script("my-own", "#" * 300_000)
    ran = rsense("exercises")
    assert ran.err == f"{path}: it is larger than 256 KB. Make it shorter, or move it elsewhere.\n"


def test_scripts_that_are_fine_are_told_so(rsense: Shell) -> None:
    paths = [rsense.script("one"), rsense.script("two")]
    assert rsense("check", *paths).err == "2 scripts are fine.\n"


def test_check_without_files_checks_everything_there_is(rsense: Shell) -> None:
    shipped = sum(
        1 for path in Path(shipped_folder()).glob("*.toml") if path.stem not in NOT_EXERCISES
    )
    others = sum(1 for _ in Path(shipped_folder()).glob("[fp][or]*s/*.toml"))  # forms, programmes
    assert rsense("check").err == f"{shipped + others} scripts are fine.\n"
    broken = rsense.script("my-own", "format = 1")
    ran = rsense("check")
    assert (ran.code, f"{broken}:1:1" in ran.out) == (3, True)


def test_every_kind_of_error_has_its_exit_code() -> None:
    assert set(EXIT_CODES) == set(get_args(ErrorKind))


def test_the_collector_stays_off_until_a_command_is_there() -> None:
    gc.disable()
    try:
        loaded("breathe")
        assert not gc.isenabled()
        assert main(["explain", "RS012"]) == 0
        assert gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()
