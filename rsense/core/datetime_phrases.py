"""Parse times of the past as a person types them: a small, closed grammar. Pure.

    now · 20 min ago · two hours ago · half an hour ago
    15:40 · 3pm · 9 p.m. · noon · midnight                      (today)
    yesterday 21:00 · monday at 8am · 2 days ago 3pm · 3 nov 14:00 · Nov. 3rd, 9 pm
    2026-11-03 14:00 · 2026-11-03T21:30:05.250Z
    this morning · yesterday afternoon · monday evening · tonight · last night · last night 2am
    last week · this month · nov 2026 · 2026-11 · last year     (spans; weeks begin on Monday)

What has two readings is refused, with words that have one: an hour that is still to come, a
weekday on that weekday, "last monday", a part of the day without its day, the midnight of a day
that is named. A part of a day stands for one hour of it (`PARTS`). A day alone is a span and no
moment. Of an hour that the clocks repeat, the later one is meant, unless it is still to come; an
hour that they skip is refused.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from rsense.core.date_phrases import (
    FutureTime,
    InvalidTime,
    counted_minutes,
    day_named,
    several_days,
)
from rsense.core.written_times import (
    CLOCK,
    ZONE,
    iso_date,
    named_date,
    plain_spelling,
    written_clock,
    written_offset,
)
from rsense.recordable import is_recordable, with_recordable_offset

LONGEST = 60
"""Characters, at most."""

PARTS = {
    "morning": (5, 12, 9),
    "afternoon": (12, 18, 15),
    "evening": (18, 24, 20),
    "night": (18, 30, 23),
}
"""First hour, hour after the last, and the hour that stands for the part, from the day's midnight.
A night belongs to the day on which it began: "last night" began yesterday."""
EVENING = PARTS["evening"][2]
"""The hour of a day to come that is named without one."""
NIGHT_ENDS = 6

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)

_CLOCK = rf"(?:{CLOCK}|(?:12 )?noon|midday|(?:12 )?midnight)"
_DAY_CLOCK = rf"(?:(.+?) )??(?:at )?({_CLOCK})"
_CLOCK_DAY = rf"(?:at )?({_CLOCK}) (.+)"
_DAY_PART = rf"(?:(.+?) )??(?:in the )?({'|'.join(PARTS)})"
_ZONED = rf"(.+?) (?:at )?({CLOCK}) ?({ZONE})"
_DAY_OR_TIME = r"([0-9]{1,2})\.([0-9]{2})"
_FUTURE = r"tomorrow\b.*|next .+|in \S+ (?:min|mins|(?:minute|hour|day|week|month|year)s?)"


def moment(text: str, now: datetime, zone: tzinfo | None = None) -> datetime:
    """The instant that the words name, not after `now`, with the UTC offset that was in force then.

    `now` is aware; `zone` is where the person is, by default `now`'s own. Raises InvalidTime.
    """
    here, words = Here.at(now, zone), plain_words(text)
    named = _named(words, here)
    if isinstance(named, datetime):
        return here.dressed(named)
    if named.window and here.instant(named.window[0]) > here.now:
        raise FutureTime(words)
    if named.point is None:
        raise InvalidTime(_whole(words, named))
    try:
        return here.dressed(here.latest(named.point, words))
    except FutureTime:
        if named.window is None:
            raise
        return here.dressed(here.now)  # the part of the day has begun, its hour has not


def span(text: str, now: datetime, zone: tzinfo | None = None) -> tuple[datetime, datetime]:
    """Start and end (exclusive) of what the words name: a minute, a part of a day, a day.

    A month (`2026-11`) or a year (`2026`) is a span too. The end may be after `now`. Raises
    InvalidTime.
    """
    here, words = Here.at(now, zone), plain_words(text)
    named = _named(words, here)
    if isinstance(named, datetime) or named.window is None:
        start = moment(text, now, zone)
        return start, start + (_SECOND if start.second else _MINUTE)
    start, end = map(here.instant, named.window)
    if start > here.now:
        raise FutureTime(words)
    if start == end:
        raise InvalidTime(f"The clocks skipped “{words}”.")
    return here.dressed(start), here.dressed(end)


class _Named(NamedTuple):
    """A parsed time in local time: a point, a window, or a point that stands for a window."""

    point: datetime | None = None
    window: tuple[datetime, datetime] | None = None


class Here(NamedTuple):
    """The present instant (UTC) and the person's time zone."""

    now: datetime
    zone: tzinfo

    @classmethod
    def at(cls, now: datetime, zone: tzinfo | None) -> Here:
        if now.tzinfo is None:
            raise ValueError("now must be aware")
        return cls(now.astimezone(UTC), zone or now.tzinfo)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def hour(self) -> int:
        return self.now.astimezone(self.zone).hour

    def latest(self, local: datetime, words: str) -> datetime:
        """The latest past instant with this local time. Raises InvalidTime."""
        found = self.instants(local)
        if not found:
            raise InvalidTime(f"The clocks skipped {local:%H:%M} that day.")
        past = [at for at in found if at <= self.now]
        if not past:
            raise FutureTime(words)
        return max(past)

    def instants(self, local: datetime) -> list[datetime]:
        """The instants with this local time: two of an hour that is repeated, none of one that is
        skipped."""
        both = map(self.instant, (local, local.replace(fold=1)))
        return [at for at in both if self._local(at) == local]

    def dressed(self, at: datetime) -> datetime:
        """An instant in local time, with its offset then."""
        return with_recordable_offset(at.astimezone(self.zone))

    def instant(self, local: datetime) -> datetime:
        """The first instant with this local time; a skipped one keeps the offset before it."""
        return local.replace(tzinfo=self.zone).astimezone(UTC)

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone).replace(tzinfo=None, fold=0)


