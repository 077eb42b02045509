"""Moments to come in a person's words: what is understood, what is refused, clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.core.coming_moments import InvalidComing, read_coming
from rsense.core.date_phrases import InvalidTime

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 14, 7, 14, tzinfo=BERLIN)  # a Sunday
AT_NIGHT = NOW.replace(hour=2)

READ = {
    "in 20 min": "2026-11-22 14:27",
    "in two hours": "2026-11-22 16:07",
    "in half an hour": "2026-11-22 14:37",
    "20 minutes": "2026-11-22 14:27",
    "18:30": "2026-11-22 18:30",
    "9pm": "2026-11-22 21:00",
    "at 21:00": "2026-11-22 21:00",
    "midnight": "2026-11-23 00:00",
    "24:00": "2026-11-23 00:00",
    "today": "2026-11-22 20:00",
    "tonight": "2026-11-22 20:00",
    "tonight 23:00": "2026-11-22 23:00",
    "tonight 1am": "2026-11-23 01:00",
    "tonight at midnight": "2026-11-23 00:00",
    "this afternoon": "2026-11-22 15:00",
    "this evening": "2026-11-22 20:00",
    "tomorrow": "2026-11-23 20:00",
    "Tomorrow, 9 a.m.": "2026-11-23 09:00",
    "tomorrow morning": "2026-11-23 09:00",
    "tomorrow night": "2026-11-23 20:00",
    "the day after tomorrow 10am": "2026-11-24 10:00",
    "friday": "2026-11-27 20:00",
    "this friday": "2026-11-27 20:00",
    "on fri at 18.30": "2026-11-27 18:30",
    "21:00 on friday": "2026-11-27 21:00",
    "monday evening": "2026-11-23 20:00",
    "saturday 20:00": "2026-11-28 20:00",
    "in 3 days": "2026-11-25 20:00",
    "3 days": "2026-11-25 20:00",
    "in five days at noon": "2026-11-27 12:00",
    "in a week 18:30": "2026-11-29 18:30",
    "next week": "2026-11-23 20:00",
    "next month": "2026-12-01 20:00",
    "in 2 months": "2027-01-22 20:00",
    "in a year": "2027-11-22 20:00",
    "22 nov": "2026-11-22 20:00",
    "3 nov": "2027-11-03 20:00",
    "24 dec 18:00": "2026-12-24 18:00",
    "thu 24 dec": "2026-12-24 20:00",
    "29 feb": "2028-02-29 20:00",
    "2026-12-24 18:00": "2026-12-24 18:00",
    "2026-12-24T18:00Z": "2026-12-24 19:00",
    "2199-12-31": "2199-12-31 20:00",
}

REFUSED = {
    "": "not a time",
    "soon": "cannot be read",
    "next year": "cannot be read",
    "this": "cannot be read",
    "x" * 61: "too long",
    "now": "still to come",
    "yesterday": "still to come",
    "3 days ago": "still to come",
    "last friday": "still to come",
    "in 0 min": "still to come",
    "14:07": "has passed today",
    "noon": "has passed today",
    "this morning": "has passed today",
    "2026-11-03": "has passed",
    "3 nov 2026 21:00": "has passed",
    "sunday": "could be today or 29 Nov",
    "sunday 20:00": "could be today or 29 Nov",
    "next friday": "could be 27 Nov or 4 Dec",
    "evening": "“this evening” or “tomorrow evening”",
    "friday midnight": "beginning or its end",
    "3.11": "could be a time or a day",
    "tomorrow morning 8pm": "not in the morning",
    "fri 24 dec": "is a Thursday",
    "30 feb": "no day of the calendar",
    "29 feb 2027": "no day of the calendar",
    "31 nov 10:00": "no day of the calendar",
    "friday 25:00": "not a valid time of day",
    "28 mar 2027 2:30": "clocks skip 02:30",
    "2200-01-01": "after 2199",
    "in 9999 years": "too far away",
    "in 9999 weeks": "after 2199",
}


def test_phrases_are_read() -> None:
    read = {words: f"{read_coming(words, NOW):%Y-%m-%d %H:%M}" for words in READ}
    assert read == READ


def test_refusal_says_why_with_examples() -> None:
    for words, why in REFUSED.items():
        with pytest.raises(InvalidComing) as refused:
            read_coming(words, NOW)
        assert why in str(refused.value), words
        assert "Try “in 3 days”" in str(refused.value), words


def test_night_that_is_not_over_is_ambiguous_with_an_hour_only() -> None:
    assert f"{read_coming('tonight', AT_NIGHT):%d %H:%M}" == "22 20:00"
    with pytest.raises(InvalidComing, match="this night or the next"):
        read_coming("tonight 3am", AT_NIGHT)


def test_local_hour_stays_across_a_clock_change() -> None:
    before = datetime(2026, 10, 24, 12, tzinfo=BERLIN)
    assert read_coming("in 2 days 18:30", before).isoformat() == "2026-10-26T18:30:00+01:00"
    assert read_coming("2:30 on 25 oct", before).isoformat() == "2026-10-25T02:30:00+02:00"
    between = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 02:45, for the first time
    assert read_coming("2:30", between, BERLIN).isoformat() == "2026-10-25T02:30:00+01:00"


moments = st.datetimes(
    datetime(1971, 1, 1), datetime(2190, 1, 1), timezones=st.sampled_from([BERLIN, UTC])
)


@given(now=moments, words=st.sampled_from([*READ, *REFUSED]))
def test_whatever_is_read_is_still_to_come(now: datetime, words: str) -> None:
    try:
        at = read_coming(words, now)
    except InvalidTime:
        return
    assert at > now
    assert at.utcoffset() == at.astimezone(now.tzinfo).utcoffset()


@given(now=moments, days=st.integers(1, 400))
def test_count_of_days_is_read_on_every_day(now: datetime, days: int) -> None:
    at = read_coming(f"in {days} days", now)
    assert at.date() - now.astimezone(UTC).astimezone(now.tzinfo).date() == timedelta(days)
