"""`doctor`: names what is not as it should be, in calm words, and changes nothing unasked."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime

import pytest

from rsense.core.records import Trigger
from tests.cli.shell import Shell

AT = datetime(2026, 11, 22, 10, 52, 8, tzinfo=UTC)
MONTH = "records/2026/11"
COPY = "20261122T105208Z-trigger-trig234567.sync-conflict-1.toml"


@pytest.fixture
def home(rsense: Shell) -> Shell:
    rsense.home.mkdir(mode=0o700)
    rsense.add(Trigger(id="trig234567", at=AT, what="Text unread", intensity=7))
    return rsense


def damage(home: Shell, name: str = "broken.toml", data: bytes = b"what = \nend = true\n") -> str:
    path = home.home / MONTH / name
    path.write_bytes(data)
    path.chmod(0o600)
    return str(path)


def other_version(home: Shell) -> None:
    (record,) = (home.home / MONTH).iterdir()
    damage(home, COPY, record.read_bytes().replace(b"Text unread", b"another text"))


def test_where_all_is_well_it_says_so(home: Shell) -> None:
    ran = home("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"In {home.home}: 1 record.\nAll of it can be read, and no one else can get at it.\n"
    )


def test_where_there_is_nothing_yet_it_says_so(rsense: Shell) -> None:
    ran = rsense("doctor")
    assert (ran.code, ran.out.splitlines()[0]) == (0, f"There's nothing in {rsense.home} yet.")


def test_it_names_each_file_with_what_is_wrong_and_what_to_do(home: Shell) -> None:
    path = damage(home)
    ran = home("doctor")
    assert (ran.code, ran.err) == (1, "")
    assert "There is 1 thing to look at. Nothing was changed." in ran.out
    lines = ran.out.splitlines()
    at = lines.index(os.path.relpath(path, home.home))
    assert lines[at + 1].startswith("  It is not valid TOML")
    assert lines[at + 2] == "  Mend it in an editor: write what it is."


def test_a_name_with_what_a_terminal_obeys_does_nothing(home: Shell) -> None:
    damage(home, "a\x1b[2Jb\nc.toml")
    ran = home("doctor")
    assert (ran.code, "\x1b" in ran.out, "a␛[2Jb c.toml" in ran.out) == (1, False, True)


def test_programs_are_told_a_line_each(home: Shell) -> None:
    path = damage(home, "a\nb.toml")
    (line,) = home("doctor", "--json").out.splitlines()
    told = json.loads(line)
    assert (told["finding"], told["path"], told["can_be_mended"]) == ("damaged", path, False)


def test_programs_are_told_nothing_where_all_is_well(home: Shell) -> None:
    ran = home("doctor", "--json")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_many_open_files_are_one_matter(home: Shell) -> None:
    for number in range(9):
        home.add(Trigger(id=f"more23456{number + 1}", at=AT, what="it"))
    for path in (home.home / MONTH).iterdir():
        path.chmod(0o644)
    out = home("doctor").out
    assert out.count("(its mode is 0644)") == 1
    assert out.count(".toml\n") == 10
    assert "Of 9 more files and folders the same is to be said:" in out


@pytest.mark.parametrize(
    ("words", "answer", "code", "mode"),
    [
        (["--mend"], "y\n", 0, 0o600),
        (["--mend"], "n\n", 1, 0o644),
        (["--mend"], None, 2, 0o644),
        (["--mend", "--yes"], None, 0, 0o600),
    ],
    ids=["yes", "no", "nobody to ask", "unasked"],
)
def test_an_open_file_is_closed_if_a_person_says_so_or_yes_does(
    home: Shell, words: list[str], answer: str | None, code: int, mode: int
) -> None:
    (path,) = (home.home / MONTH).iterdir()
    path.chmod(0o644)
    ran = home("doctor", *words, stdin=answer or "", person=answer is not None)
    assert (ran.code, path.stat().st_mode & 0o777) == (code, mode)
    assert ("Let no one but you open it? Type n for no; Enter means yes> " in ran.err) is (
        answer is not None
    )
    assert ("All of it can be read" in ran.out) is (code == 0)
    assert ("--yes" in ran.err) is (code == 2)


def test_what_goes_to_the_trash_is_closed_first(home: Shell) -> None:
    (path,) = (home.home / MONTH).iterdir()
    path.with_name(COPY).write_bytes(path.read_bytes())
    path.with_name(COPY).chmod(0o644)
    ran = home("doctor", "--mend", "--yes")
    assert (ran.code, "All of it can be read" in ran.out) == (0, True)


def test_after_mending_nobody_is_told_that_nothing_was_changed(home: Shell) -> None:
    damage(home)
    assert "There is still 1 thing to look at.\n" in home("doctor", "--mend", "--yes").out


@pytest.mark.parametrize(("answer", "left"), [("1\n", "Text unread"), ("2\n", "another text")])
def test_a_person_chooses_between_versions(home: Shell, answer: str, left: str) -> None:
    other_version(home)
    ran = home("doctor", "--mend", stdin=answer, person=True)
    assert ran.code == 0
    assert [record.what for record in home.triggers] == [left]
    assert "1  Text unread" in ran.err
    assert "2  another text" in ran.err


@pytest.mark.parametrize("answer", ["\n", "", "3\n", "0\n", "y\n"])
def test_without_a_choice_every_version_stays(home: Shell, answer: str) -> None:
    other_version(home)
    ran = home("doctor", "--mend", stdin=answer, person=True)
    assert (ran.code, len(home.triggers)) == (1, 2)


def test_yes_never_chooses(home: Shell) -> None:
    other_version(home)
    assert home("doctor", "--mend", "--yes").code == 1
    assert len(home.triggers) == 2


def test_what_was_mended_can_be_brought_back(home: Shell) -> None:
    other_version(home)
    home("doctor", "--mend", stdin="1\n", person=True)
    assert home("restore", "trig").code == 0
    assert [record.what for record in home.triggers] == ["another text"]


def test_half_of_something_in_the_trash_cannot_be_put_among_the_records(home: Shell) -> None:
    temporary = damage(home, ".tmp-1-a", b"what = ")
    os.utime(temporary, (1, 1))
    assert home("doctor", "--mend", "--yes").code == 0
    before = home.files
    ran = home("restore", "unsaved")
    assert (ran.code, home.files) == (1, before)
    assert "cannot be put back by itself" in ran.err


def test_many_files_of_others_do_not_hide_what_is_the_matter(home: Shell) -> None:
    damage(home)
    for number in range(25):
        damage(home, f"foreign-{number:02}.txt", b"")
    out = home("doctor").out
    assert (out.count("foreign-"), "broken.toml" in out) == (20, True)
    assert "5 more aren't of rsense either, and do no harm." in out
    assert home("doctor", "--json").out.count("foreign-") == 25
