"""Moments in a person's words: what is understood, what is refused, and the clocks of the world."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rsense.core.date_phrases import InvalidTime
from rsense.core.datetime_phrases import moment, span
from rsense.services.clock import when_words

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 14, 7, 14, tzinfo=BERLIN)  # a Sunday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def read(text: str, now: datetime = NOW) -> str:
    return f"{moment(text, now):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("13:40", "2026-11-22 13:40"),
        ("at 9:05", "2026-11-22 09:05"),
        ("3am", "2026-11-22 03:00"),
        ("12 AM", "2026-11-22 00:00"),
        ("12pm", "2026-11-22 12:00"),
        ("noon", "2026-11-22 12:00"),
        ("1:30 pm", "2026-11-22 13:30"),
        ("9 a.m.", "2026-11-22 09:00"),
        ("9 A. M.", "2026-11-22 09:00"),
        ("9:30\u202fAM", "2026-11-22 09:30"),
        ("９：３０", "2026-11-22 09:30"),
        ("\u200e9:30\u200e", "2026-11-22 09:30"),
        ("13.40", "2026-11-22 13:40"),
        ("13h40", "2026-11-22 13:40"),
        ("midday", "2026-11-22 12:00"),
        ("12 noon", "2026-11-22 12:00"),
        ("midnight", "2026-11-22 00:00"),
        ("at midnight", "2026-11-22 00:00"),
        ("midnight today", "2026-11-22 00:00"),
        ("last night at midnight", "2026-11-22 00:00"),
        ("yesterday 24:00", "2026-11-22 00:00"),
        ("yesterday 21.30", "2026-11-21 21:30"),
        ("yesterday 9.05", "2026-11-21 09:05"),
        ("two hours ago", "2026-11-22 12:07"),
        ("one hour ago", "2026-11-22 13:07"),
        ("twenty-five minutes ago", "2026-11-22 13:42"),
        ("twenty five minutes ago", "2026-11-22 13:42"),
        ("a quarter of an hour ago", "2026-11-22 13:52"),
        ("three quarters of an hour ago", "2026-11-22 13:22"),
        ("an hour and a half ago", "2026-11-22 12:37"),
        ("just now", "2026-11-22 14:07"),
        ("three days ago 8am", "2026-11-19 08:00"),
        ("day before yesterday 8am", "2026-11-20 08:00"),
        ("the day before yesterday evening", "2026-11-20 20:00"),
        ("two nights ago", "2026-11-20 23:00"),
        ("two nights ago 2am", "2026-11-21 02:00"),
        ("Nov. 3 9pm", "2026-11-03 21:00"),
        ("3rd November 14:00", "2026-11-03 14:00"),
        ("the 3rd of November, 2 p.m.", "2026-11-03 14:00"),
        ("November 3rd at 9 p.m.", "2026-11-03 21:00"),
        ("3-Nov-2026 14:00", "2026-11-03 14:00"),
        ("Tue. 3. Nov. 2026, 14:00", "2026-11-03 14:00"),
        ("Sept. 3 14:00", "2026-09-03 14:00"),
        ("2026/11/3 14:00", "2026-11-03 14:00"),
        ("2026–11–03 14:00", "2026-11-03 14:00"),
        ("2026-11-03T21:30:05.250Z", "2026-11-03 22:30"),
        ("2026-11-03T21:30:05,250Z", "2026-11-03 22:30"),
        ("2026-11-03T21:30:05+0100", "2026-11-03 21:30"),
        ("2026-11-03T21:30-05", "2026-11-04 03:30"),
        ("2026-11-03 21:30 UTC", "2026-11-03 22:30"),
        ("3 Nov 2026 21:30 GMT+1", "2026-11-03 21:30"),
        ("2026-11-03T24:00", "2026-11-04 00:00"),
        ("yesterday 21:00", "2026-11-21 21:00"),
        ("Yesterday at 9pm", "2026-11-21 21:00"),
        ("21:00 yesterday", "2026-11-21 21:00"),
        ("monday evening", "2026-11-16 20:00"),
        ("mon 8am", "2026-11-16 08:00"),
        ("8am on saturday", "2026-11-21 08:00"),
        ("on thurs in the afternoon", "2026-11-19 15:00"),
        ("now", "2026-11-22 14:07"),
        ("20 min ago", "2026-11-22 13:47"),
        ("20min ago", "2026-11-22 13:47"),
        ("an hour ago", "2026-11-22 13:07"),
        ("half an hour ago", "2026-11-22 13:37"),
        ("30 hours ago", "2026-11-21 08:07"),
        ("2 days ago 8am", "2026-11-20 08:00"),
        ("a week ago 8am", "2026-11-15 08:00"),
        ("2026-11-03 14:00", "2026-11-03 14:00"),
        ("2026-11-03T14:00", "2026-11-03 14:00"),
        ("2026-11-03T14:00:05Z", "2026-11-03 15:00"),
        ("2026-11-03 14:00+02:00", "2026-11-03 13:00"),
        ("2026-11-03 evening", "2026-11-03 20:00"),
        ("3 nov 14:00", "2026-11-03 14:00"),
        ("November 3, 2pm", "2026-11-03 14:00"),
        ("3 dec 14:00", "2025-12-03 14:00"),
        ("sat 21 nov 15:00", "2026-11-21 15:00"),
        ("Fri 21 Nov 2025 15:00", "2025-11-21 15:00"),
        ("29 feb 10:00", "2024-02-29 10:00"),
        ("last night", "2026-11-21 23:00"),
        ("last night 2am", "2026-11-22 02:00"),
        ("last night 20:30", "2026-11-21 20:30"),
        ("monday night 1am", "2026-11-17 01:00"),
        ("this morning", "2026-11-22 09:00"),
        ("this afternoon", "2026-11-22 14:07"),  # its hour, 15:00, is still to come
    ],
)
def test_is_understood(text: str, understood: str) -> None:
    assert read(text) == understood


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("15:40", "still to come"),
        *(
            (text, f"“{text}” is still to come")
            for text in (
                "tonight",
                "9pm tonight",
                "tomorrow",
                "tomorrow 9am",
                "next week",
                "in two hours",
                "in 5 min",
                "24:00",
                "9:30 pm",
                "dec 2026",
                "2026-11-22 14:07:15",
                "2026-11-22 14:08+01:00",
            )
        ),
        *(
            (text, "is more than a day; add the day and a time")
            for text in (
                "last week",
                "this week",
                "last month",
                "this month",
                "last year",
                "this year",
                "nov 2026",
                "november",
                "2026-11",
            )
        ),
        *(
            (text, "is a whole day; add a time")
            for text in ("nov. 3", "three days ago", "day before yesterday", "yesterday")
        ),
        ("yesterday midnight", "beginning or its end"),
        ("midnight on monday", "beginning or its end"),
        ("3 nov at midnight", "beginning or its end"),
        ("3.11", "a time or a day"),
        ("9.05", "a time or a day"),
        ("1969-12-31 23:00Z", "before 1970"),
        ("jul 1969", "before 1970"),
        ("this evening", "still to come"),
        ("2026-11-23 10:00", "still to come"),
        ("2026-11-22T23:00Z", "still to come"),
        ("sunday 8am", "22 Nov or 15 Nov"),
        ("last monday 8am", "16 Nov or 9 Nov"),
        ("evening", "any day's"),
        ("in the evening", "any day's"),
        ("yesterday morning 20:00", "is not in the morning"),
        ("sun 21 nov 15:00", "21 Nov 2026 was a Saturday"),
        ("1969-12-31 10:00", "before 1970"),
        ("9999 weeks ago 8am", "before 1970"),
        ("25:00", "is not a valid time of day"),
        ("24:30", "is not a valid time of day"),
        ("nov 23 2026 8am", "“nov 23 2026” is still to come"),
        ("9:60", "is not a valid time of day"),
        ("13pm", "is not a valid time of day"),
        ("0am", "is not a valid time of day"),
        ("30 feb 10:00", "“30 feb” is no day of the calendar"),
        ("29 mar 2:30", "skipped 02:30"),
        ("29 mar 2026 2am", "skipped 02:00"),
        ("", "not a time"),
        (" ", "not a time"),
        ("x" * 61, "too long"),
        *(
            (text, "cannot be read as a time")
            for text in (
                "last morning",
                "3",
                "2026-13",
                "2026-02-30",
                "20 m ago",
                "half an min ago x",
                "-3 min ago",
                "٣pm",
                "21.11. 8am",
                "11/21 8am",
                "20 min ago 8am",
                "day 3",
                "noon noon",
                "a couple of hours ago",
                "a few minutes ago",
                "eleventy min ago",
                "twenty-eleven min ago",
                "3.11.",
                "21.30.45",
                "21:30.45",
                "9.5 pm",
                "next",
                "weekend",
                "2026-11-03 14:00-15:00",
                "21:30 utc",
                "3 nov 14:00 +01:00",
                "the other day",
                "9999",
                "sat-3-nov 14:00 x",
                "foo 3 nov 14:00",
                "2026-w45",
                "11:30 cet",
            )
        ),
    ],
)
def test_is_refused_with_three_examples(text: str, why: str) -> None:
    with pytest.raises(InvalidTime) as refused:
        moment(text, NOW)
    assert why in str(refused.value)
    assert str(refused.value).count("“") >= 3


def test_every_example_is_understood() -> None:
    with pytest.raises(InvalidTime) as refused:
        moment("?", NOW)
    examples = str(refused.value).split("Try ")[1].split("“")[1:]
    assert [moment(example.split("”")[0], NOW) < NOW for example in examples] == [True] * 3


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("yesterday", "2026-11-21 00:00", "2026-11-22 00:00"),
        ("today", "2026-11-22 00:00", "2026-11-23 00:00"),
        ("3 days ago", "2026-11-19 00:00", "2026-11-20 00:00"),
        ("monday", "2026-11-16 00:00", "2026-11-17 00:00"),
        ("monday evening", "2026-11-16 18:00", "2026-11-17 00:00"),
        ("last night", "2026-11-21 18:00", "2026-11-22 06:00"),
        ("yesterday 21:00", "2026-11-21 21:00", "2026-11-21 21:01"),
        ("20 min ago", "2026-11-22 13:47", "2026-11-22 13:48"),
        ("2026-11", "2026-11-01 00:00", "2026-12-01 00:00"),
        ("2025-12", "2025-12-01 00:00", "2026-01-01 00:00"),
        ("this week", "2026-11-16 00:00", "2026-11-23 00:00"),
        ("last week", "2026-11-09 00:00", "2026-11-16 00:00"),
        ("this month", "2026-11-01 00:00", "2026-12-01 00:00"),
        ("last month", "2026-10-01 00:00", "2026-11-01 00:00"),
        ("this year", "2026-01-01 00:00", "2027-01-01 00:00"),
        ("last year", "2025-01-01 00:00", "2026-01-01 00:00"),
        ("nov 2026", "2026-11-01 00:00", "2026-12-01 00:00"),
        ("in Nov. 2026", "2026-11-01 00:00", "2026-12-01 00:00"),
        ("november", "2026-11-01 00:00", "2026-12-01 00:00"),
        ("december", "2025-12-01 00:00", "2026-01-01 00:00"),
        ("day before yesterday", "2026-11-20 00:00", "2026-11-21 00:00"),
        ("two weeks ago", "2026-11-08 00:00", "2026-11-09 00:00"),
        ("Nov. 3", "2026-11-03 00:00", "2026-11-04 00:00"),
        ("midnight", "2026-11-22 00:00", "2026-11-22 00:01"),
        ("2025", "2025-01-01 00:00", "2026-01-01 00:00"),
    ],
)
def test_spans(text: str, start: str, end: str) -> None:
    found = [f"{at:%Y-%m-%d %H:%M}" for at in span(text, NOW)]
    assert found == [start, end]


NIGHTS = [
    (23, "tonight", "2026-11-22 23:00"),
    (22, "tonight", "2026-11-22 22:30"),
    (1, "tonight", "2026-11-21 23:00"),
    (1, "9pm tonight", "2026-11-21 21:00"),
    (1, "tonight 12:15 am", "2026-11-22 00:15"),
    (23, "tonight 9pm", "2026-11-22 21:00"),
]


@pytest.mark.parametrize(("hour", "text", "understood"), NIGHTS)
def test_tonight_is_the_night_that_is_not_over(hour: int, text: str, understood: str) -> None:
    assert read(text, NOW.replace(hour=hour, minute=30)) == understood


def test_a_month_across_a_new_year() -> None:
    january = NOW.replace(month=1)
    assert f"{span('last month', january)[0]:%Y-%m}" == "2025-12"
    assert f"{span('last week', NOW.replace(month=1, day=2))[0]:%Y-%m-%d}" == "2025-12-22"


def test_seconds_are_kept_and_fractions_left_out() -> None:
    at = moment("2026-11-03T21:30:05.999Z", NOW)
    assert (at.second, at.microsecond) == (5, 0)
    assert span("2026-11-03T21:30:05Z", NOW)[1] - at == timedelta(seconds=1)


@given(back=st.integers(0, 900 * 24 * 3600))
@example(back=33908835)  # in the hour that comes twice, which equals no time of another zone
def test_what_a_record_says_is_understood_again(back: int) -> None:
    at = (NOW.astimezone(UTC) - timedelta(seconds=back)).astimezone(BERLIN)
    for text in (at.isoformat(), at.isoformat(" "), f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"):
        assert moment(text, NOW).astimezone(UTC) == at.astimezone(UTC)


def test_a_span_that_has_not_begun_is_refused() -> None:
    for text in ("2026-12", "2027", "this evening"):
        with pytest.raises(InvalidTime, match="still to come"):
            span(text, NOW)


def test_a_day_is_as_long_as_its_clocks_make_it() -> None:
    lengths = [end - start for start, end in (span(d, NOW) for d in ("2026-03-29", "2026-10-25"))]
    assert lengths == [23 * HOUR, 25 * HOUR]


def test_a_day_that_the_clocks_skipped_is_refused() -> None:
    with pytest.raises(InvalidTime, match="skipped"):
        span("2011-12-30", NOW, ZoneInfo("Pacific/Apia"))


def test_the_offset_is_the_one_in_force_then() -> None:
    assert moment("2026-07-03 14:00", NOW).utcoffset() == 2 * HOUR
    assert moment("2026-11-03 14:00", NOW).utcoffset() == HOUR


def test_hours_ago_are_hours_not_clock_readings() -> None:
    now = datetime(2026, 10, 25, 4, 0, tzinfo=BERLIN)
    assert now.astimezone(UTC) - moment("3 hours ago", now).astimezone(UTC) == 3 * HOUR
    assert read("3 hours ago", now) == "2026-10-25 02:00"


def test_the_zone_may_be_given_apart() -> None:
    now = NOW.astimezone(UTC)
    assert moment("yesterday 21:00", now, BERLIN) == moment("yesterday 21:00", NOW)


def test_a_naive_present_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="aware"):
        moment("now", datetime(2026, 11, 22))


def test_an_offset_in_seconds_is_rounded_as_toml_wants_it() -> None:
    at = moment("1971-06-01 10:00", NOW, ZoneInfo("Africa/Monrovia"))
    assert (at.utcoffset() or DAY) % MINUTE == timedelta()
    assert at.astimezone(UTC) == datetime(1971, 6, 1, 10, 44, 30, tzinfo=UTC)


@given(back=st.integers(0, 900 * 24 * 60))
def test_what_is_said_is_understood_again(back: int) -> None:
    at = (NOW.astimezone(UTC) - back * MINUTE).astimezone(BERLIN).replace(second=0)
    again = moment(when_words(at, NOW), NOW)
    assert f"{again:%Y-%m-%d %H:%M}" == f"{at:%Y-%m-%d %H:%M}"


WORDS = (
    "today",
    "yesterday",
    "monday",
    "last",
    "this",
    "night",
    "evening",
    "at",
    "on",
    "3",
    "2026",
    "nov",
    "8am",
    "tonight",
    "midnight",
    "week",
    "month",
    "two",
    "hours",
    "nights",
    "Z",
    "+01:00",
    "3.11",
    "3rd",
    "the",
    "2026-11-03T02:30",
    "year",
    "in",
    "21:00",
    "2 days ago",
    "20 min",
    "ago",
    "2026-10-25",
    "a",
    "week",
    "noon",
)


@given(text=st.text(max_size=70) | st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join))
def test_any_text_is_a_past_moment_or_is_refused(text: str) -> None:
    with suppress(InvalidTime):
        assert moment(text, NOW) <= NOW
    with suppress(InvalidTime):
        start, end = span(text, NOW)
        assert start <= NOW
        assert start < end


@cache
def changes() -> dict[tuple[datetime, ...], str]:
    """The clock changes of 2024 to 2026, and one zone that has them."""
    zones: dict[tuple[datetime, ...], str] = {}
    for name in sorted(available_timezones()):
        zones.setdefault(tuple(_changes(ZoneInfo(name))), name)
    return zones


def _changes(zone: ZoneInfo) -> Iterator[datetime]:
    def offset(at: datetime) -> timedelta:
        return at.astimezone(zone).utcoffset() or timedelta()

    at = datetime(2024, 1, 1, tzinfo=UTC)
    while at.year < 2027:
        before, at = at, at + DAY
        if offset(before) != offset(at):
            low, high = before, at
            while high - low > MINUTE:
                middle = low + (high - low) // 2
                middle = middle.replace(second=0, microsecond=0)
                low, high = (middle, high) if offset(middle) == offset(low) else (low, middle)
            yield high


@pytest.mark.slow
def test_every_zones_repeated_and_skipped_hours() -> None:
    repeated = skipped = 0
    for moments, name in changes().items():
        zone = ZoneInfo(name)
        for change in moments:
            first = (change - MINUTE).astimezone(zone).replace(tzinfo=None, fold=0) + MINUTE
            second = change.astimezone(zone).replace(tzinfo=None, fold=0)
            later = change + 3 * DAY
            if second > first:
                with pytest.raises(InvalidTime, match="skipped"):
                    moment(f"{first:%Y-%m-%d %H:%M}", later, zone)
                skipped += 1
            else:
                text = f"{second:%Y-%m-%d %H:%M}"
                assert moment(text, later, zone) == change
                earlier = moment(text, change - MINUTE, zone)
                assert earlier == change - (first - second)
                repeated += 1
            day_before = span(f"{second - DAY:%Y-%m-%d}", later, zone)
            day = span(f"{second:%Y-%m-%d}", later, zone)
            assert day_before[1] <= day[0] < day[1]
    assert repeated > 50
    assert skipped > 50
