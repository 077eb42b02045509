"""What one command did is one step for `undo`; ids that begin others; the last of one second."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rsense.core.records import Trigger
from rsense.store.files import durable, verified_move
from tests.cli.shell import Shell
from tests.cli.test_trash import NOW, ids, trashed

# Several at once

THREE = [Trigger(id=f"{n}{n}{n}", at=NOW - timedelta(days=n), what=f"it {n}") for n in range(3)]


@pytest.fixture
def three(rsense: Shell) -> Shell:
    rsense.add(*THREE)
    return rsense


def test_undo_takes_back_all_that_one_delete_did(three: Shell) -> None:
    ran = three("delete", "000", "111", "222")
    assert ran.err.count("brings") == 1
    assert ran.err.endswith("“rsense undo” brings all 3 back.\n")
    assert (ids(three), len(trashed(three))) == ([], 3)
    assert three("undo").err.count("It's back: ") == 3
    assert three.triggers == THREE
    assert trashed(three) == []
    assert three("undo").code == 1


def test_what_was_not_agreed_to_is_not_brought_back(three: Shell) -> None:
    ran = three("delete", "000", "111", stdin="n\ny\n", person=True)
    assert ran.err.endswith("“rsense undo” brings it back.\n")
    three("undo")
    assert three.triggers == THREE


def test_what_came_back_otherwise_is_not_missed(three: Shell) -> None:
    three("delete", "000", "111", "222")
    three("restore", "111")
    assert three("undo").code == 0
    assert three.triggers == THREE


def unmovable(disk: pytest.MonkeyPatch, name: str) -> None:
    """From here on a disk fails to move files that are called so."""
    move = verified_move.move

    def act(path: str, target: str, **more: Any) -> None:
        if name in path:
            raise durable.NotSaved("Not moved: Input/output error.")
        move(path, target, **more)

    disk.setattr(verified_move, "move", act)


def test_a_deletion_that_ends_half_way_is_undone_as_far_as_it_went(
    three: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as disk:
        unmovable(disk, "111.toml")
        ran = three("delete", "000", "111", "222")
    assert ran.code == 1
    assert "“rsense undo” brings it back." in ran.err
    assert ids(three) == ["111", "222"]
    three("undo")
    assert three.triggers == THREE


def test_an_undo_that_ends_half_way_says_so_and_can_go_on(
    three: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    three("delete", "000", "111", "222")
    with monkeypatch.context() as disk:
        unmovable(disk, "111.toml")
        ran = three("undo")
    assert ran.code == 1
    assert ran.err.count("It's back: ") == 1
    assert ids(three) == ["222"]
    assert three("undo").code == 0
    assert three.triggers == THREE


def test_a_command_after_it_is_what_undo_takes_back(three: Shell) -> None:
    three("delete", "000", "111")
    three("log", "said too soon")
    three("undo")
    assert ids(three) == ["222"]


def test_what_an_older_version_noted_is_taken_back(three: Shell) -> None:
    three("delete", "000")
    (note,) = three.home.glob(".last-*")
    assert note.read_text() == f"delete {trashed(three)[0]}\n"


def test_many_are_taken_back_as_well(rsense: Shell) -> None:
    many = [f"{n:05}" for n in range(200)]
    rsense.add(*(Trigger(id=id, at=NOW, what="it") for id in many))
    rsense("delete", *many)
    assert ids(rsense) == []
    rsense("undo")
    assert sorted(ids(rsense)) == many


def test_an_import_is_taken_back_as_one_and_nothing_before_it(
    rsense: Shell, tmp_path: Path
) -> None:
    rsense("log", "her own words")
    table = tmp_path / "sheet.csv"
    table.write_text("date,what\n" + "".join(f"2026-11-03,entry {n}\n" for n in range(300)))
    assert rsense("import", str(table)).err.endswith("came in. “rsense undo” takes that back.\n")
    again = rsense("import", str(table))  # brings nothing, so it is no step of its own
    assert again.err == "0 records came in; 300 already here.\n"
    ran = rsense("undo")
    assert (ran.code, ran.err.count("Taken back: ")) == (0, 5)
    assert ran.err.endswith("And 295 more like it.\nAnother undo brings all of it back.\n")
    assert [trigger.what for trigger in rsense.triggers] == ["her own words"]
    assert len(trashed(rsense)) == 300
    rsense("undo")
    assert (len(rsense.triggers), trashed(rsense)) == (301, [])
    assert rsense("undo").code == 1


def test_an_import_that_was_taken_back_says_what_to_do_when_it_comes_again(rsense: Shell) -> None:
    table = "date,what\n2026-11-03,one\n2026-11-03,two\n"
    columns = ("--map", "date=at")
    rsense("import", "-", *columns, stdin=table)
    rsense("undo")
    told = rsense("import", "-", *columns, stdin=table).err
    assert "2 thrown away before and left in the trash." in told
    assert "Once the trash is empty, it would come in anew." in told
    rsense("trash", "--empty", "--yes")
    assert rsense("import", "-", *columns, stdin=table).err.startswith("2 records came in.")


def test_an_import_that_ended_half_way_is_taken_back_as_far_as_it_came(
    rsense: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "sheet.csv"
    table.write_text("date,what\n" + "".join(f"2026-11-03,entry {n}\n" for n in range(9)))
    create, made = durable.create, iter(range(4))

    def act(path: str, data: bytes, **more: Any) -> None:
        if next(made, None) is None:
            raise durable.NotSaved("Not saved: the disk is full.")
        create(path, data, **more)

    with monkeypatch.context() as disk:
        disk.setattr(durable, "create", act)
        assert "4 records came in." in rsense("import", str(table)).err
    assert rsense("undo").code == 0
    assert rsense.triggers == []


# Of one second, and ids that begin others


def test_the_last_is_the_one_logged_last(rsense: Shell) -> None:
    """However many fall on one second."""
    for n in range(12):
        rsense("log", f"moment {n}", "--at", "2026-01-02 10:00")
        assert f"moment {n}" in rsense("show", "last").out
    told = [line.split()[-1] for line in rsense("history").out.splitlines()]
    assert told[:12] == [str(n) for n in reversed(range(12))]
    rsense("edit", "last", "otherwise")
    assert {trigger.what for trigger in rsense.triggers} >= {"otherwise", "moment 10"}
    rsense("undo")
    rsense("delete", "last")
    assert "moment 11" not in {trigger.what for trigger in rsense.triggers}


NESTED = ("10", "100", "1000", "1")


@pytest.mark.parametrize("id", NESTED)
def test_an_id_that_begins_another_is_shown_edited_deleted_and_restored(
    rsense: Shell, id: str
) -> None:
    rsense.add(*(Trigger(id=other, at=NOW, what=f"it is {other}") for other in NESTED))
    assert f"it is {id}\n" in rsense("show", id).out
    assert rsense("edit", id, "-i", "3").code == 0
    assert [t.id for t in rsense.triggers if t.intensity == 3] == [id]
    rsense("undo")
    assert rsense("delete", id).code == 0
    assert set(ids(rsense)) == set(NESTED) - {id}
    for other in set(NESTED) - {id}:
        rsense("delete", other)
    assert rsense("restore", id).code == 0
    assert ids(rsense) == [id]
    rsense.script("mine")
    assert rsense("run", "mine", "--about", id, "--plain", stdin="x\n").code == 0
    assert rsense.sessions[0].about == (id,)


def test_what_comes_back_never_takes_the_place_of_what_its_id_begins(rsense: Shell) -> None:
    rsense.add(*(Trigger(id=id, at=NOW, what=f"it is {id}") for id in ("10", "100")))
    rsense("delete", "10")
    rsense("restore", "10")
    assert {t.id: t.what for t in rsense.triggers} == {"10": "it is 10", "100": "it is 100"}
