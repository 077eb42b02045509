"""Records found again: by the beginning of an id, and beside the copies of other devices."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from rsense.core.records import Keepsake, SessionRecord, Trigger
from rsense.store.records import Records

AT = datetime(2026, 11, 22, 11, 52, 8, tzinfo=timezone(timedelta(hours=1)))
ID = "k3f9a2q7xm"
TRIGGER = Trigger(id=ID, at=AT, what="Text unread", intensity=7)


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(str(tmp_path / "home" / "records"))


def ids(records: Records) -> list[str]:
    return [found.record.id for found in records.newest()]


def copied(records: Records, name: str, text: str | None = None) -> Path:
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
def test_a_copy_of_the_same_is_shown_once(records: Records, name: str) -> None:
    records.add(TRIGGER)
    copied(records, name)
    assert ids(records) == [ID]


@CONFLICTS
def test_a_copy_that_says_something_else_is_shown_too(records: Records, name: str) -> None:
    path = Path(records.add(TRIGGER))
    copied(records, name, path.read_text().replace("unread", "unanswered"))
    assert ids(records) == [ID, ID]


@CONFLICTS
def test_a_copy_of_what_moved_to_another_moment_is_shown_once(records: Records, name: str) -> None:
    """One device moved it, another changed it where it was: there the same lies far apart."""
    records.add(TRIGGER)
    moved = Path(records.add(TRIGGER._replace(at=AT + timedelta(days=40))))
    copied(records, name, moved.read_text())
    records.add(TRIGGER._replace(id="between234", at=AT + timedelta(days=1)))
    assert ids(records) == [ID, "between234", ID]


@CONFLICTS
@pytest.mark.parametrize("prefix", [ID, "k3"])
def test_an_id_still_names_one_record_beside_its_copy(
    records: Records, name: str, prefix: str
) -> None:
    records.add(TRIGGER)
    copied(records, name)
    assert [found.record.id for found in records.matching(prefix)] == [ID]


@CONFLICTS
@pytest.mark.parametrize("prefix", ["abc", "22", "jo"])
def test_the_rest_of_a_copys_name_is_no_id(records: Records, name: str, prefix: str) -> None:
    records.add(TRIGGER)
    copied(records, name)
    assert records.matching(prefix) == []


# By the beginning of an id


@pytest.fixture
def three(records: Records) -> Records:
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
    three: Records, prefix: str, found: list[str]
) -> None:
    assert [match.record.id for match in three.matching(prefix)] == found


def test_the_last_is_the_newest_that_is_no_card(three: Records) -> None:
    three.add(Keepsake(id="card234567", at=AT + timedelta(days=1), shelf="people", text="Jo"))
    assert [match.record.id for match in three.matching("last")] == ["qrst234567"]


def test_a_session_can_be_the_last(three: Records) -> None:
    at = AT + timedelta(days=1)
    session = SessionRecord(
        id="sess234567", at=at, exercise="x", title="X", finished=at, outcome="completed"
    )
    three.add(session)
    assert [match.record for match in three.matching("last")] == [session]


def test_the_last_of_none_is_none(records: Records) -> None:
    assert records.matching("last") == []