def plain_words(text: str) -> str:
    if len(text) > LONGEST:
        raise InvalidTime("That is too long for a time.")
    words = plain_spelling(text)
    if not words:
        raise InvalidTime("That is not a time.")
    return "now" if words == "just now" else words


def _named(words: str, here: Here) -> datetime | _Named:
    """An instant, or a time in local time. Raises InvalidTime."""
    if re.fullmatch(_FUTURE, words):
        raise FutureTime(words)
    if instant := _instant(words, here):
        return instant
    if several := several_days(words, here.today):
        return _Named(window=(midnight_of(several[0]), midnight_of(several[1])))
    day, part, clock = day_part_clock(words)
    time = clock_time(clock, words)
    if part:
        return _part(words, day, part, time, here)
    midnight = midnight_of(day_named(day or "today", here.today))
    if time is None:
        return _Named(window=(midnight, midnight + _DAY))
    return _Named(midnight + time)


def day_part_clock(words: str) -> tuple[str, str, str]:
    """The words of a day, of its part and of a time of day; empty where there is none.

    Raises InvalidTime for "friday midnight" and for `3.11`.
    """
    meant = re.sub(r"\btonight\b", "this night", words)
    meant = re.sub(r"\b(\S+) nights? ago\b", r"\1 days ago night", meant)
    day, clock = meant, ""
    if found := re.fullmatch(_DAY_CLOCK, meant):
        day, clock = found[1] or "", found[2]
    elif found := re.fullmatch(_CLOCK_DAY, meant):
        day, clock = found[2], found[1]
    if found := re.fullmatch(_DAY_PART, day):
        return found[1] or "", found[2], clock
    if clock.endswith("midnight") and day not in ("", "today"):
        raise InvalidTime(f"“{words}” could be that day's beginning or its end, 00:00 or 24:00.")
    if not day and (figures := re.fullmatch(_DAY_OR_TIME, clock)):
        hour, minute = int(figures[1]), int(figures[2])
        if 1 <= hour <= 31 and 1 <= minute <= 12:
            raise InvalidTime(f"“{words}” could be a time or a day; {hour:02}:{minute:02}?")
    return day, "", clock


def _instant(words: str, here: Here) -> datetime | None:
    """The instant of "now", of a number of minutes ago or of a time with its offset; None for
    others."""
    if words == "now":
        return here.now
    if at := zoned_instant(words, here.today + _DAY):  # the day may have begun there already
        if at > here.now:
            raise FutureTime(words)
        return at
    minutes = counted_minutes(words.removesuffix(" ago")) if words.endswith(" ago") else None
    return None if minutes is None else (here.now - minutes * _MINUTE).replace(second=0)


def zoned_instant(words: str, latest: date) -> datetime | None:
    """The instant of a time with its offset, on a day until `latest`; None if there is no offset.

    Raises InvalidTime.
    """
    zoned = re.fullmatch(_ZONED, words)
    if zoned is None:
        return None
    named, date = named_date(zoned[1]), iso_date(zoned[1])
    time, offset = written_clock(zoned[2]), written_offset(zoned[3])
    if named and named.year:
        date = day_named(zoned[1], latest)
    if date is None or time is None or offset is None:
        raise unreadable(words)
    at = (midnight_of(date) + time - offset).replace(tzinfo=UTC)
    if not is_recordable(at.timestamp()):
        outside = "before 1970" if at.timestamp() < 0 else "after 2199"
        raise InvalidTime(f"“{words}” is {outside}.")
    return at


def clock_time(words: str, said: str) -> timedelta | None:
    """The time of day, as time since midnight; None where there is none. Raises InvalidTime."""
    if not words:
        return None
    if words.endswith(("noon", "midday", "midnight")):
        return timedelta(hours=0 if words.endswith("midnight") else 12)
    time = written_clock(words)
    if time is None:
        raise InvalidTime(f"“{said}” is not a valid time of day.")
    return time


def _part(words: str, day: str, part: str, clock: timedelta | None, here: Here) -> _Named:
    if day in ("", "the", "at"):
        raise InvalidTime(f"“{words}” could be any day's; “this {part}” or “yesterday {part}”?")
    if day == "last" and part not in ("evening", "night"):
        raise unreadable(words)
    named = {"this": here.today, "last": here.today - _DAY}
    if part == "night" and here.hour < NIGHT_ENDS:  # the night that is not over yet
        named["this"] -= _DAY
    midnight = midnight_of(named.get(day) or day_named(day, here.today))
    if clock is None:
        start, end, hour = (midnight + timedelta(hours=hours) for hours in PARTS[part])
        return _Named(hour, (start, end))
    return _Named(midnight + clock_in_part(clock, part, words))


def clock_in_part(clock: timedelta, part: str, said: str) -> timedelta:
    """A time of day since the midnight that its part belongs to: 25 hours for 1:00 in the night.

    Raises InvalidTime.
    """
    start, end, _ = (timedelta(hours=hours) for hours in PARTS[part])
    if clock + _DAY < end:
        clock += _DAY
    if not start <= clock < end:
        raise InvalidTime(f"“{said}”: that hour is not in the {part}.")
    return clock


def midnight_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _whole(words: str, named: _Named) -> str:
    """The message for a span, where a moment is needed."""
    if named.window and named.window[1] - named.window[0] > _DAY:
        return f"“{words}” is more than a day; add the day and a time."
    return f"“{words}” is a whole day; add a time."


def unreadable(words: str) -> InvalidTime:
    return InvalidTime(f"“{words}” cannot be read as a time.")
