"""When something done regularly comes round: a small, closed grammar, and the next time. Pure.

    daily 21:00 · every day at 9pm · every 3 days 18:30 · every 2 weeks 18:30
    sun 20:00 · sundays 20:00 · mon, wed and fri 7:30 · weekdays 21:00 · weekends 10:00
    every morning · sunday evening · first monday 19:00 · last friday of the month 18:00

Without a time it is the evening, 20:00; a morning is 09:00, an afternoon 15:00. Days are counted
from the day on which it was made. It comes at the same local time whatever the clocks do: in an
hour that they skip, as much later as they skip; in one that they repeat, the first time.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from rsense.core.date_phrases import InvalidTime, counted
from rsense.core.datetime_phrases import (
    EVENING,
    PARTS,
    clock_time,
    day_part_clock,
    midnight_of,
    plain_words,
)
from rsense.core.written_times import WEEKDAYS, name_index
from rsense.recordable import with_recordable_offset

FURTHEST_APART = 366
"""Days between two times, at most."""

_DAY = timedelta(days=1)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_ORDINALS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_GROUPS = {"weekdays": range(5), "weekday": range(5), "weekends": (5, 6), "weekend": (5, 6)}
_NTH = rf"({'|'.join(_ORDINALS)}) ([a-z]+?)s?(?: of (?:the|each|every) month)?"


class InvalidRecurrence(InvalidTime):
    """Words that do not say how often. The message is for the person."""

    examples = "“sun 20:00”, “weekdays 21:00”, “every 3 days 18:30” or “first monday 19:00”"


class Recurrence(NamedTuple):
    """A local time on some days: every so many, or of the week, or the nth weekday of a month."""

    time: timedelta
    """Since midnight, below 24 hours."""
    apart: int = 0
    """Days from one to the next; 0 where weekdays are named."""
    weekdays: tuple[int, ...] = ()
    """Monday is 0."""
    nth: int = 0
    """Which of the month's, -1 for its last; 0 for every week."""

    def falls_on(self, day: date, made: date) -> bool:
        """True if it comes round on a day, counted from the day on which it was made."""
        if self.apart:
            return day >= made and (day - made).days % self.apart == 0
        if day.weekday() not in self.weekdays or day < made:
            return False
        if self.nth < 0:
            return (day + 7 * _DAY).month != day.month
        return self.nth in (0, (day.day + 6) // 7)

    def next_local(self, made: datetime, after: datetime) -> datetime:
        """The first local time after another, both without an offset."""
        day = max(after.date(), made.date())
        while not (self.falls_on(day, made.date()) and midnight_of(day) + self.time > after):
            day += _DAY
        return midnight_of(day) + self.time


def read_recurrence(text: str) -> Recurrence:
    """How often, and when, as a person types it. Raises InvalidRecurrence."""
    try:
        words = plain_words(text.replace("&", " and "))
        day, part, clock = day_part_clock(words)
        time = clock_time(clock, words)
    except InvalidTime as error:
        raise InvalidRecurrence(error.why) from None
    if time is None:
        time = timedelta(hours=min(EVENING, PARTS[part][2] if part else EVENING))
    recurrence = _on_days(day or "daily", time)
    if recurrence is None:
        raise InvalidRecurrence(f"“{words}” doesn't say how often.")
    if recurrence.time >= _DAY:
        raise InvalidRecurrence("Midnight is 00:00 of the next day.")
    return recurrence


def next_occurrence(
    rule: Recurrence, made: datetime, after: datetime, zone: tzinfo | None = None
) -> datetime:
    """The first moment after another, with the offset that is in force then.

    Both are aware; `zone` is where the person is, by default that of `after`.
    """
    here = zone or after.tzinfo
    # A time that the clocks skip comes later by what they skip, perhaps after `after`.
    local = after.astimezone(here).replace(tzinfo=None, fold=0) - _DAY
    while True:
        local = rule.next_local(made.replace(tzinfo=None), local)
        at = local.replace(tzinfo=here).astimezone(UTC)
        if at > after.astimezone(UTC):
            return with_recordable_offset(at.astimezone(here))


def _on_days(words: str, time: timedelta) -> Recurrence | None:
    if words in ("daily", "every day", "each day", "every", "each"):
        return Recurrence(time, apart=1)
    words = re.sub(r"^(every|each|on) ", "", words)
    words = "2 days" if words == "other day" else words
    number, unit = counted(words) or (0, "")
    if unit in ("day", "week"):
        apart = number * (7 if unit == "week" else 1)
        return Recurrence(time, apart=apart) if 0 < apart <= FURTHEST_APART else None
    nth = re.fullmatch(_NTH, words)
    days = _weekdays(nth[2] if nth else words)
    if not days or (nth and len(days) > 1):
        return None
    return Recurrence(time, weekdays=days, nth=_ORDINALS[nth[1]] if nth else 0)


def _weekdays(words: str) -> tuple[int, ...]:
    """Days of the week that are named, in its order; none if a word is none of them."""
    found: set[int] = set()
    for word in re.sub(r"\band\b", " ", words).split():
        index = name_index(word.removesuffix("s") if len(word) > 4 else word, WEEKDAYS)
        group = _GROUPS.get(word, () if index is None else (index,))
        if not group:
            return ()
        found.update(group)
    return tuple(sorted(found))
