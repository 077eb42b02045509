"""`delete`, `undo`, `trash`, `restore`: nothing is gone before the trash is emptied."""

from __future__ import annotations

import errno
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rsense.core.records import Keepsake, Trigger
from rsense.store import undo_log
from rsense.store.files.operations import OsFiles
from tests.cli.shell import Shell

NOW = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
TRIGGER = Trigger(id="trig234567", at=NOW, what="Text unread", intensity=7)
CARD = Keepsake(id="card234567", at=NOW - timedelta(days=1), shelf="people", text="Jo")


@pytest.fixture
def lived_in(rsense: Shell) -> Shell:
    rsense.add(TRIGGER, CARD)
    return rsense


def ids(shell: Shell) -> list[str]:
    return [record.id for record in shell.records]


def trashed(shell: Shell) -> list[str]:
    return [name for name in shell.files if name.startswith("trash/")]


# delete


def test_a_deleted_record_is_in_the_trash(lived_in: Shell) -> None:
    ran = lived_in("delete", "trig")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "In the trash: today 00:00  Text unread. “rsense undo” brings it back.\n"
    assert ids(lived_in) == [CARD.id]
    assert len(trashed(lived_in)) == 1


def test_several_go_at_once_and_none_twice(lived_in: Shell) -> None:
    assert lived_in("delete", "trig", "card", "trig2").code == 0
    assert ids(lived_in) == []


def test_one_that_is_not_there_stops_all_of_them(lived_in: Shell) -> None:
    assert lived_in("delete", "trig", "nope").code == 2
    assert len(ids(lived_in)) == 2


@pytest.mark.parametrize(("answer", "left"), [("y\n", 1), ("n\n", 2), ("\n", 2), ("", 2)])
def test_a_person_is_asked_once(lived_in: Shell, answer: str, left: int) -> None:
    ran = lived_in("delete", "trig", stdin=answer, person=True)
    assert (ran.code, len(ids(lived_in))) == (0, left)
    assert "Delete today 00:00 Text unread? Type y for yes; Enter means no> " in ran.err


def test_whoever_says_yes_is_not_asked(lived_in: Shell) -> None:
    assert "Enter means" not in lived_in("delete", "trig", "--yes", person=True).err
    assert ids(lived_in) == [CARD.id]


def test_a_damaged_file_can_be_thrown_away(lived_in: Shell) -> None:
    (path,) = (lived_in.home / "records").rglob("*trig*")
    path.write_text("what = ")
    assert lived_in("delete", "trig").code == 0
    assert (lived_in.home / trashed(lived_in)[0]).read_text() == "what = "


# undo


def test_undo_takes_back_a_log(rsense: Shell) -> None:
    rsense("log", "said too soon")
    ran = rsense("undo")
    assert (ran.code, ids(rsense)) == (0, [])
    assert "said too soon. It's in the trash." in ran.err


def test_undo_takes_back_an_edit(lived_in: Shell) -> None:
    lived_in("edit", "trig", "-i", "3", "--at", "2026-01-03 21:00")
    assert lived_in("undo").code == 0
    assert lived_in.triggers == [TRIGGER]


def test_there_is_one_thing_to_take_back(lived_in: Shell) -> None:
    lived_in("delete", "trig")
    lived_in("undo")
    ran = lived_in("undo")
    assert (ran.code, ran.err.partition(".")[0]) == (1, "There's nothing to take back")


def test_undo_leaves_alone_what_is_no_longer_there(lived_in: Shell) -> None:
    lived_in("delete", "trig")
    lived_in("restore", "trig")
    assert lived_in("undo").code == 1
    assert ids(lived_in) == [TRIGGER.id, CARD.id]


