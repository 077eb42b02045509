"""Moments in a person's words: a small, closed grammar of the past. Pure: the clock is passed in.

    15:40 · 3pm · noon                      today
    yesterday 21:00 · monday at 8am · 2 days ago 3pm · 3 nov 14:00 · 2026-11-03 14:00
    this morning · yesterday afternoon · monday evening · last night · last night 2am
    now · 20 min ago · an hour ago

What has two readings is refused, with words that have one: a bare hour that is still to come, a
weekday on that weekday, "last monday". A part of a day stands for one hour of it (`PARTS`); a day
by itself is a span, and no moment. An hour that the clocks repeat is its later one, or its earlier
one while the later is still to come. An hour that they skip is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

EXAMPLES = "“15:40”, “yesterday 21:00” or “20 min ago”"
LONGEST = 60

PARTS = {
    # from, to (hours after the day's midnight), and the hour that stands for it
    "morning": (5, 12, 9),
    "afternoon": (12, 18, 15),
    "evening": (18, 24, 20),
    "night": (18, 30, 23),
}
"""A night belongs to the day on which it began; "last night" began yesterday."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_FIRST_DAY = date(1970, 1, 2)
_MINUTE = timedelta(minutes=1)

_CLOCK = r"(?:[0-9]{1,2}:[0-9]{2} ?[ap]m|[0-9]{1,2} ?[ap]m|[0-9]{1,2}:[0-9]{2}|noon)"
_CLOCK_AFTER = re.compile(rf"(?:^|(?P<day>.*) )(?:at )?(?P<clock>{_CLOCK})")
_CLOCK_BEFORE = re.compile(rf"(?:at )?(?P<clock>{_CLOCK}) (?P<day>.*)")
_CLOCK_PARTS = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))? ?([ap]m)?")
_PART = re.compile(rf"(?:^|(?P<day>.*) )(?:in the )?(?P<part>{'|'.join(PARTS)})")
_AGO = re.compile(
    r"(?P<count>[0-9]{1,4}|an?|half an) ?"
    r"(?:(?P<minutes>min|mins|minutes?)|(?P<hours>h|hrs?|hours?)"
    r"|(?P<days>d|days?)|(?P<weeks>w|weeks?)) ago"
)
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ISO_MONTH = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_ISO_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:z|[+-][0-9]{2}:[0-9]{2})"
)
_NAMED_DAY = re.compile(
    rf"(?:(?P<weekday>{'|'.join(w[:3] for w in _WEEKDAYS)})[a-z]* )?"
    r"(?:(?P<day>[0-9]{1,2}) (?P<month>[a-z]+)|(?P<month_first>[a-z]+) (?P<day_after>[0-9]{1,2}))"
    r"(?: (?P<year>[0-9]{4}))?"
)


class NotAMoment(Exception):
    """Words that name no moment of the past, or more than one. The message is for the person."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Try {EXAMPLES}.")


def moment(text: str, now: datetime, zone: tzinfo | None = None) -> datetime:
    """The moment that the words name, not after `now`, with the offset that was in force then.

    `now` is aware; `zone` is where the person is, by default `now`'s own. Raises NotAMoment.
    """
    return _Reader(now, zone).moment(text)


def span(text: str, now: datetime, zone: tzinfo | None = None) -> tuple[datetime, datetime]:
    """Start and end (exclusive) of what the words name: a minute, a part of a day, a day.

    Also a month (`2026-11`) or a year (`2026`). The end may be after `now`. Raises NotAMoment.
    """
    return _Reader(now, zone).span(text)


@dataclass(frozen=True)
class _Named:
    """What words came to: a day, with a part of it and a time of it where these were named."""

    day: date
    said: str
    part: str | None = None
    clock: time | None = None


class _Reader:
    """The grammar, at one moment in one place."""

    def __init__(self, now: datetime, zone: tzinfo | None) -> None:
        if now.tzinfo is None:
            raise ValueError("now must be aware")
        self.zone = zone or now.tzinfo
        self.now = now.astimezone(self.zone)
        self.today = self.now.date()

    def moment(self, text: str) -> datetime:
        words = _plain(text)
        instant = self._instant(words)
        if instant:
            return instant
        if _ISO_MONTH.fullmatch(words):
            raise NotAMoment(f"“{words}” has many moments.")
        named = self._named(words)
        if named.clock is not None:
            return self._at_clock(named)
        if named.part is None:
            raise NotAMoment(
                f"“{words}” is a whole day. Say when: “{words} 21:00”, or “{words} evening”."
            )
        start, stop, hour = PARTS[named.part]
        begun, _ = self._between(named.day, start, stop, named.said)
        return min(self._past(_local(named.day, hour), named.said, otherwise=self.now), self.now) \
            if begun <= self.now else self._refuse_future(named.said)

    def span(self, text: str) -> tuple[datetime, datetime]:
        raise NotImplementedError
