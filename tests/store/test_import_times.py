"""Times of entries that come in: the one reading, or a problem in words, by every zone's clocks."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.store.records.json_codec import InvalidJsonRecord
from rsense.store.transfer.import_times import DateOrder, moment_in_zone, written_moment

MINUTE = timedelta(minutes=1)


pytestmark = pytest.mark.usefixtures("at_berlin")


CLOCKS = [
    ("21:30", "21:30:00"),
    ("9:30", "09:30:00"),
    ("21.30", "21:30:00"),
    ("09.05", "09:05:00"),
    ("21,30", "21:30:00"),
    ("2130", "21:30:00"),
    ("213015", "21:30:15"),
    ("21h30", "21:30:00"),
    ("21:30 Uhr", "21:30:00"),
    ("21 Uhr", "21:00:00"),
    ("21:30:15", "21:30:15"),
    ("21:30:15.5", "21:30:15"),
    ("21:30:15,250", "21:30:15"),
    ("9:30 PM", "21:30:00"),
    ("9:30pm", "21:30:00"),
    ("9:30 p.m.", "21:30:00"),
    ("9:30 P. M.", "21:30:00"),
    ("9:30\u202fPM", "21:30:00"),
    ("9:30\u00a0pm", "21:30:00"),
    ("9 PM", "21:00:00"),
    ("12:35 AM", "00:35:00"),
    ("3:25 AM", "03:25:00"),
    ("12:45 PM", "12:45:00"),
    ("9.13 pm", "21:13:00"),
    ("２１：３０", "21:30:00"),
    ("\u200e9:30 PM\u200f", "21:30:00"),
    ("", "12:00:00"),
]


@pytest.mark.parametrize(("clock", "understood"), CLOCKS)
def test_a_time_of_day_has_one_reading(clock: str, understood: str) -> None:
    at = written_moment("2026-11-03", clock)
    assert at.isoformat() == f"2026-11-03T{understood}+01:00"


@pytest.mark.parametrize(
    ("clock", "understood"),
    [
        ("21:30Z", "21:30:00+00:00"),
        ("21:30 UTC", "21:30:00+00:00"),
        ("2130Z", "21:30:00+00:00"),
        ("21:30+05:45", "21:30:00+05:45"),
        ("21:30 -0330", "21:30:00-03:30"),
        ("9:30 PM GMT+1", "21:30:00+01:00"),
        ("21:30+14:00", "21:30:00+14:00"),
    ],
)
def test_a_time_may_bring_its_offset(clock: str, understood: str) -> None:
    assert written_moment("2026-11-03", clock).isoformat() == f"2026-11-03T{understood}"


def test_the_end_of_a_day_is_the_beginning_of_the_next() -> None:
    assert written_moment("2026-11-03", "24:00").isoformat() == "2026-11-04T00:00:00+01:00"
    assert written_moment("2026-12-31T24:00:00Z") == datetime(2027, 1, 1, tzinfo=UTC)


DAYS = [
    "2026-11-03",
    "2026/11/03",
    "2026.11.03",
    "2026-11-3",
    "20261103",
    "3 Nov 2026",
    "Nov 3 2026",
    "Nov. 3rd, 2026",
    "November 3, 2026",
    "3. November 2026",
    "3-Nov-2026",
    "the 3rd of Nov 2026",
    "Tuesday, 3 November 2026",
    "Tue Nov 3 2026",
    "2026–11–03",
    "２０２６-１１-０３",
    "2026-11-03T12:00",
    "2026-11-03 12:00:00.000",
    "20261103T120000",
    "20261103T1200",
    "2026-11-03T11:00:00.000Z",
    "2026-11-03 12:00:00 +0100",
    "Tue, 3 Nov 2026 12:00:00 +0100",
    "3 November 2026 at 12:00:00 GMT+1",
    "Nov 3, 2026, 12:00 PM",
]


@pytest.mark.parametrize("day", DAYS)
def test_a_day_has_one_reading(day: str) -> None:
    assert written_moment(day) == datetime(2026, 11, 3, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "order", "understood"),
    [
        ("13/04/2026", "", "2026-04-13"),
        ("04/13/2026", "", "2026-04-13"),
        ("03/03/2026", "", "2026-03-03"),
        ("13.04.2026", "", "2026-04-13"),
        ("03/04/2026", "day", "2026-04-03"),
        ("03/04/2026", "month", "2026-03-04"),
        ("3-4-2026", "day", "2026-04-03"),
    ],
)
def test_a_day_in_figures_is_read_where_it_can_be_one_only(
    day: str, order: DateOrder, understood: str
) -> None:
    assert f"{written_moment(day, '', order):%Y-%m-%d}" == understood


REFUSED = [
    ("03/04/2026", "", "could be 3 April or 4 March; add --day-first or --month-first"),
    ("03.04.2026", "9:00", "could be 3 April or 4 March"),
    ("3/4/26", "", "has not four figures"),
    ("26-11-03", "", "has not four figures"),
    ("3 Nov", "21:30", "has no year"),
    ("Mon, 3 Nov 2026", "", "was a Tuesday"),
    ("1969-12-31", "", "before 1970 or after 2199"),
    ("2200-01-01", "", "before 1970 or after 2199"),
    ("9999-12-31", "", "before 1970 or after 2199"),
    ("2026-03-29", "02:30", "did not exist here"),
    ("2026-03-29", "2:00 am", "did not exist here"),
    ("2026-10-25", "02:30", "add +02:00 for the first time or +01:00 for the second"),
    *(
        (day, "", "is not a date and time")
        for day in (
            "2026-02-30",
            "31/02/2026",
            "2026-13-01",
            "2026",
            "2026-11",
            "1793741400",
            "46329.89",
            "yesterday",
            "",
            "2026-W45-2",
            "2026-11-03 21:30 21:30",
            "foo 3 nov 2026",
            "x" * 5000,
            "2026-11-03 21:30-15:00",
            "2026-11-03T",
            "13/13/2026",
        )
    ),
    *(
        ("2026-11-03", clock, "is not a date and time")
        for clock in (
            "21",
            "9",
            "21:30.45",
            "21.30.45",
            "24:30",
            "25:00",
            "9:60",
            "0:30 pm",
            "13:30 PM",
            "21.5",
            "21:30 CET",
            "21:30:60",
            "noon",
            "-1:30",
            "2130 PM",
            "٢١:٣٠",
            "21:30+24:00",
            "21:3",
        )
    ),
]


@pytest.mark.parametrize(("day", "clock", "why"), REFUSED, ids=lambda value: ascii(value)[:24])
def test_what_has_no_reading_or_two_is_told_in_words(day: str, clock: str, why: str) -> None:
    with pytest.raises(InvalidJsonRecord) as told:
        written_moment(day, clock)
    assert why in str(told.value)
    assert len(str(told.value)) < 200


@pytest.mark.parametrize(
    ("zone", "local"),
    [
        ("America/New_York", "2026-03-08 02:30"),
        ("Australia/Lord_Howe", "2026-10-04 02:15"),
        ("Pacific/Apia", "2011-12-30 12:00"),
        ("America/Havana", "2026-03-08 00:30"),
        ("Africa/Cairo", "2026-04-24 00:30"),
    ],
)
def test_an_hour_that_a_zone_skips_is_never_shifted(
    at_berlin: pytest.MonkeyPatch, zone: str, local: str
) -> None:
    at_berlin.setenv("TZ", zone)
    time.tzset()
    with pytest.raises(InvalidJsonRecord, match="did not exist here"):
        written_moment(local)


ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "UTC",
    "America/St_Johns",
    "Pacific/Apia",
    "Africa/Monrovia",
)


@pytest.mark.slow
@pytest.mark.parametrize("name", ZONES)
def test_every_local_time_is_one_instant_or_a_problem(
    at_berlin: pytest.MonkeyPatch, name: str
) -> None:
    at_berlin.setenv("TZ", name)
    time.tzset()
    zone = ZoneInfo(name)
    local, problems = datetime(2025, 12, 31), 0
    while local.year < 2027:
        ends = [local.replace(fold=fold, tzinfo=zone).astimezone(UTC) for fold in (0, 1)]
        back = [at.astimezone(zone).replace(tzinfo=None, fold=0) == local for at in ends]
        if ends[0] == ends[1] and all(back):
            assert written_moment(f"{local:%Y-%m-%d %H:%M}") == ends[0]
        else:
            problems += 1
            with pytest.raises(
                InvalidJsonRecord, match="did not exist" if not any(back) else "twice"
            ):
                written_moment(f"{local:%Y-%m-%d %H:%M}")
        local += 15 * MINUTE
    assert bool(problems) == (
        name in ("Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe")
    )


@given(st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC)))
def test_what_a_program_writes_is_read_to_the_second(at: datetime) -> None:
    for text in (at.isoformat(), f"{at:%Y-%m-%d %H:%M:%S} +0000", f"{at:%Y%m%dT%H%M%SZ}"):
        assert written_moment(text) == at.replace(microsecond=0)


@given(st.text(max_size=70), st.text(max_size=20))
def test_any_words_are_a_moment_or_a_problem(day: str, clock: str) -> None:
    with suppress(InvalidJsonRecord):
        assert written_moment(day, clock).tzinfo


def test_a_zone_by_name_keeps_the_instant() -> None:
    at = written_moment("2020-07-10T12:22:12Z")
    assert moment_in_zone(at, "Asia/Kathmandu").isoformat() == "2020-07-10T18:07:12+05:45"
    assert moment_in_zone(at, "Nowhere") is at
