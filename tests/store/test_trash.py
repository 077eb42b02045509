"""The trash: what lies in it, under which name, and since when."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rsense.store.files.durable import NameTaken
from rsense.store.records.record_name import id_from_name
from rsense.store.records.trash import Trash, parse_trash_name

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
NAME = "20261122T105208Z-trigger-k3f9a2q7xm.toml"


@pytest.fixture
def trash(tmp_path: Path) -> Trash:
    return Trash(str(tmp_path / "home" / "trash"))


def file(folder: Path, name: str = NAME, text: str = "words") -> str:
    path = folder / name
    path.write_text(text)
    return str(path)


def test_what_is_thrown_away_keeps_its_name_behind_the_moment(trash: Trash, tmp_path: Path) -> None:
    thrown = trash.move_in(file(tmp_path), NOW)
    assert Path(thrown.path).name == f"20261123T101500Z-deleted-{NAME}"
    assert Path(thrown.path).read_text() == "words"
    assert not (tmp_path / NAME).exists()


def test_a_version_before_an_edit_lies_beside_it(trash: Trash, tmp_path: Path) -> None:
    thrown = trash.store_version(file(tmp_path), b"before", NOW)
    assert Path(thrown.path).read_bytes() == b"before"
    assert (tmp_path / NAME).exists()
    assert stat.S_IMODE(Path(thrown.path).stat().st_mode) == 0o600


def test_a_name_says_all_there_is_to_know(trash: Trash, tmp_path: Path) -> None:
    for thrown in (trash.move_in(file(tmp_path), NOW), trash.store_version(NAME, b"x", NOW)):
        assert parse_trash_name(thrown.path) == thrown
        assert (thrown.id, thrown.when, thrown.name) == ("k3f9a2q7xm", NOW, NAME)


@pytest.mark.parametrize("year", [1901, 1969, 2200, 2299])
def test_a_wrong_clock_hides_nothing(trash: Trash, tmp_path: Path, year: int) -> None:
    thrown = trash.move_in(file(tmp_path), NOW.replace(year=year))
    assert trash.all() == [thrown]
    assert trash.with_id("k3f9") == [thrown]


def test_several_in_one_second_all_stay(trash: Trash) -> None:
    kept = [trash.store_version(NAME, f"version {n}".encode(), NOW) for n in range(12)]
    assert [thrown.nth for thrown in kept] == list(range(1, 13))
    assert trash.all() == kept[::-1]


def test_what_came_last_comes_first(trash: Trash) -> None:
    for days, id in ((0, "aa"), (2, "bb"), (1, "cc")):
        trash.store_version(f"20261122T105208Z-trigger-{id}.toml", b"x", NOW + timedelta(days=days))
    assert [thrown.id for thrown in trash.all()] == ["bb", "cc", "aa"]


def test_a_start_of_an_id_finds_it(trash: Trash) -> None:
    trash.store_version(NAME, b"x", NOW)
    assert [thrown.id for thrown in trash.with_id("K3F")] == ["k3f9a2q7xm"]
    assert trash.with_id("3f9") == []


def test_no_trash_is_an_empty_one(trash: Trash) -> None:
    assert trash.all() == []


def test_a_sitting_left_half_way_is_known_by_its_id(trash: Trash, tmp_path: Path) -> None:
    (tmp_path / "home" / "trash").mkdir(parents=True)
    file(tmp_path / "home" / "trash", "sess234567.toml")
    (thrown,) = trash.all()
    assert (thrown.how, thrown.id, thrown.when) == ("left", "sess234567", None)


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        "My Notes.toml",
        "20261399T101500Z-deleted-x.toml",
        ".tmp-1.toml",
        "a b.toml",
        "00010101T000000Z-deleted-x.toml",
        "99991231T235959Z-edited-x.toml",
    ],
)
def test_what_lies_about_is_passed_over(trash: Trash, tmp_path: Path, name: str) -> None:
    (tmp_path / "home" / "trash").mkdir(parents=True)
    file(tmp_path / "home" / "trash", name)
    assert trash.all() == []


def test_removed_is_removed(trash: Trash) -> None:
    trash.remove(trash.store_version(NAME, b"x", NOW))
    assert trash.all() == []


def test_a_name_that_is_taken_too_often_is_refused(
    trash: Trash, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rsense.store.records.trash._MOST_IN_A_SECOND", 3)
    for n in range(2):
        trash.store_version(NAME, f"{n}".encode(), NOW)
    with pytest.raises(NameTaken):
        trash.store_version(NAME, b"one more", NOW)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        (NAME, "k3f9a2q7xm"),
        (
            "20261122T105208Z-trigger-k3f9a2q7xm.sync-conflict-20261122-120000-ABC.toml",
            "k3f9a2q7xm",
        ),
        ("20261122T105208Z-trigger-k3f9a2q7xm (Jo's conflicted copy).toml", "k3f9a2q7xm"),
        ("sess234567.toml", "sess234567"),
    ],
)
def test_an_id_is_read_from_a_name(name: str, id: str) -> None:
    assert id_from_name(f"/somewhere/{name}") == id
