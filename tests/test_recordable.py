"""The moments a record can hold: what the writers' rule takes, the reader takes, and no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.recordable import is_recordable, offset_minutes, with_recordable_offset
from rsense.store.files.durable import NotSaved
from rsense.store.files.safe_read import Unreadable, parse_toml
from rsense.store.records.codec import encode
from tests.store.made import TRIGGER

FIRST, PAST_LAST = 0, 7_258_118_400
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("seconds", "taken"),
    [
        (-1, False),
        (FIRST, True),
        (PAST_LAST - 1, True),
        (PAST_LAST, False),
        (-2e9, False),
        (1e11, False),
    ],
)
def test_years_from_1970_to_2199_can_be_recorded(seconds: float, taken: bool) -> None:
    assert is_recordable(seconds) is taken


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [
        (0, 0),
        (3600, 60),
        (-3723, -62),
        (3723, 62),
        (-2670, -44),
        (86_399, 0),
        (86_400, 0),
        (-86_400, 0),
        (88_200, 0),
        (86_340, 1439),
        (-86_340, -1439),
    ],
)
def test_offset_is_in_whole_minutes_and_below_a_day(seconds: int, minutes: int) -> None:
    assert offset_minutes(seconds) == minutes


@given(
    st.datetimes(datetime(1960, 1, 1), datetime(2210, 1, 1)),
    st.timedeltas(-DAY, DAY).filter(lambda offset: abs(offset) < DAY),
)
def test_writer_and_reader_have_one_rule(naive: datetime, offset: timedelta) -> None:
    at = naive.replace(tzinfo=timezone(offset))
    told = with_recordable_offset(at)
    assert abs(told - at) < timedelta(seconds=1)
    line = f"at = {told.isoformat(' ')}\n"
    if is_recordable(told.timestamp()):
        assert parse_toml(line)["at"] == told
        assert encode({**TRIGGER, "at": told})
    else:
        with pytest.raises(Unreadable):
            parse_toml(line)
        with pytest.raises(NotSaved, match="from 1970 to 2199"):
            encode({**TRIGGER, "at": told})


def test_local_year_may_be_outside_where_the_instant_is_not() -> None:
    at = datetime(2199, 12, 31, 23, tzinfo=UTC).astimezone(timezone(timedelta(hours=14)))
    assert at.year == 2200
    assert is_recordable(at.timestamp())
    assert parse_toml(f"at = {at.isoformat(' ')}\n")["at"] == at
