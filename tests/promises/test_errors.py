"""What goes wrong at the command line: clear words, and a code that says whose it is."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rsense.core.records import Keepsake, Trigger
from tests.cli.shell import ASK, HEAD, Ran, Shell

AT = datetime(2026, 11, 22, 10, 52, 8, tzinfo=UTC)

USAGE: dict[str, tuple[list[str], str]] = {
    "a command that is none": (["brethe"], "No such command 'brethe'"),
    "an option that is none": (["log", "--itensity", "3"], "No such option"),
    "an argument missing": (["run"], "Missing argument 'NAME|FILE'"),
    "a strength off the scale": (["log", "x", "-i", "11"], "11 is not in the range from 0 to 10."),
    "a strength in words": (["log", "x", "-i", "much"], "'much' isn't a whole number."),
    "no such exercise": (
        ["run", "mindfull-pause"],
        "Did you mean “Mindful pause” (mindful-pause)?",
    ),
    "an exercise like nothing": (["run", "zzzz"], "no exercise “zzzz”. “rsense exercises”"),
    "no name at all": (["run", ""], "There is no exercise “”."),
    "a file that is missing": (["run", "nowhere.toml"], "nowhere.toml: there is no such file."),
    "a path that is missing": (["run", "no/where"], "no file “no/where”."),
    "no trigger to be about": (["rethink", "--about", "last"], "No trigger is logged yet."),
    "about no record": (["rethink", "--about", "zzzz"], 'No record "zzzz".'),
    "no record of that id": (["show", "zzzz"], 'No record "zzzz". “rsense history” lists'),
    "no record at all": (["show", "last"], "There's nothing yet."),
    "no such shelf": (["keep", "evidnce", "x"], "no shelf “evidnce”. Did you mean “evidence”?"),
    "no such shelf to see": (["kept", "zzzz"], "The shelves are evidence, secure-base,"),
    "nothing to log": (["log", "  "], "You didn't write anything, so nothing was saved."),
    "nothing to keep": (
        ["keep", "people", " "],
        "You didn't write anything, so nothing was saved.",
    ),
    "a breath too fast": (["breathe", "2-2"], 'a cycle of "2-2" takes 4 seconds'),
    "a breath in words": (["breathe", "slowly"], '"slowly" is no breathing pattern'),
    "a breath with quotes": (["breathe", '4-6"'], "is no breathing pattern"),
    "a breath too long": (["breathe", "4-6", "-m", "90"], "10 minutes at most"),
    "a breath of no length": (["breathe", "-m", "0"], "the length is out of range"),
    "a breath of no number": (["breathe", "-m", "nan"], "no numbers to count with"),
    "a hold too often": (["breathe", "4-7-8", "-m", "9"], "more than 8 times in one session"),
    "a count of none": (["history", "-n", "0"], "0 is not in the range. It begins at 1."),
}


def clear(ran: Ran) -> bool:
    """Whether it was told as a person may be told: in words, and not twice."""
    return not ran.out and "Traceback" not in ran.err and "went wrong inside" not in ran.err


@pytest.mark.parametrize(("words", "told"), USAGE.values(), ids=USAGE.keys())
def test_a_mistake_in_what_was_typed_is_told_and_makes_no_file(
    rsense: Shell, words: list[str], told: str
) -> None:
    ran = rsense(*words)
    assert (ran.code, clear(ran), rsense.home.exists()) == (2, True, False)
    assert told in ran.said


def test_an_id_that_could_be_several_names_them(rsense: Shell) -> None:
    rsense.add(Trigger(id="abcd234567", at=AT, what="x"), Trigger(id="abxy234567", at=AT, what="y"))
    ran = rsense("show", "ab")
    assert (ran.code, clear(ran)) == (2, True)
    assert "a few more letters will tell" in ran.err
    assert "abcd234567" in ran.err
    assert "abxy234567" in ran.err


def test_only_a_trigger_can_be_worked_on(rsense: Shell) -> None:
    rsense.add(Keepsake(id="card234567", at=AT, shelf="people", text="Jo"))
    ran = rsense("rethink", "--about", "card")
    assert (ran.code, clear(ran)) == (2, True)
    assert "card isn't a trigger." in ran.err


# Files that are no scripts

UNREADABLE: dict[str, bytes] = {
    "300 KB": b"#" * 300_000,
    "no text": b"\xff\xfe",
    "a bomb": b"a" + b".a" * 3000 + b" = 1",
}
INVALID: dict[str, bytes] = {
    "no TOML": b"format = ",
    "nothing": b"",
    "no steps": HEAD.encode(),
    "a NUL": b"\0",
    "nested": b"a = " + b"[" * 40 + b"]" * 40,
    "a kind that is none": HEAD.encode() + b'[[step]]\nkind = "sey"\ntext = "x"\n',
    "a control character": HEAD.encode() + b'[[step]]\nkind = "say"\ntext = "\\u001b[2J"\n',
}

NO_SCRIPTS = UNREADABLE | INVALID


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_file_that_cannot_be_read_is_told_in_one_line(
    rsense: Shell, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    ran = rsense("run", str(path))
    assert (ran.code, clear(ran), len(ran.err.splitlines())) == (2, True, 1)
    assert ran.err.startswith(f"{path}: ")


@pytest.mark.parametrize("content", INVALID.values(), ids=INVALID.keys())
@pytest.mark.parametrize("command", ["run", "check"])
def test_an_invalid_script_is_told_with_its_place(
    rsense: Shell, tmp_path: Path, command: str, content: bytes
) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    ran = rsense(command, str(path))
    assert (ran.code, "Traceback" in ran.said) == (3, False)
    assert f"{path}:" in (ran.err if command == "run" else ran.out)


@pytest.mark.parametrize("content", NO_SCRIPTS.values(), ids=NO_SCRIPTS.keys())
def test_no_file_does_anything_to_the_terminal(
    rsense: Shell, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    for command in ("run", "check"):
        ran = rsense(command, str(path))
        assert [c for c in ran.out + ran.err if ord(c) < 32 and c != "\n"] == []


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["a pipe", "a folder"])
@pytest.mark.parametrize(("command", "code"), [("run", 2), ("check", 3)])
def test_what_is_no_file_is_told_without_waiting(
    rsense: Shell, tmp_path: Path, command: str, code: int, make: object
) -> None:
    path = tmp_path / "mine.toml"
    assert callable(make)
    make(path)
    ran = rsense(command, str(path))
    assert (ran.code, "Traceback" in ran.said) == (code, False)
    assert "it is not an ordinary file." in ran.said


def test_a_missing_file_is_a_problem_for_the_checker(rsense: Shell) -> None:
    ran = rsense("check", "nowhere.toml")
    assert (ran.code, ran.err) == (3, "1 problem. “rsense explain RS005” says more.\n")
    assert ran.out.startswith("nowhere.toml:1:1: there is no such file.")


def test_the_checker_tells_every_problem_of_every_file(rsense: Shell, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        HEAD + '[[step]]\nkind = "sey"\n[[step]]\nkind = "rate"\ntext = "?"\nhihg = 3\n'
    )
    ran = rsense("check", str(path), "nowhere.toml", rsense.script("fine"))
    count = len(ran.out.splitlines())
    told = f"{count} problems. “rsense explain RS013” says more.\n"
    assert (ran.code, ran.err) == (3, told)
    assert 'did you mean "say"?' in ran.out
    assert 'did you mean "high"?' in ran.out


def test_an_own_script_that_cannot_be_read_says_why(rsense: Shell) -> None:
    path = rsense.script("mine", "#" * 300_000)
    ran = rsense("run", "mine")
    assert (ran.code, ran.err.startswith(f"{path}: it is larger than 256 KB.")) == (2, True)


def test_a_name_that_would_lead_out_of_the_folder_is_a_file_that_is_missing(rsense: Shell) -> None:
    ran = rsense("run", "../mindful-pause")
    assert (ran.code, "there is no such file" in ran.err) == (2, True)


@pytest.mark.parametrize("name", ["Mine", "two words", "1st"])
def test_a_file_whose_name_is_none_for_a_script_is_told(
    rsense: Shell, tmp_path: Path, name: str
) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(ASK)
    ran = rsense("run", str(path))
    assert (ran.code, "is no name for an exercise" in ran.err) == (3, True)


def test_a_file_that_is_no_script_by_its_name_is_told_how_those_end(
    rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.bak").write_text(ASK)
    Path("mine.toml").write_text(ASK)
    for words in (
        ["diff", "good.bak", "mine.toml"],
        ["diff", "./good.bak", "mine.toml"],
        *([command, "good.bak"] for command in ("run", "test", "simulate", "check", "graph")),
    ):
        said = rsense(*words).said
        assert "good.bak" in said
        assert "ends with" in said, words
        assert ".toml" in said


def test_a_broken_exercise_at_the_next_door_does_not_spoil_the_end(rsense: Shell) -> None:
    rsense.script("broken", "format = ")
    rsense.script("mine", 'next = ["broken", "five-senses"]\n' + ASK)
    ran = rsense("run", "mine", stdin="Sam left.\n")
    assert (ran.code, len(rsense.sessions)) == (0, 1)
    assert "rsense run five-senses" in ran.out


# A folder that cannot be used


def test_where_there_is_no_home_it_is_said(
    rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.setenv("RSENSE_HOME", "here")
    ran = rsense("history")
    assert (ran.code, ran.err) == (1, "RSENSE_HOME is here, from a folder that is gone.\n")


LOST = {
    "log": (["log", "a cool tone"], "a cool tone\n"),
    "keep": (["keep", "people", "Jo, 555"], "Jo, 555\n"),
}


@pytest.mark.parametrize(("words", "given_back"), LOST.values(), ids=LOST.keys())
def test_words_that_cannot_be_saved_are_given_back(
    rsense: Shell, words: list[str], given_back: str
) -> None:
    rsense.home.write_text("a file")
    ran = rsense(*words)
    assert (ran.code, ran.out) == (1, given_back)
    assert ran.err.startswith("Not saved: a file stands where a folder should be.")


@pytest.mark.parametrize("words", [["history"], ["kept"], ["exercises"], ["where"]], ids=" ".join)
def test_looking_goes_on_where_a_file_stands_for_the_folder(
    rsense: Shell, words: list[str]
) -> None:
    rsense.home.write_text("a file")
    assert rsense(*words).code == 0


def test_an_exercise_that_cannot_be_kept_says_so_at_its_first_answer(rsense: Shell) -> None:
    rsense.home.write_text("a file")
    ran = rsense("run", "five-senses", stdin="\n7\n")
    assert (ran.code, "[2 of" in ran.out) == (1, False)
    assert ran.err.startswith("Not saved: a file stands where a folder should be.")


def test_an_exercise_can_be_done_in_private_where_nothing_can_be_kept(rsense: Shell) -> None:
    rsense.home.write_text("a file")
    assert rsense("run", "mindful-pause", "--private", stdin="7\n").code == 0


def test_a_progress_folder_that_is_none_keeps_nobody_out(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    rsense.home.mkdir()
    (rsense.home / "progress").write_text("a file")
    typed = "7\n:unkept\n7\n:quit\n"
    ran = rsense("run", "mindful-pause", "--plain", person=True, stdin=typed)
    assert (ran.code, ran.out.count("Not saved: "), "2 of about" in ran.out) == (0, 1, True)
    monkeypatch.setenv("ACCESSIBLE", "1")
    home = rsense(person=True, stdin="\n\n:skip\n\n5\n:quit\n")
    assert (home.code, "[1 of " in home.out, home.err) == (0, True, "")


def test_a_defect_of_ours_is_told_without_any_words_of_the_person(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of theirs")

    monkeypatch.setattr("rsense.services.autosaved_record.AutosavedRecord.keep", broken)
    ran = rsense("log", "a secret of theirs")
    assert (ran.code, "went wrong inside rsense (RuntimeError at test_errors.py:" in ran.err) == (
        1,
        True,
    )
    assert "secret" not in ran.said
