"""Parse the day in a time as a person types it. Pure."""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta
from typing import Literal

from rsense.core.written_times import MONTHS, WEEKDAYS, date_of, iso_date, name_index, named_date

EXAMPLES = "“20 min ago”, “yesterday 21:00” or “3 nov 14:00”"

_LEAP_YEARS_APART = 8
_FIRST_YEAR = 1970
_FIRST = date(_FIRST_YEAR, 1, 2)
"""The earliest day that lies in 1970 in every time zone: the first that a record may have."""
_DAY = timedelta(days=1)

_ONE_TO_NINETEEN = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TWENTY_TO_NINETY = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = tuple(_ONE_TO_NINETEEN.split())
_TENS = tuple(_TWENTY_TO_NINETY.split())
_NUMBERS = {"a": 1, "an": 1}
_NUMBERS |= {word: number for number, word in enumerate(_ONES, 1)}
_NUMBERS |= {word: number * 10 for number, word in enumerate(_TENS, 2)}

_COUNT = r"([0-9]{1,4}|[a-z]+(?:[- ][a-z]+)?)"
_COUNTED = rf"{_COUNT} ?(mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?)"
_UNITS = ("min", "h", "day", "week", "month", "year")
_PARTS_OF_HOUR = {
    "a quarter of an hour": 15,
    "quarter of an hour": 15,
    "half an hour": 30,
    "three quarters of an hour": 45,
    "an hour and a half": 90,
}
_AROUND = r"(this|last) (week|month|year)"
_MONTHS = r"(?:in )?(?:([0-9]{4})(?:-([0-9]{2}))?|([a-z]{3,9})\.?(?: ([0-9]{4}))?)"
_DAYS_BACK = {"today": 0, "yesterday": 1, "day before yesterday": 2, "the day before yesterday": 2}


class InvalidTime(Exception):
    """Words that name no time of the past, or more than one. The message is for the person."""

    examples = EXAMPLES

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Try {self.examples}.")
        self.why = why


class FutureTime(InvalidTime):
    def __init__(self, words: str) -> None:
        super().__init__(f"“{words}” is still to come.")


def day_named(words: str, today: date) -> date:
    """The day that the words name, from 1970 to `today`. Raises InvalidTime.

    A weekday is the last one before today; today's own weekday is ambiguous and refused.
    """
    words = words.removeprefix("on ")
    day = _near(words, today) or dated(words, today, -1)
    if day is None:
        raise InvalidTime(f"“{words}” cannot be read as a time.")
    if day > today:
        raise FutureTime(words)
    if day < _FIRST:
        raise InvalidTime(f"“{words}” is before 1970.")
    return day


def counted_minutes(words: str) -> int | None:
    """Minutes of a span: 20 of "20 min", 30 of "half an hour"; None if it counts neither minutes
    nor hours."""
    if words in _PARTS_OF_HOUR:
        return _PARTS_OF_HOUR[words]
    number, unit = counted(words) or (0, "")
    return number * {"min": 1, "h": 60}[unit] if unit in ("min", "h") else None


def counted(words: str) -> tuple[int, str] | None:
    """Number and unit of a span: (2, "week") of "two weeks"; None if it is none."""
    found = re.fullmatch(_COUNTED, words)
    number = _count(found[1]) if found else None
    if found is None or number is None:
        return None
    return number, next(unit for unit in _UNITS if found[2].startswith(unit))


def several_days(words: str, today: date) -> tuple[date, date] | None:
    """First day of a week, month or year, and the first day after it. Raises InvalidTime.

    Weeks begin on Monday. A month without a year is the latest that has begun.
    """
    if around := re.fullmatch(_AROUND, words):
        back = int(around[1] == "last")
        if around[2] == "week":
            monday = today - (today.weekday() + 7 * back) * _DAY
            return monday, monday + 7 * _DAY
        if around[2] == "year":
            return _months(words, today.year - back, 1, 12)
        months = today.year * 12 + today.month - 1 - back
        return _months(words, months // 12, months % 12 + 1, 1)
    found = re.fullmatch(_MONTHS, words)
    if found and found[1]:
        return _months(words, int(found[1]), int(found[2] or 1), 1 if found[2] else 12)
    month = name_index(found[3], MONTHS) if found else None
    if found is None or month is None:
        return None
    latest = today.year - (month + 1 > today.month)
    return _months(words, int(found[4] or latest), month + 1, 1)


def _months(words: str, year: int, month: int, length: int) -> tuple[date, date]:
    """First day of `length` months, and the first day after them. Raises InvalidTime."""
    if not 1 <= month <= 12 or year >= MAXYEAR:
        raise InvalidTime(f"“{words}” cannot be read as a time.")
    if year < _FIRST_YEAR:
        raise InvalidTime(f"“{words}” is before 1970.")
    after = year * 12 + month - 1 + length
    return date(year, month, 1), date(after // 12, after % 12 + 1, 1)


def _count(words: str) -> int | None:
    """Number of a word: 2 of "two", 25 of "twenty-five"; None if it is not a number."""
    if words.isdecimal():
        return int(words)
    ten, _, one = words.replace("-", " ").partition(" ")
    if not one:
        return _NUMBERS.get(ten)
    return _NUMBERS[ten] + _NUMBERS[one] if ten in _TENS and one in _ONES[:9] else None


def _near(words: str, today: date) -> date | None:
    if words in _DAYS_BACK:
        return today - _DAYS_BACK[words] * _DAY
    number, unit = (words.endswith(" ago") and counted(words.removesuffix(" ago"))) or (0, "")
    if unit in ("day", "week"):
        return today - number * (7 if unit == "week" else 1) * _DAY
    weekday = name_index(words.removeprefix("last "), WEEKDAYS)
    if weekday is None:
        return None
    nearest = today - (today.weekday() - weekday) % 7 * _DAY
    if nearest == today or words.startswith("last "):
        both = f"{short_date(nearest)} or {short_date(nearest - 7 * _DAY)}"
        raise InvalidTime(f"“{words}” could be {both}; say the one you mean.")
    return nearest


def dated(words: str, today: date, way: Literal[-1, 1]) -> date | None:
    """`2026-11-03`, or `[sat] 21 nov [2025]` in either order; None if it is none of them.

    Without its year the latest one (`way` is -1) or the next. Raises InvalidTime.
    """
    named = named_date(words)
    if named is None:
        return iso_date(words)
    near = (today.year + way * years for years in range(_LEAP_YEARS_APART + 1))
    days = (date_of(year, *named[1:3]) for year in ((named.year,) if named.year else near))
    day = next((day for day in days if day and (named.year or (day - today).days * way >= 0)), None)
    if day is None:
        raise InvalidTime(f"“{words}” is no day of the calendar.")
    if named.weekday not in (None, day.weekday()):
        was = "was" if day < today else "is"
        raise InvalidTime(f"{short_date(day)} {day.year} {was} a {day:%A}.")
    return day


def short_date(day: date) -> str:
    """`24 Dec`."""
    return f"{day.day} {MONTHS[day.month - 1][:3].capitalize()}"
