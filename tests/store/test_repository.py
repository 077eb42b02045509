"""Records found again: by the beginning of an id, and beside the copies of other devices."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from rsense.core.records import Keepsake, Trigger
from rsense.store.records.record_name import id_from_name
from rsense.store.records.repository import RecordStore
from tests.store.made import AT, ID

TRIGGER = Trigger(id=ID, at=AT, what="Text unread", intensity=7)


def ids(records: RecordStore) -> list[str]:
    return [found.record.id for found in records.newest()]


def named(records: RecordStore, prefix: str) -> list[str]:
    return [id_from_name(path) for path in records.paths(prefix)]


def copied(records: RecordStore, name: str, text: str | None = None) -> Path:
    """A second file beside the first record, with its content or another."""
    first = next(Path(records.folder).rglob("*.toml"))
    copy = first.with_name(name)
    copy.write_text(first.read_text() if text is None else text)
    return copy


# Two devices

SYNCTHING = "20261122T105208Z-trigger-k3f9a2q7xm.sync-conflict-20261122-120000-ABCDEFG.toml"
DROPBOX = "20261122T105208Z-trigger-k3f9a2q7xm (Jo's conflicted copy 2026-11-22).toml"
CONFLICTS = pytest.mark.parametrize("name", [SYNCTHING, DROPBOX], ids=["Syncthing", "Dropbox"])


@CONFLICTS
def test_a_copy_of_the_same_is_shown_once(records: RecordStore, name: str) -> None:
    records.add(TRIGGER)
    copied(records, name)
    assert ids(records) == [ID]


@CONFLICTS
def test_a_copy_that_says_something_else_is_shown_too(records: RecordStore, name: str) -> None:
    path = Path(records.add(TRIGGER))
    copied(records, name, path.read_text().replace("unread", "unanswered"))
    assert ids(records) == [ID, ID]


@CONFLICTS
def test_a_copy_of_what_moved_to_another_moment_is_shown_once(
    records: RecordStore, name: str
) -> None:
    """One device moved it, another changed it where it was: there the same lies far apart."""
    records.add(TRIGGER)
    moved = Path(records.add(TRIGGER._replace(at=AT + timedelta(days=40))))
    copied(records, name, moved.read_text())
    records.add(TRIGGER._replace(id="between234", at=AT + timedelta(days=1)))
    assert ids(records) == [ID, "between234", ID]


@CONFLICTS
def test_an_id_names_one_record_beside_its_copy_whose_other_letters_are_none(
    records: RecordStore, name: str
) -> None:
    records.add(TRIGGER)
    copied(records, name)
    found = {prefix: named(records, prefix) for prefix in (ID, "k3", "abc", "22", "jo")}
    assert found == {ID: [ID], "k3": [ID], "abc": [], "22": [], "jo": []}


# By the beginning of an id


@pytest.fixture
def three(records: RecordStore) -> RecordStore:
    for minutes, id in enumerate(["abcd234567", "abxy234567", "qrst234567"]):
        records.add(Trigger(id=id, at=AT + timedelta(minutes=minutes), what="it"))
    return records


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        ("abcd", ["abcd234567"]),
        ("ABCD", ["abcd234567"]),
        ("qr", ["qrst234567"]),
        ("ab", ["abxy234567", "abcd234567"]),
        ("abcd234567", ["abcd234567"]),
        ("zz", []),
        ("", []),
        ("a", []),
        ("../ab", []),
        ("234", []),
        ("trigger", []),
    ],
)
def test_any_unambiguous_start_names_a_record(
    three: RecordStore, prefix: str, found: list[str]
) -> None:
    assert named(three, prefix) == found


NESTED = ["1", "10", "100", "1000", "a", "ab", "abc", "last", "lasting"]


@pytest.mark.parametrize("id", NESTED)
def test_an_id_in_full_means_that_record_alone(records: RecordStore, id: str) -> None:
    for minutes, other in enumerate(NESTED):
        records.add(Trigger(id=other, at=AT + timedelta(minutes=minutes), what="it"))
    assert named(records, id) == [id]
    assert named(records, id.upper()) == [id]
    assert [id_from_name(path) for path in records.paths_with_id(id)] == [id]


def test_what_only_begins_so_is_no_id_in_full(records: RecordStore) -> None:
    records.add(Trigger(id="100", at=AT, what="it"))
    assert records.paths_with_id("10") == []
    assert named(records, "10") == ["100"]


# Several of one second

SECOND = [f"{letter}{n}" for n, letter in enumerate("mazkbycx")]
"""Ids in no order of their letters."""


def written_at(path: str, stamp: int) -> None:
    """As if a file had been written at another moment, in nanoseconds."""
    os.utime(path, ns=(stamp, stamp))


def test_of_one_second_the_one_written_last_is_the_newest(records: RecordStore) -> None:
    for stamp, id in enumerate(SECOND):
        kind = Keepsake(id, AT, "people", "Jo") if stamp % 3 else Trigger(id, AT, "it")
        written_at(records.add(kind), 10**18 + stamp)
    assert ids(records) == SECOND[::-1]


def test_seconds_come_before_what_was_written_when(records: RecordStore) -> None:
    for stamp, id in enumerate(SECOND):
        at = AT - timedelta(seconds=stamp // 2)
        written_at(records.add(Trigger(id, at, "it")), 10**18 + stamp)
    assert ids(records) == [SECOND[n] for n in (1, 0, 3, 2, 5, 4, 7, 6)]


def test_written_at_once_the_order_is_always_the_same(records: RecordStore) -> None:
    for id in SECOND:
        written_at(records.add(Trigger(id, AT, "it")), 10**18)
    assert ids(records) == sorted(SECOND, reverse=True)


@CONFLICTS
def test_a_record_stands_before_a_copy_that_was_written_later(
    records: RecordStore, name: str
) -> None:
    path = records.add(TRIGGER)
    copy = copied(records, name)
    written_at(path, 10**18)
    written_at(str(copy), 2 * 10**18)
    assert [found.path for found in records.newest()] == [path]
