"""Dates, times of day and offsets as people and programs write them, each in one reading. Pure.

2026-11-03 · 2026/11/3 · 20261103 · 3 Nov 2026 · Nov. 3rd, 2026 · Tuesday, 3 November 2026
21:30 · 21.30 · 9:30 pm · 9 p.m. · 21h30 · 21:30:05.250 · 24:00
Z · UTC · +01:00 · +0100 · GMT+1
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import NamedTuple

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = "january february march april may june july august september october november december"
WEEKDAYS = tuple(_WEEKDAYS.split())
MONTHS = tuple(_MONTHS.split())
_SHORTEST_NAME = 3

# Invisible marks that some systems put around a time, and dashes other than the hyphen.
_UNSEEN = "\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
_DASHES = "\u2010\u2011\u2012\u2013\u2212"
_SIGNS = dict.fromkeys(map(ord, _UNSEEN), "") | dict.fromkeys(map(ord, _DASHES), "-")
_RESPELLED = (
    (r"\b([ap])\. ?m\b\.?", r"\1m"),
    (r"(?<=:[0-9]{2}),(?=[0-9])", "."),
    (r"(?<![0-9:])([0-9]{1,2}),([0-9]{2})(?![0-9:])", r"\1.\2"),
    (r",", " "),
    (r"(?<=[0-9])t(?=[0-9])", " "),
    (r"(?<=[0-9])-(?=[a-z])|(?<!utc)(?<!gmt)(?<=[a-z])-(?=[0-9])", " "),
)

CLOCK = (
    r"(?:[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?: ?(?:[ap]m|uhr|h)\b)?"
    r"|[0-9]{1,2} ?(?:[ap]m|uhr)\b)"
)
_CLOCK_PARTS = (
    r"([0-9]{1,2})(?:[:.h]([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?)?(?: ?(?:([ap])m|uhr|h))?"
)
ZONE = r"(?:z|(?:utc|gmt)(?:[+-][0-9]{1,2}(?::?[0-9]{2})?)?|[+-][0-9]{2}(?::?[0-9]{2})?)"
_ZONE_PARTS = r"(?:z|utc|gmt)?(?:([+-])([0-9]{1,2})(?::?([0-9]{2}))?)?"
_FURTHEST = (timedelta(hours=-12), timedelta(hours=14))
"""Offsets from UTC in use: anything beyond them is a range of hours, and no time with a zone."""

_ISO = r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{2})([0-9]{2}))"
_DAY = r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th|\.)?"
_NAME = r"([a-z]{3,9})\.?"
_NAMED = rf"(?:(?!the ){_NAME} )?(?:{_DAY} (?:of )?{_NAME}|{_NAME} {_DAY})(?: ([0-9]{{4}}))?"


def plain_spelling(text: str) -> str:
    """The words in lower case, one space apart, with ASCII digits and signs."""
    words = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    for pattern, better in _RESPELLED:
        words = re.sub(pattern, better, words)
    return " ".join(words.split())


class NamedDate(NamedTuple):
    """A day and a month by name, perhaps with a weekday and a year."""

    weekday: int | None
    month: int
    day: int
    year: int | None


def written_clock(words: str) -> timedelta | None:
    """Time since midnight, to the second; None if it is not a valid time of day."""
    found = re.fullmatch(_CLOCK_PARTS, words)
    if not found:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups()[:3])
    half = found[4]
    if minute > 59 or second > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    time = timedelta(hours=hour, minutes=minute, seconds=second)
    return time if time < timedelta(hours=24) or (hour, minute, second) == (24, 0, 0) else None


def written_offset(words: str) -> timedelta | None:
    """Offset from UTC; None if no place has it."""
    found = re.fullmatch(_ZONE_PARTS, words)
    if not found:
        return None
    offset = timedelta(hours=int(found[2] or 0), minutes=int(found[3] or 0))
    offset = -offset if found[1] == "-" else offset
    return offset if _FURTHEST[0] <= offset <= _FURTHEST[1] else None


def iso_date(words: str) -> date | None:
    """Date with its year first, in four digits; None if it is not one."""
    found = re.fullmatch(_ISO, words)
    if not found:
        return None
    return date_of(int(found[1]), int(found[3] or found[5]), int(found[4] or found[6]))


def named_date(words: str) -> NamedDate | None:
    """Day and month by name, in either order; None if it is not one."""
    found = re.fullmatch(_NAMED, words)
    if not found:
        return None
    weekday = name_index(found[1], WEEKDAYS) if found[1] else None
    month = name_index(found[3] or found[4], MONTHS)
    if month is None or (found[1] and weekday is None):
        return None
    year = int(found[6]) if found[6] else None
    return NamedDate(weekday, month + 1, int(found[2] or found[5]), year)


def date_of(year: int, month: int, day: int) -> date | None:
    """The date; None if the calendar does not have it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def name_index(word: str, names: tuple[str, ...]) -> int | None:
    """Index of the name that a word is, in full or abbreviated; None if it is none."""
    found = [index for index, name in enumerate(names) if name.startswith(word)]
    return found[0] if len(word) >= _SHORTEST_NAME and len(found) == 1 else None
