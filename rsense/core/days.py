"""Days in a person's words: the part of the grammar of moments that names one. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

EXAMPLES = "“20 min ago”, “yesterday 21:00” or “3 nov 14:00”"

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")  # fmt: skip
_SHORTEST_NAME = 3
_LEAP_YEARS_APART = 8
_FIRST = date(1970, 1, 2)
"""The first day that is in 1970 everywhere: records begin there."""
_DAY = timedelta(days=1)

AGO = r"([0-9]{1,4}|an?|half an) ?(?:(min|mins|minutes?)|(h|hrs?|hours?)|(days?)|(weeks?)) ago"
_ISO = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_NAMED = (
    r"(?:([a-z]{3,9}) )?(?:([0-9]{1,2}) ([a-z]{3,9})|([a-z]{3,9}) ([0-9]{1,2}))(?: ([0-9]{4}))?"
)


class NotAMoment(Exception):
    """Words that name no moment of the past, or more than one. The message is for the person."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Try {EXAMPLES}.")


class StillToCome(NotAMoment):
    """A moment that is not yet."""

    def __init__(self, words: str) -> None:
        super().__init__(f"“{words}” is still to come.")


def day_named(words: str, today: date) -> date:
    """The day that the words name, from 1970 to `today`. Raises NotAMoment.

    A weekday is the last one before today; on that weekday it is refused, for it could be two.
    """
    words = words.removeprefix("on ")
    return checked(_near(words, today) or _dated(words, today), words, today)


def checked(day: date | None, words: str, today: date) -> date:
    """The day, if it is one from 1970 to `today`. Raises NotAMoment."""
    if day is None:
        raise NotAMoment(f"“{words}” is no time that can be read here.")
    if day > today:
        raise StillToCome(words)
    if day < _FIRST:
        raise NotAMoment(f"“{words}” is before 1970.")
    return day


def count(word: str) -> int:
    """`20` of "20 min ago"; `a` and `an` are one."""
    return int(word) if word.isdecimal() else 1


def _near(words: str, today: date) -> date | None:
    if words in ("today", "yesterday"):
        return today - (_DAY if words == "yesterday" else timedelta())
    ago = re.fullmatch(AGO, words)
    if ago and ago[1] not in ("half an", "an") and (ago[4] or ago[5]):
        return today - count(ago[1]) * (7 if ago[5] else 1) * _DAY
    weekday = _index(words.removeprefix("last "), _WEEKDAYS)
    if weekday is None:
        return None
    nearest = today - (today.weekday() - weekday) % 7 * _DAY
    if nearest == today or words.startswith("last "):
        both = f"{_short(nearest)} or {_short(nearest - 7 * _DAY)}"
        raise NotAMoment(f"“{words}” could be {both}; say the one you mean.")
    return nearest


def _dated(words: str, today: date) -> date | None:
    """`2026-11-03`, or `[sat] 21 nov [2025]` in either order; without its year the latest one."""
    if iso := re.fullmatch(_ISO, words):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    named = re.fullmatch(_NAMED, words)
    month = _index(named[3] or named[4], _MONTHS) if named else None
    if named is None or month is None:
        return None
    number = int(named[2] or named[5])
    if named[6]:
        day = _date(int(named[6]), month + 1, number)
    else:
        years = (today.year - back for back in range(_LEAP_YEARS_APART + 1))
        days = (_date(year, month + 1, number) for year in years)
        day = next((day for day in days if day and day <= today), None)
    if day and named[1] and _index(named[1], _WEEKDAYS) != day.weekday():
        raise NotAMoment(f"{_short(day)} {day.year} was a {day:%A}.")
    return day


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _index(word: str, names: tuple[str, ...]) -> int | None:
    """Which of the names a word is, in full or cut short."""
    found = [index for index, name in enumerate(names) if name.startswith(word)]
    return found[0] if len(word) >= _SHORTEST_NAME and len(found) == 1 else None


def _short(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1][:3].capitalize()}"