def refusing(monkeypatch: pytest.MonkeyPatch, name: str, part: str) -> None:
    """From here on a disk fails to do this with files that are called so."""
    real = getattr(os, name)

    def act(path: Any = ".", *given: Any, **more: Any) -> Any:
        if part in str(path):
            raise OSError(errno.EIO, "Input/output error")
        return real(path, *given, **more)

    monkeypatch.setattr(os, name, act)
    monkeypatch.setattr(OsFiles, name, staticmethod(act), raising=False)


@pytest.mark.parametrize(("name", "part"), [("open", ".last-"), ("lstat", "trig234567.toml")])
def test_undo_tells_what_it_could_not_read_from_what_is_not_there(
    lived_in: Shell, monkeypatch: pytest.MonkeyPatch, name: str, part: str
) -> None:
    (path,) = (lived_in.home / "records").rglob("*trig*")
    undo_log.note(str(lived_in.home), "log", str(path))
    with monkeypatch.context() as disk:
        refusing(disk, name, part)
        ran = lived_in("undo")
    assert ran.code == 1
    assert "The last change can't be read: Input/output error." in ran.err
    assert path.exists()


@pytest.mark.parametrize("above", [0, 1, 2], ids=["month", "year", "records"])
@pytest.mark.parametrize(
    "command", ["history", "delete trig", "run mindful-pause --about trig", "edit last"]
)
def test_a_record_that_may_lie_in_a_closed_folder_is_not_just_said_to_be_none(
    lived_in: Shell, monkeypatch: pytest.MonkeyPatch, command: str, above: int
) -> None:
    (path,) = (lived_in.home / "records").rglob("*trig*")
    for listing in ("listdir", "scandir"):
        refusing(monkeypatch, listing, str(path.parents[above]))
    ran = lived_in(*command.split())
    assert "couldn't be read and stand" in ran.err


