"""Records that come in: each once, none in the place of another."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from rsense.store.files.durable import NotSaved
from rsense.store.files.safe_read import Unreadable
from rsense.store.records.codec import encode
from rsense.store.records.repository import RecordStore
from rsense.store.records.trash import Trash
from rsense.store.transfer.importer import Importer, NotStorable
from tests.store.faulty_files import FaultyFiles, full_disk
from tests.store.made import CARD, KINDS, TRIGGER

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def landing(home: Path, *, rehearsed: bool = False) -> Importer:
    return Importer(RecordStore(str(home / "records")), Trash(str(home / "trash")), rehearsed)


def files(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.rglob("*.toml")}


def test_a_record_lands_where_it_would_have_been_logged(tmp_path: Path) -> None:
    assert {landing(tmp_path).import_document(document) for document in KINDS.values()} == {"new"}
    assert set(files(tmp_path).values()) == {encode(document) for document in KINDS.values()}


@pytest.mark.parametrize("again", ["the same landing", "another"])
def test_nothing_lands_twice(tmp_path: Path, again: str) -> None:
    first = landing(tmp_path)
    first.import_document(TRIGGER)
    second = first if again == "the same landing" else landing(tmp_path)
    assert second.import_document(dict(TRIGGER)) == "here"
    assert len(files(tmp_path)) == 1


@pytest.mark.parametrize("above", [0, 1, 2], ids=["month", "year", "records"])
def test_nothing_lands_where_what_is_here_cannot_be_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, above: int
) -> None:
    landing(tmp_path).import_document(TRIGGER)
    (path,) = tmp_path.rglob("*.toml")

    def refusing(name: str, folder: str) -> Any:
        if folder == str(path.parents[above]):
            raise OSError(errno.EIO, "Input/output error")
        return real[name](folder)

    real = {name: getattr(os, name) for name in ("listdir", "scandir")}
    for name in real:
        monkeypatch.setattr(os, name, partial(refusing, name))
    with pytest.raises(Unreadable, match="cannot be listed"):
        landing(tmp_path)


def test_another_version_stays_outside(tmp_path: Path) -> None:
    landing(tmp_path).import_document(TRIGGER)
    before = files(tmp_path)
    assert landing(tmp_path).import_document(TRIGGER | {"what": "something else"}) == "differs"
    assert files(tmp_path) == before


def test_what_was_thrown_away_does_not_come_back_by_itself(tmp_path: Path) -> None:
    landing(tmp_path).import_document(CARD)
    records, trash = RecordStore(str(tmp_path / "records")), Trash(str(tmp_path / "trash"))
    (path,) = records.paths(CARD["id"])
    trash.move_in(path, NOW)
    assert landing(tmp_path).import_document(CARD) == "thrown"


def test_a_rehearsal_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    rehearsed = landing(tmp_path, rehearsed=True)
    said = [
        rehearsed.import_document(document)
        for document in (TRIGGER, TRIGGER, TRIGGER | {"who": "Jo"})
    ]
    assert said == ["new", "here", "differs"]
    assert list(tmp_path.iterdir()) == []


def test_what_no_file_can_hold_is_told(tmp_path: Path) -> None:
    for value in ("\ud800", float("nan"), 2**64, object()):
        with pytest.raises(NotStorable):
            landing(tmp_path).import_document(TRIGGER | {"theirs": value})
    deep: object = 1
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(NotStorable):
        landing(tmp_path).import_document(TRIGGER | {"theirs": deep})
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    to = Importer(
        RecordStore(str(tmp_path / "records"), FaultyFiles(full_disk)),
        Trash(str(tmp_path / "trash")),
    )
    with pytest.raises(NotSaved, match="the disk is full"):
        to.import_document(TRIGGER)
    assert files(tmp_path) == {}
