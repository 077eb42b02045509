"""Clocks that go back, stand still or are in another zone by now: nothing ends before it began."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rsense.core.records import SessionRecord
from rsense.plain import dialogue
from rsense.ports import Activity, Services
from rsense.services.context import AppContext
from rsense.services.now.flow import NowFlow
from rsense.store.library import Library, shipped_folder
from tests.cli.small import begun, stand_in
from tests.nobody import nobody_to_call
from tests.plain.lines import talk

ZONES = (
    "UTC",
    "Europe/Berlin",
    "Asia/Kathmandu",
    "America/New_York",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
)


def local(at: datetime, zone: str) -> datetime:
    """The moment as a machine there tells it: to the second, with its offset."""
    there = at.replace(microsecond=0).astimezone(ZoneInfo(zone))
    return there.astimezone(timezone(there.utcoffset() or timedelta()))


MOMENTS = st.builds(
    local,
    st.datetimes(datetime(2026, 3, 28), datetime(2026, 11, 2), timezones=st.just(UTC)),
    st.sampled_from(ZONES),
)
WALKS: dict[str, tuple[Callable[[AppContext], Activity], tuple[str, ...]]] = {
    "an exercise": (begun, ("Sam left.", "She drove an hour.", "1")),
    "now": (
        lambda context: NowFlow(context).opened(),
        ("8", "7", "w", "He left.", "1", "1", "4", "2", "e"),
    ),
}


def shown(moments: list[datetime]) -> Callable[[], datetime]:
    """A clock that shows these in turn, the last one for good."""
    rest: Iterator[datetime] = itertools.chain(moments, itertools.repeat(moments[-1]))
    return lambda: next(rest)


@pytest.mark.parametrize("name", WALKS)
@given(st.lists(MOMENTS, min_size=1, max_size=9))
@settings(max_examples=20)
def test_nothing_ends_before_it_began(
    tmp_path_factory: pytest.TempPathFactory, name: str, moments: list[datetime]
) -> None:
    folder: Path = tmp_path_factory.mktemp("clock")
    stand_in(folder)
    library = Library(shipped_folder(), str(folder / "exercises"))
    context = AppContext(str(folder), library, shown(moments))
    opened, answers = WALKS[name]
    dialogue.run(opened(context), Services(nobody_to_call), talk(*answers).console)
    records = [found.record for found in context.records.newest()]
    assert context.damaged == []
    assert any(isinstance(record, SessionRecord) for record in records)
    for record in records:
        assert record.at in moments
        if isinstance(record, SessionRecord):
            assert record.finished >= record.at
            assert record.finished in moments