def test_an_exercise_that_may_lie_in_a_closed_folder_is_not_said_to_be_none(
    lived_in: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived_in.script("mine")
    refusing(monkeypatch, "scandir", "exercises")
    assert "this folder cannot be listed" in lived_in("run", "mine").err


IN_A_CLOSED_FOLDER = {
    "/home/packs": ("pack list", "pack remove de", "pack add de --yes", "exercises", "run de/x"),
    "/home/packs/de": ("pack list", "exercises", "run de/x"),
    "/home/packs/de/vocabulary": ("check",),
}


@pytest.mark.parametrize("folder", IN_A_CLOSED_FOLDER)
def test_a_pack_in_a_closed_folder_is_not_said_to_be_none(
    lived_in: Shell, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    assert lived_in("pack", "add", "de", "--yes").code == 0
    refusing(monkeypatch, "scandir", folder)
    refusing(monkeypatch, "listdir", folder)
    for command in IN_A_CLOSED_FOLDER[folder]:
        ran = lived_in(*command.split())
        assert "this folder cannot be listed" in " ".join(ran.said.split()), (command, ran)
        assert "no pack" not in ran.said, (command, ran)


@pytest.mark.parametrize("what", ["log", "delete", "edit"])
@pytest.mark.parametrize("place", ["config.toml", "progress/left234567.toml", ".", "records"])
def test_undo_takes_back_nothing_but_records(lived_in: Shell, what: str, place: str) -> None:
    for name in ("config.toml", "progress/left234567.toml"):
        path = lived_in.home / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine = 1\n")
    undo_log.note(str(lived_in.home), what, str(lived_in.home / place))
    before = lived_in.files
    assert lived_in("undo").code == 1
    assert lived_in.files == before


def test_undo_leads_nowhere_but_the_data_folder(lived_in: Shell, tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text("mine")
    for what in ("log", "edit", "delete"):
        undo_log.note(str(lived_in.home), what, "../outside.toml")
        assert lived_in("undo").code == 1
    assert outside.read_text() == "mine"


# trash and restore


def test_the_trash_is_listed_what_came_last_first(lived_in: Shell) -> None:
    lived_in("edit", "trig", "Text read")
    lived_in("delete", "card")
    lines = lived_in("trash").out.splitlines()
    assert sorted(line.split()[0] for line in lines) == ["card", "trig"]
    assert any("edited today" in line and line.endswith("Text unread") for line in lines)
    assert any("deleted today" in line and line.endswith("kept in people: Jo") for line in lines)


def test_a_sitting_thrown_away_is_listed_and_comes_back(lived_in: Shell) -> None:
    trash = lived_in.home / "trash"
    trash.mkdir()
    (trash / "sess234567.toml").write_text('title = "Mindful pause"\n')
    assert "left half way" in lived_in("trash").out
    assert "Mindful pause" in lived_in("restore", "sess").err
    assert (lived_in.home / "progress" / "sess234567.toml").exists()


def test_versions_of_one_record_are_told_apart_by_their_number(lived_in: Shell) -> None:
    for words in ("first", "second", "third"):
        lived_in("edit", "trig", words)
    lived_in("delete", "card")
    listed = lived_in("trash").out
    assert listed.count(", version ") == 3
    assert ", version 3  Text unread\n" in listed
    assert lived_in("restore", "trig", "--version", "3").code == 0
    assert lived_in.triggers[0].what == "Text unread"
    assert lived_in("restore", "trig", "--version", "9").code == 2


def test_what_could_be_several_is_offered(lived_in: Shell) -> None:
    lived_in.add(TRIGGER._replace(id="trix234567", what="a cool tone"))
    lived_in("delete", "trig", "trix")
    ran = lived_in("restore", "tri")
    assert ran.code == 2
    assert "trix234567  a cool tone" in ran.err


def test_several_in_the_trash_are_offered_as_those_among_the_records_are(lived_in: Shell) -> None:
    made = [f"tri{letter}234567" for letter in "abcdef"]
    lived_in.add(*(TRIGGER._replace(id=id, what="a cool tone") for id in made))
    among_records = lived_in("show", "tri").err
    lived_in("delete", *made, "trig")
    lines = lived_in("restore", "tri").err.splitlines()
    assert (lines[0], lines[-1]) == (among_records.splitlines()[0], "  and 2 more")


@pytest.mark.parametrize("id", ["nope", "", "../records", "*"])
def test_what_is_not_in_the_trash_is_told(lived_in: Shell, id: str) -> None:
    lived_in("delete", "trig")
    assert lived_in("restore", id).code == 2


def test_a_record_whose_place_is_taken_stays_in_the_trash(lived_in: Shell) -> None:
    lived_in("delete", "trig")
    lived_in.add(TRIGGER._replace(what="newer"))
    assert lived_in("restore", "trig").code == 0
    assert lived_in.triggers[0].what == "Text unread"
    assert len(trashed(lived_in)) == 1


# Emptying


def test_emptying_asks_one_clear_question(lived_in: Shell) -> None:
    lived_in("delete", "trig")
    ran = lived_in("trash", "--empty", stdin="y\n", person=True)
    assert (
        "Delete 1 file for good? Nothing can bring it back. Type y for yes; Enter means no> "
        in ran.err
    )
    assert trashed(lived_in) == []


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_without_a_yes_nothing_goes(lived_in: Shell, answer: str) -> None:
    lived_in("delete", "trig")
    assert lived_in("trash", "--empty", stdin=answer, person=True).code == 0
    assert len(trashed(lived_in)) == 1


def test_without_a_terminal_a_yes_must_be_said(lived_in: Shell) -> None:
    lived_in("delete", "trig", "card")
    assert lived_in("trash", "--empty").code == 2
    assert len(trashed(lived_in)) == 2
    assert lived_in("trash", "--empty", "--yes").code == 0
    assert trashed(lived_in) == []


def test_what_rsense_did_not_put_there_stays(lived_in: Shell) -> None:
    lived_in("delete", "trig")
    (lived_in.home / "trash" / "notes.txt").write_text("mine")
    lived_in("trash", "--empty", "--yes")
    assert trashed(lived_in) == ["trash/notes.txt"]
