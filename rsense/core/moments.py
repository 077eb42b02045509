"""Moments in a person's words: a small, closed grammar of the past. Pure: the clock is passed in.

    now · 20 min ago · an hour ago
    15:40 · 3pm · noon                                          (today)
    yesterday 21:00 · monday at 8am · 2 days ago 3pm · 3 nov 14:00 · 2026-11-03 14:00
    this morning · yesterday afternoon · monday evening · last night · last night 2am

What has two readings is refused, with words that have one: an hour that is still to come, a
weekday on that weekday, "last monday", a part of the day without its day. A part of a day stands
for one hour of it (`PARTS`). A day alone is a span and no moment. Of an hour that the clocks
repeat, the later one is meant, unless it is still to come; an hour that they skip is refused.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from rsense.core.days import AGO, NotAMoment, StillToCome, checked, count, day_named
from rsense.core.recordable import with_recordable_offset

__all__ = ["NotAMoment", "moment", "span"]

LONGEST = 60
"""Characters, at most."""

PARTS = {"morning": (5, 12, 9), "afternoon": (12, 18, 15), "evening": (18, 24, 20),
         "night": (18, 30, 23)}  # fmt: skip
"""From, to, and the hour that stands for it, from the day's midnight on. A night belongs to the
day on which it began: "last night" began yesterday."""

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_FIRST_YEAR = 1970

_CLOCK = r"(?:[0-9]{1,2}(?::[0-9]{2})? ?[ap]m|[0-9]{1,2}:[0-9]{2}|noon)"
_DAY_CLOCK = rf"(?:(.+?) )??(?:at )?({_CLOCK})"
_CLOCK_DAY = rf"(?:at )?({_CLOCK}) (.+)"
_CLOCK_FIGURES = r"([0-9]{1,2})(?::([0-9]{2}))? ?([ap]m)?"
_DAY_PART = rf"(?:(.+?) )??(?:in the )?({'|'.join(PARTS)})"
_ISO_MONTHS = r"([0-9]{4})(?:-([0-9]{2}))?"
_ISO_INSTANT = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ][0-9]{2}:[0-9]{2}(?::[0-9]{2})? ?(?:z|[+-][0-9]{2}:[0-9]{2})"
)


def moment(text: str, now: datetime, zone: tzinfo | None = None) -> datetime:
    """The moment that the words name, not after `now`, with the offset that was in force then.

    `now` is aware; `zone` is where the person is, by default `now`'s own. Raises NotAMoment.
    """
    here, words = _Here.at(now, zone), _plain(text)
    named = _named(words, here)
    if isinstance(named, datetime):
        return here.dressed(named)
    if named.point is None:
        raise NotAMoment(f"“{words}” has many moments; a day needs its time, “yesterday evening”.")
    if named.window is None:
        return here.dressed(here.latest(named.point, words))
    if here.instant(named.window[0]) > here.now:
        raise StillToCome(words)
    try:
        return here.dressed(here.latest(named.point, words))
    except StillToCome:  # the part has begun, its hour has not
        return here.dressed(here.now)


def span(text: str, now: datetime, zone: tzinfo | None = None) -> tuple[datetime, datetime]:
    """Start and end (exclusive) of what the words name: a minute, a part of a day, a day.

    A month (`2026-11`) or a year (`2026`) is a span too. The end may be after `now`. Raises
    NotAMoment.
    """
    here, words = _Here.at(now, zone), _plain(text)
    named = _named(words, here)
    if isinstance(named, datetime) or named.window is None:
        start = moment(text, now, zone)
        return start, start + _MINUTE
    start, end = map(here.instant, named.window)
    if start > here.now:
        raise StillToCome(words)
    if start == end:
        raise NotAMoment(f"The clocks skipped “{words}”.")
    return here.dressed(start), here.dressed(end)


class _Named(NamedTuple):
    """What words name, in local time: a point, a window, or a point that stands for a window."""

    point: datetime | None = None
    window: tuple[datetime, datetime] | None = None


class _Here(NamedTuple):
    """The present, in one place."""

    now: datetime
    zone: tzinfo

    @classmethod
    def at(cls, now: datetime, zone: tzinfo | None) -> _Here:
        if now.tzinfo is None:
            raise ValueError("now must be aware")
        return cls(now.astimezone(UTC), zone or now.tzinfo)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def latest(self, local: datetime, words: str) -> datetime:
        """The latest instant that has this local time and is not to come. Raises NotAMoment."""
        found = [at for at in map(self.instant, (local, local.replace(fold=1)))
                 if self._local(at) == local]  # fmt: skip
        if not found:
            raise NotAMoment(f"The clocks skipped {local:%H:%M} that day.")
        past = [at for at in found if at <= self.now]
        if not past:
            raise StillToCome(words)
        return max(past)

    def dressed(self, at: datetime) -> datetime:
        """An instant in local time, with its offset then."""
        return with_recordable_offset(at.astimezone(self.zone))

    def instant(self, local: datetime) -> datetime:
        """The first instant at which the clocks have come to this local time, or skipped it."""
        return local.replace(tzinfo=self.zone).astimezone(UTC)

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone).replace(tzinfo=None, fold=0)


def _plain(text: str) -> str:
    words = " ".join(text.casefold().replace(",", " ").split())
    if not words or len(words) > LONGEST:
        raise NotAMoment("That is no time." if not words else "That is too long for a time.")
    return re.sub(r"(?<=[0-9])t(?=[0-9])", " ", words)


def _named(words: str, here: _Here) -> datetime | _Named:
    """An instant, or what is named in local time. Raises NotAMoment."""
    instant = _instant(words, here)
    if instant:
        return instant
    if months := re.fullmatch(_ISO_MONTHS, words):
        return _Named(window=_months(words, *months.groups()))
    rest, clock = words, None
    if found := re.fullmatch(_DAY_CLOCK, words):
        rest, clock = found[1] or "today", _clock(found[2], words)
    elif found := re.fullmatch(_CLOCK_DAY, words):
        rest, clock = found[2], _clock(found[1], words)
    if found := re.fullmatch(_DAY_PART, rest):
        return _part(words, found[1] or "", found[2], clock, here)
    midnight = _midnight(day_named(rest, here.today))
    if clock is None:
        return _Named(window=(midnight, midnight + _DAY))
    return _Named(midnight + clock)


def _instant(words: str, here: _Here) -> datetime | None:
    """What is measured from now, or written with its offset: no clock can make it two."""
    if words == "now":
        return here.now
    if re.fullmatch(_ISO_INSTANT, words):
        try:
            at = datetime.fromisoformat(words.upper().replace(" ", "T", 1).replace(" ", ""))
        except ValueError as error:
            raise _unknown(words) from error
        if at > here.now:
            raise StillToCome(words)
        checked(at.date(), words, at.date())
        return at
    ago = re.fullmatch(AGO, words)
    if ago and (ago[2] or ago[3]):
        if ago[1] == "half an":
            minutes = 30 if ago[3] else 0
        else:
            minutes = count(ago[1]) * (60 if ago[3] else 1)
        return (here.now - minutes * _MINUTE).replace(second=0, microsecond=0)
    return None


def _months(words: str, year: str, month: str | None) -> tuple[datetime, datetime]:
    try:
        start = datetime(int(year), int(month or 1), 1)
    except ValueError as error:
        raise _unknown(words) from error
    if start.year < _FIRST_YEAR:
        raise NotAMoment(f"“{words}” is before 1970.")
    after = start.month + 1 if month else 13
    return start, datetime(start.year + (after > 12), 1 if after > 12 else after, 1)


def _clock(words: str, said: str) -> timedelta:
    """The time of day, as time since midnight."""
    if words == "noon":
        return timedelta(hours=12)
    figures = re.fullmatch(_CLOCK_FIGURES, words)
    assert figures  # noqa: S101 - _CLOCK has matched it
    hour, minute, half = int(figures[1]), int(figures[2] or 0), figures[3]
    if minute > 59 or (not 1 <= hour <= 12 if half else hour > 23):
        raise NotAMoment(f"“{said}” is on no clock.")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return timedelta(hours=hour, minutes=minute)


def _part(words: str, day: str, part: str, clock: timedelta | None, here: _Here) -> _Named:
    if day in ("", "the", "at"):
        raise NotAMoment(f"“{words}” could be any day's; “this {part}” or “yesterday {part}”?")
    if day == "last" and part not in ("evening", "night"):
        raise _unknown(words)
    named = {"this": here.today, "last": here.today - _DAY}
    midnight = _midnight(named.get(day) or day_named(day, here.today))
    start, end, hour = (timedelta(hours=hours) for hours in PARTS[part])
    if clock is None:
        return _Named(midnight + hour, (midnight + start, midnight + end))
    if clock + _DAY < end:
        clock += _DAY
    if not start <= clock < end:
        raise NotAMoment(f"“{words}”: that hour is in no {part}.")
    return _Named(midnight + clock)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _unknown(words: str) -> NotAMoment:
    return NotAMoment(f"“{words}” is no time that can be read here.")
