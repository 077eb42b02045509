"""The calendar of rituals, as a calendar program reads it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import icalendar
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rsense.core.calendar_file import LONGEST_LINE, NEUTRAL, calendar_text
from rsense.core.records import Ritual
from rsense.core.recurrence import read_recurrence
from rsense.core.sanitize import one_line
from tests.core.test_recurrence import FIRST_TWO

MADE = datetime(2026, 11, 22, 14, 7, 14, tzinfo=timezone(timedelta(hours=1)))
RITUAL = Ritual("ritu234567", MADE, "Ten minutes, for us; \\ “no phones”", "sun 20:00", who="Sam")
MANY = [RITUAL._replace(id=f"ritual{n:04}", every=every) for n, every in enumerate(FIRST_TWO)]


def events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_words_stay_at_home_unless_asked_for() -> None:
    plain, own = (calendar_text([RITUAL], words=words) for words in (False, True))
    assert "minutes, for us" not in plain.replace("\\", "")
    (event,) = events(plain)
    assert event["SUMMARY"] == NEUTRAL
    (event,) = events(own)
    assert event["SUMMARY"] == "Ten minutes, for us; \\ “no phones”, with Sam"
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", event["SUMMARY"])
    assert alarm["TRIGGER"].dt == timedelta(0)


def test_event_is_at_local_time_and_keeps_its_id() -> None:
    (event,) = events(calendar_text([RITUAL], words=False))
    assert event["DTSTART"].dt == datetime(2026, 11, 22, 20)
    assert event["UID"] == "ritu234567@rsense"
    assert event["DTSTAMP"].dt == MADE.astimezone(UTC)


def test_export_is_the_same_in_any_order() -> None:
    text = calendar_text(MANY, words=True)
    assert text == calendar_text(reversed(MANY), words=True)
    assert len({event["UID"] for event in events(text)}) == len(MANY)


def test_recurrences_are_those_of_the_program() -> None:
    for ritual, event in zip(MANY, events(calendar_text(MANY, words=False)), strict=True):
        rule, start = read_recurrence(ritual.every), event["DTSTART"].dt
        there = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
        local = MADE.replace(tzinfo=None)
        for at, _ in zip(there, range(40), strict=False):
            local = rule.next_local(MADE.replace(tzinfo=None), local)
            assert at == local, ritual.every


def test_pause_with_an_end_begins_there() -> None:
    until = MADE + timedelta(days=10)
    for every in FIRST_TWO:
        paused = RITUAL._replace(every=every, state="paused", until=until)
        (event,) = events(calendar_text([paused], words=False))
        assert event["DTSTART"].dt > until.replace(tzinfo=None)


@settings(max_examples=200)
@example("\\, \\; \\n")
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_words_are_read_back(words: str) -> None:
    text = calendar_text([RITUAL._replace(text=words, who="")], words=True)
    lines = text.encode().split(b"\r\n")
    assert all(len(line) <= LONGEST_LINE and line == line.strip(b"\r\n") for line in lines)
    for line in lines:
        line.decode()  # no letter is cut in two
    (event,) = events(text)
    assert event["SUMMARY"] == one_line(words)
