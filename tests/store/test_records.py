"""Records in their folder: found by moment and id, damaged ones named and left alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.core.records import Keepsake, Trigger
from rsense.store.files.durable import NameTaken, NotSaved
from rsense.store.files.safe_read import Unreadable
from rsense.store.records.repository import RecordStore, file_name
from tests.store.faulty_files import FaultyFiles, full_disk
from tests.store.made import AT, ID

TRIGGER = Trigger(id=ID, at=AT, what="Text unread", intensity=7)


def trigger(id: str, minutes: int = 0, what: str = "it") -> Trigger:
    return Trigger(id=id, at=AT + timedelta(minutes=minutes), what=what)


def ids(records: RecordStore, kind: str | None = None) -> list[str]:
    return [found.record.id for found in records.newest(kind)]


def tree(folder: str) -> dict[str, bytes]:
    """Every file under a folder, with its bytes."""
    return {str(path): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


# Where they lie


def test_a_record_lies_under_its_month_by_moment_kind_and_id(records: RecordStore) -> None:
    path = records.add(TRIGGER)
    name = os.path.relpath(path, records.folder)
    assert name == "2026/11/20261122T105208Z-trigger-k3f9a2q7xm.toml"


def test_the_month_is_that_of_the_world_not_of_the_place(records: RecordStore) -> None:
    newyear = datetime(2027, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    path = records.add(Trigger(id=ID, at=newyear, what="it"))
    assert os.path.relpath(path, records.folder).startswith("2026/12/20261231T2330")


def test_a_record_is_one_file_for_its_owner_only(records: RecordStore) -> None:
    path = Path(records.add(TRIGGER))
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (path, *path.parents[:4])]
    assert modes == [0o600, 0o700, 0o700, 0o700, 0o700]
    assert list(tree(records.folder)) == [str(path)]


@given(st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30)), st.integers(-12, 14))
def test_names_are_in_the_order_of_time(moment: datetime, hours: int) -> None:
    at = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    later = (at + timedelta(seconds=1)).astimezone(timezone(timedelta(hours=-hours)))
    assert file_name(at, "trigger", ID) < file_name(later, "trigger", ID)


# Writing


def test_the_same_record_twice_is_one(records: RecordStore) -> None:
    assert records.add(TRIGGER) == records.add(TRIGGER)


def test_another_record_never_takes_its_place(records: RecordStore) -> None:
    records.add(TRIGGER)
    with pytest.raises(NameTaken):
        records.add(trigger(ID, what="something else"))
    assert [found.record for found in records.newest()] == [TRIGGER]


def test_what_is_not_saved_leaves_nothing(records: RecordStore) -> None:
    with pytest.raises(NotSaved, match="the disk is full"):
        RecordStore(records.folder, FaultyFiles(full_disk)).add(TRIGGER)
    assert tree(records.folder) == {}


# Looking back


def test_the_newest_comes_first_over_years_and_places(records: RecordStore) -> None:
    later = AT.astimezone(timezone(timedelta(hours=-8)))
    records.add(Trigger(id="first", at=AT - timedelta(days=400), what="it"))
    records.add(Trigger(id="third", at=later + timedelta(hours=1), what="it"))
    records.add(Trigger(id="second", at=AT, what="it"))
    assert ids(records) == ["third", "second", "first"]


def test_one_kind_can_be_asked_for(records: RecordStore) -> None:
    records.add(trigger("aaaa"))
    records.add(Keepsake(id="bbbb", at=AT, shelf="people", text="Jo"))
    assert ids(records, "keepsake") == ["bbbb"]


def test_no_folder_is_no_records_and_none_is_made(records: RecordStore) -> None:
    assert ids(records) == []
    assert not os.path.exists(records.folder)


@pytest.mark.parametrize("name", ["notes", "2026/11/notes.txt", "2026/extra/x.toml", "a.toml"])
def test_what_lies_about_is_passed_over(records: RecordStore, name: str) -> None:
    records.add(TRIGGER)
    path = Path(records.folder, name)
    path.parent.mkdir(exist_ok=True)
    path.write_text("not a record")
    assert ids(records) == [ID]


def test_shelves_hold_their_cards_the_newest_first(records: RecordStore) -> None:
    for n, (shelf, text) in enumerate([("people", "Jo"), ("evidence", "May"), ("people", "Ada")]):
        records.add(Keepsake(id=f"card{n}", at=AT + timedelta(days=n), shelf=shelf, text=text))
    assert records.shelves() == {"people": ("Ada", "Jo"), "evidence": ("May",)}


# Damage

DAMAGED: dict[str, bytes] = {
    "empty": b"",
    "no TOML": b"what = ",
    "no text": b"\xff\xfe\x00",
    "cut short": b'format = 1\nid = "xxxx"\nkind = "trigger"\n',
    "newer": b"format = 9\nend = true\n",
    "a merge": b"<<<<<<< HEAD\nformat = 1\n",
    "deep": b"a" + b".a" * 5000 + b" = 1\n",
    "nested": b"a = " + b"[" * 5000,
    "huge": b"#" * (2 << 20),
}


def damaged(records: RecordStore, content: bytes) -> Path:
    records.add(TRIGGER)
    path = Path(records.folder, "2026", "11", "20261122T105209Z-trigger-xxxxxxxxxx.toml")
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_file_is_named_and_left_alone_and_the_others_are_shown(
    records: RecordStore, content: bytes
) -> None:
    path = damaged(records, content)
    told: list[Unreadable] = []
    assert ids(RecordStore(records.folder, damaged=told.append)) == [ID]
    assert [error.path for error in told] == [str(path)]
    assert records.paths("xx") == [str(path)]
    records.shelves()
    records.add(trigger("other", minutes=1))
    assert path.read_bytes() == content


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["a pipe", "a folder"])
def test_what_is_no_file_is_named_without_waiting(
    records: RecordStore, make: Callable[[Path], None]
) -> None:
    path = damaged(records, b"")
    path.unlink()
    make(path)
    told: list[Unreadable] = []
    assert ids(RecordStore(records.folder, damaged=told.append)) == [ID]
    assert [error.why for error in told] == [
        "it is not an ordinary file. Put the file itself there"
    ]
