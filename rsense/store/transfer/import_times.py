"""The moment of an entry that comes in, from its date and its time as somebody wrote them.

By this machine's clocks where no offset stands beside it. What has two readings, or none, is a
problem in words and never a guess.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Literal

from rsense.core.written_times import (
    CLOCK,
    ZONE,
    date_of,
    iso_date,
    named_date,
    plain_spelling,
    written_clock,
    written_offset,
)
from rsense.recordable import YEARS, with_recordable_offset
from rsense.store.records.json_codec import InvalidJsonRecord

DateOrder = Literal["", "day", "month"]
"""The part that comes first in `03/04/2026`; empty where nobody has said so."""

OUT_OF_YEARS = f"its year is before {YEARS[0]} or after {YEARS[-1]}"
NOON = timedelta(hours=12)
LONGEST = 60
LONGEST_SHOWN = 40

_ENTRY = re.compile(rf"(.+?)(?: (?:at )?({CLOCK})(?: ?({ZONE}))?)?")
_BASIC_CLOCK = r"([0-9]{2})([0-9]{2})([0-9]{2})?(?![0-9])"
_FIGURES = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{2,4})")
_ZONE_NAME = re.compile(r"[A-Za-z][\w+-]*(?:/[A-Za-z][\w+-]*){0,2}", re.ASCII)


def written_moment(day: str, clock: str = "", order: DateOrder = "") -> datetime:
    """The moment, to the second; a day without a time is its noon. Raises InvalidJsonRecord.

    `day` may hold the time as well.
    """
    shown = f"“{shortened(f'{day} {clock}'.strip())}”"
    if len(day) + len(clock) > LONGEST:
        raise _unread(shown)
    begun = re.sub(rf"(?<=[0-9]{{8}} ){_BASIC_CLOCK}", _colons, plain_spelling(day))
    words = f"{begun} {re.sub(f'^{_BASIC_CLOCK}', _colons, plain_spelling(clock))}".strip()
    found = _ENTRY.fullmatch(words)
    if not found:
        raise _unread(shown)
    time = written_clock(found[2]) if found[2] else NOON
    offset = written_offset(found[3]) if found[3] else None
    if time is None or (found[3] and offset is None):
        raise _unread(shown)
    on = _date(found[1], shown, order)
    if on.year not in YEARS:  # before clocks are asked: they may not know of that year
        raise InvalidJsonRecord(OUT_OF_YEARS)
    local = datetime(on.year, on.month, on.day) + time
    if offset is not None:
        return with_recordable_offset(local.replace(tzinfo=timezone(offset)))
    return _by_local_clocks(local, shown)


def moment_in_zone(at: datetime, zone: object) -> datetime:
    """The same instant by the clocks there; as it is where no such zone is known."""
    from zoneinfo import ZoneInfo

    if not isinstance(zone, str) or not _ZONE_NAME.fullmatch(zone):
        return at
    try:
        return with_recordable_offset(at.astimezone(ZoneInfo(zone)))
    except (KeyError, OSError, ValueError):  # no such zone, or no list of them here
        return at


def shortened(words: str) -> str:
    """Words of somebody's file, short enough for a message."""
    return f"{words[:LONGEST_SHOWN]}…" if len(words) > LONGEST_SHOWN else words


def _by_local_clocks(local: datetime, shown: str) -> datetime:
    """The one instant at which this machine's clocks showed it. Raises InvalidJsonRecord."""
    try:
        both = [local.replace(fold=fold).astimezone() for fold in (0, 1)]
    except (OSError, OverflowError, ValueError):
        raise InvalidJsonRecord(
            f"{shown} is not a time here; add its offset, such as +01:00"
        ) from None
    found = [at for at in both if at.replace(tzinfo=None, fold=0) == local]
    if not found:
        raise InvalidJsonRecord(
            f"{shown} did not exist here, for the clocks went forward; add the offset that it was "
            "written with, such as +01:00"
        )
    first, second = (with_recordable_offset(at) for at in (found[0], found[-1]))
    if first.utcoffset() != second.utcoffset():
        raise InvalidJsonRecord(
            f"{shown} was twice, for the clocks went back; add {first.isoformat()[-6:]} for the "
            f"first time or {second.isoformat()[-6:]} for the second"
        )
    return first


def _date(words: str, shown: str, order: DateOrder) -> date:
    if found := iso_date(words):
        return found
    named = named_date(words)
    if named and named.year is None:
        raise InvalidJsonRecord(f"{shown} has no year; write it as 2026-11-03")
    if named and named.year and (day := date_of(named.year, named.month, named.day)):
        if named.weekday not in (None, day.weekday()):
            raise InvalidJsonRecord(f"{shown} was a {day:%A}; look at the date")
        return day
    figures = _FIGURES.fullmatch(words)
    if not figures or named:
        raise _unread(shown)
    return _date_in_figures(int(figures[1]), int(figures[3]), figures[4], shown, order)


def _date_in_figures(one: int, other: int, year: str, shown: str, order: DateOrder) -> date:
    """The day in `03/04/2026`, if it is one only."""
    if len(year) != 4:
        raise InvalidJsonRecord(f"the year of {shown} has not four figures; write it as 2026-11-03")
    day_first = date_of(int(year), other, one) if order != "month" else None
    month_first = date_of(int(year), one, other) if order != "day" else None
    if day_first and month_first and day_first != month_first:
        raise InvalidJsonRecord(
            f"{shown} could be {day_first.day} {day_first:%B} or {month_first.day} "
            f"{month_first:%B}; add --day-first or --month-first"
        )
    if found := day_first or month_first:
        return found
    raise _unread(shown)


def _colons(found: re.Match[str]) -> str:
    return f"{found[1]}:{found[2]}:{found[3] or '00'}"


def _unread(shown: str) -> InvalidJsonRecord:
    return InvalidJsonRecord(f"{shown} is not a date and time such as 2026-11-03 14:00")
