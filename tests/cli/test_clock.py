"""Where this machine's clocks are: the offsets of the zone data, past and repeated ones too."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rsense.core.records import FollowUp, Ritual, Trigger
from rsense.services.clock import MachineZone, local_now, when_words
from rsense.services.context import AppContext
from rsense.services.insights.overview import insights
from rsense.services.report.page import read_weeks
from tests.cli.shell import Shell
from tests.shipped import LIBRARY

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Havana",
    "Pacific/Apia",
    "UTC",
)


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[ZoneInfo]:
    monkeypatch.setenv("TZ", str(request.param))
    time.tzset()
    yield ZoneInfo(str(request.param))
    monkeypatch.undo()
    time.tzset()


@pytest.mark.slow
def test_every_moment_of_a_year_has_the_offset_it_had(zone: ZoneInfo) -> None:
    machine = MachineZone()
    at = datetime(2025, 1, 1, tzinfo=UTC)
    while at.year < 2026:
        ours, theirs = at.astimezone(machine), at.astimezone(zone)
        assert (ours.replace(tzinfo=None), ours.fold) == (theirs.replace(tzinfo=None), theirs.fold)
        assert ours.utcoffset() == theirs.utcoffset()
        assert ours.astimezone(UTC) == at
        at += timedelta(minutes=50)


def test_a_zone_written_as_a_rule_works_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    try:
        offsets = [datetime(2026, month, 1, tzinfo=MachineZone()).utcoffset() for month in (1, 7)]
    finally:
        monkeypatch.undo()
        time.tzset()
    assert offsets == [timedelta(hours=1), timedelta(hours=2)]


@pytest.mark.parametrize("zone", ["XXX-24", "XXX+24:30", "XXX+1:02:03"])
def test_a_zone_that_no_record_can_hold_keeps_the_instant(
    monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        at = datetime(2026, 11, 22, 12, tzinfo=UTC)
        assert local_now(at) == at
        assert at.astimezone(MachineZone()).astimezone(UTC) == at
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.fixture
def in_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[timezone]:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield timezone(timedelta(hours=-5))
    monkeypatch.undo()
    time.tzset()


def test_what_is_to_come_is_told_by_the_clocks_of_here(
    rsense: Shell, in_new_york: timezone
) -> None:
    berlin = datetime(2099, 7, 1, 20, tzinfo=timezone(timedelta(hours=2)))
    one = FollowUp("aska", berlin - timedelta(days=1), "Did it come?", due=berlin)
    two = Ritual("wala", berlin, "Walk", "daily 9:00", state="paused", until=berlin)
    rsense.add(one, two)
    for words in (("due", "--all"), ("show", "aska"), ("ritual",), ("show", "wala")):
        assert "Wed 1 Jul 2099 14:00" in rsense(*words).out, words
    due = datetime(2026, 11, 20, 20, tzinfo=timezone(timedelta(hours=1)))
    asked = (due + timedelta(minutes=1)).astimezone(in_new_york)
    assert when_words(due, asked) == "today 14:00"
    assert when_words(due, asked + timedelta(days=1)) == "yesterday 20:00"


def test_a_note_from_where_it_was_tomorrow_already_is_not_still_to_come(
    tmp_path: Path, in_new_york: timezone
) -> None:
    written = datetime(2026, 11, 20, 0, 30, tzinfo=timezone(timedelta(hours=9)))
    landed = datetime(2026, 11, 19, 18, tzinfo=in_new_york)
    context = AppContext(str(tmp_path), LIBRARY, now=lambda: landed)
    context.log(Trigger("note234567", written, "Before the flight", 6))
    assert when_words(written, landed) == "today 10:30"
    for chosen in (insights(context).seen.selection, read_weeks(context).selection):
        assert (len(chosen.hard), chosen.to_come) == (1, 0)
