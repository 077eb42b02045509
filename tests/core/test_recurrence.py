"""How often something comes round, in a person's words, and the next time, whatever clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.core.recurrence import InvalidRecurrence, next_occurrence, read_recurrence

BERLIN = ZoneInfo("Europe/Berlin")
MADE = datetime(2026, 11, 22, 14, 7, 14, tzinfo=BERLIN)  # a Sunday
DAY = timedelta(days=1)

FIRST_TWO = {
    "daily": ("Sun 22 Nov 20:00", "Mon 23 Nov 20:00"),
    "20:00": ("Sun 22 Nov 20:00", "Mon 23 Nov 20:00"),
    "every day at 9pm": ("Sun 22 Nov 21:00", "Mon 23 Nov 21:00"),
    "every morning": ("Mon 23 Nov 09:00", "Tue 24 Nov 09:00"),
    "daily noon": ("Mon 23 Nov 12:00", "Tue 24 Nov 12:00"),
    "every 3 days 18:30": ("Sun 22 Nov 18:30", "Wed 25 Nov 18:30"),
    "every 3 days 9:00": ("Wed 25 Nov 09:00", "Sat 28 Nov 09:00"),
    "every other day": ("Sun 22 Nov 20:00", "Tue 24 Nov 20:00"),
    "every two weeks 18:30": ("Sun 22 Nov 18:30", "Sun 06 Dec 18:30"),
    "sun 20:00": ("Sun 22 Nov 20:00", "Sun 29 Nov 20:00"),
    "20:00 on sundays": ("Sun 22 Nov 20:00", "Sun 29 Nov 20:00"),
    "sunday evening": ("Sun 22 Nov 20:00", "Sun 29 Nov 20:00"),
    "sun 14:07": ("Sun 29 Nov 14:07", "Sun 06 Dec 14:07"),
    "every wednesday": ("Wed 25 Nov 20:00", "Wed 02 Dec 20:00"),
    "Mon, Wed and Fri 7:30": ("Mon 23 Nov 07:30", "Wed 25 Nov 07:30"),
    "tues & thurs 6pm": ("Tue 24 Nov 18:00", "Thu 26 Nov 18:00"),
    "weekdays 21:00": ("Mon 23 Nov 21:00", "Tue 24 Nov 21:00"),
    "weekends 10:00": ("Sat 28 Nov 10:00", "Sun 29 Nov 10:00"),
    "first monday 19:00": ("Mon 07 Dec 19:00", "Mon 04 Jan 19:00"),
    "every 2nd tuesday of the month 19:00": ("Tue 08 Dec 19:00", "Tue 12 Jan 19:00"),
    "last friday 18:00": ("Fri 27 Nov 18:00", "Fri 25 Dec 18:00"),
}

REFUSED = {
    "": "not a time",
    "sometimes": "how often",
    "weekly": "how often",
    "every week": "how often",
    "every hour": "how often",
    "fifth monday": "how often",
    "first weekdays": "how often",
    "every 0 days": "how often",
    "every 9999 days": "how often",
    "sunday 24:00": "next day",
    "sunday midnight": "beginning or its end",
    "sunday 25:00": "not a valid time",
    "3.11": "could be a time or a day",
    "tomorrow 20:00": "how often",
    "x" * 61: "too long",
}


def test_words_say_when_it_comes_round() -> None:
    found = {}
    for words in FIRST_TWO:
        rule = read_recurrence(words)
        first = next_occurrence(rule, MADE, MADE)
        found[words] = tuple(
            f"{at:%a %d %b %H:%M}" for at in (first, next_occurrence(rule, MADE, first))
        )
    assert found == FIRST_TWO


def test_refusal_says_why_with_examples() -> None:
    for words, why in REFUSED.items():
        with pytest.raises(InvalidRecurrence) as refused:
            read_recurrence(words)
        assert why in str(refused.value), words
        assert "Try “sun 20:00”" in str(refused.value), words


def times(words: str, after: datetime, count: int) -> list[str]:
    rule, found = read_recurrence(words), [after]
    for _ in range(count):
        found.append(next_occurrence(rule, after, found[-1], BERLIN))
    return [at.isoformat(timespec="minutes") for at in found[1:]]


def test_local_time_stays_across_clock_changes() -> None:
    autumn = datetime(2026, 10, 23, 21, tzinfo=BERLIN)
    assert times("daily 20:00", autumn, 3) == [
        "2026-10-24T20:00+02:00",
        "2026-10-25T20:00+01:00",
        "2026-10-26T20:00+01:00",
    ]
    assert times("daily 2:30", autumn, 2) == ["2026-10-24T02:30+02:00", "2026-10-25T02:30+02:00"]


def test_skipped_hour_comes_later_once() -> None:
    spring = datetime(2027, 3, 27, 3, tzinfo=BERLIN)
    assert times("daily 2:30", spring, 2) == ["2027-03-28T03:30+02:00", "2027-03-29T02:30+02:00"]


moments = st.datetimes(
    datetime(1971, 1, 1), datetime(2190, 1, 1), timezones=st.sampled_from([BERLIN, UTC])
)


@given(made=moments, later=st.integers(0, 500), words=st.sampled_from(list(FIRST_TWO)))
def test_next_time_is_the_first_after(made: datetime, later: int, words: str) -> None:
    rule, after = read_recurrence(words), made + later * DAY
    at = next_occurrence(rule, made, after)
    assert at > after
    local = at.replace(tzinfo=None)
    assert timedelta(hours=local.hour, minutes=local.minute) == rule.time
    day = after.date()
    between = [day + n * DAY for n in range((local.date() - day).days)]
    assert not any(rule.falls_on(other, made.date()) for other in between[1:])
    assert rule.falls_on(local.date(), made.date())
