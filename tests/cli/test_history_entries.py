"""Records as entries of the history: what belongs together is one, ids are left out."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rsense.core.records import Keepsake, MeasureTaken, Record, SessionRecord, Trigger
from rsense.ports import HistoryEntry
from rsense.services.context import AppContext
from rsense.services.history_entries import history_entries
from tests.pictures import NOW, invented


def trigger(id: str, at: datetime) -> Trigger:
    return Trigger(id=id, at=at, what=f"What hurt, {id}", intensity=9)


def session(
    id: str, at: datetime, *about: str, exercise: str = "paced-breathing", after: int = 6
) -> SessionRecord:
    return SessionRecord(
        id=id,
        at=at,
        exercise=exercise,
        title=f"Title of {exercise}",
        finished=at,
        outcome="completed",
        measures={"distress": MeasureTaken(9, after)},
        about=about,
    )


def test_a_bare_feeling_is_its_own_words(context: AppContext) -> None:
    later = NOW + timedelta(hours=1)
    context.records.add(Trigger(id="bare", at=later, what="", emotions=("sad", "small")))
    newest = next(iter(history_entries(context)))
    assert newest
    assert newest.line == "sad, small"


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    return invented(str(tmp_path))


def entries(context: AppContext, *records: Record) -> list[HistoryEntry]:
    """The entries of these records; each record read is counted once."""
    for record in records:
        context.records.add(record)
    found = list(history_entries(context))
    assert len(found) == sum(1 for _ in context.records.names())
    mine = {record.id for record in records}
    return [entry for entry in found if entry and entry.id in mine]


def test_one_now_is_one_entry(context: AppContext) -> None:
    began = NOW - timedelta(hours=1)
    (entry,) = entries(
        context,
        trigger("hurt000001", began),
        session("breath0001", began + timedelta(minutes=2), "hurt000001", after=8),
        session("now0000001", began, "hurt000001", "breath0001", exercise="now", after=6),
        session("now0000002", began + timedelta(minutes=9), "hurt000001", exercise="now", after=5),
    )
    assert (entry.id, entry.kind, entry.strength, entry.after) == ("hurt000001", "trigger", 9, 5)
    assert "What hurt" in entry.text
    assert "Title of paced-breathing" in entry.text


def test_a_now_without_a_trigger_is_one_entry_as_well(context: AppContext) -> None:
    began = NOW - timedelta(hours=1)
    (entry,) = entries(
        context,
        session("breath0001", began + timedelta(minutes=2)),
        session("now0000001", began, "breath0001", exercise="now"),
    )
    assert (entry.kind, entry.strength, entry.after) == ("session", 9, 6)


def test_what_was_done_days_later_stands_by_itself_and_in_order(context: AppContext) -> None:
    found = entries(
        context,
        trigger("hurt000001", NOW - timedelta(days=2)),
        trigger("hurt000002", NOW - timedelta(hours=1)),
        session("rethink001", NOW - timedelta(minutes=5), "hurt000001"),
    )
    assert [entry.id for entry in found] == ["rethink001", "hurt000002", "hurt000001"]


def test_a_card_is_an_entry_and_a_phone_contact_is_none(context: AppContext) -> None:
    at = NOW - timedelta(hours=1)
    found = entries(
        context,
        session("did0000001", at),
        Keepsake(id="card000001", at=at, shelf="evidence", text="She came.", about=("did0000001",)),
        Keepsake(id="anna000001", at=at, shelf="people", text="Anna 0171 555 123"),
    )
    assert {entry.id: entry.kind for entry in found} == {
        "did0000001": "session",
        "card000001": "kept",
    }


def test_no_entry_shows_a_random_id(context: AppContext) -> None:
    record = Trigger(id="hurt000001", at=NOW, what="She left.", intensity=9)
    (entry,) = entries(context, record)
    assert record.id not in f"{entry.when} {entry.line} {entry.text}"
