"""Parse moments to come as a person types them: a small, closed grammar. Pure.

    in 20 min · in two hours · in half an hour
    18:30 · 9pm · noon · midnight                                (the next few hours of today)
    tonight · tonight 23:00 · this evening · tomorrow 9am · tomorrow morning
    friday · this friday · sunday 20:00 · sunday evening · 3 days · in 3 days · in a week 18:30
    24 dec · thu 24 dec 18:00 · 2026-12-24 18:00 · 2026-12-24T18:00Z
    next week · next month · in 2 months                         (the day on which they begin)

A day without a time stands for its evening, 20:00, and so do its evening and its night; a morning
is 09:00, an afternoon 15:00. What is past, what has two readings ("friday" on a Friday, "next
friday", "friday midnight") and what never comes (30 feb, an hour that the clocks skip) is refused,
with words that have one reading. Of an hour that the clocks repeat, the first one to come is meant.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo

from rsense.core.date_phrases import InvalidTime, counted, counted_minutes, dated, short_date
from rsense.core.datetime_phrases import (
    EVENING,
    NIGHT_ENDS,
    PARTS,
    Here,
    clock_in_part,
    clock_time,
    day_part_clock,
    midnight_of,
    plain_words,
    unreadable,
    zoned_instant,
)
from rsense.core.written_times import WEEKDAYS, name_index
from rsense.recordable import YEARS, is_recordable

_DAY = timedelta(days=1)
_LAST = date(YEARS[-1], 12, 31)
_DAYS_ON = {"": 0, "today": 0, "tomorrow": 1, "day after tomorrow": 2}
_PAST = r".*\bago|.*\byesterday\b.*|last .+"


class InvalidComing(InvalidTime):
    """Words that name no time to come, or more than one. The message is for the person."""

    examples = "“in 3 days”, “tomorrow 9am” or “24 dec 18:00”"


def read_coming(text: str, now: datetime, zone: tzinfo | None = None) -> datetime:
    """The moment that the words name, after `now`, with the UTC offset that is in force then.

    `now` is aware; `zone` is where the person is, by default `now`'s own, which knows no clock
    change if it is a mere offset. Raises InvalidComing.
    """
    here = Here.at(now, zone)
    try:
        words = plain_words(text)
        at = _instant(words, here) or _soonest(words, _local(words, here), here)
        if at <= here.now:
            raise InvalidComing(f"“{words}” isn't still to come.")
        if not is_recordable(at.timestamp()):
            raise InvalidComing(f"“{words}” is after {YEARS[-1]}.")
        return here.dressed(at)
    except InvalidTime as error:
        raise InvalidComing(error.why) from None
    except OverflowError:
        raise InvalidComing(f"“{text.strip()}” is too far away.") from None


def _instant(words: str, here: Here) -> datetime | None:
    """The instant of "now", of minutes or hours from now, or of a time with its offset."""
    if words == "now" or re.fullmatch(_PAST, words):
        return here.now
    minutes = counted_minutes(words.removeprefix("in "))
    if minutes is not None:
        return (here.now + timedelta(minutes=minutes)).replace(second=0)
    return zoned_instant(words, _LAST)


def _local(words: str, here: Here) -> datetime:
    """The moment in local time. Raises InvalidTime."""
    day, part, clock = day_part_clock(words)
    time = clock_time(clock, words)
    date = _date("today" if part and day == "this" else day, here.today, words)
    if part:
        return midnight_of(date) + _hour_of_part(words, part, day, time, here)
    if time is None:
        return midnight_of(date) + timedelta(hours=EVENING)
    if clock.endswith("midnight"):  # the one that ends today: it began long ago
        return midnight_of(date) + _DAY
    return midnight_of(date) + time


def _hour_of_part(words: str, part: str, day: str, time: timedelta | None, here: Here) -> timedelta:
    if not day:
        raise InvalidTime(f"“{words}” could be any day's; “this {part}” or “tomorrow {part}”?")
    if time is None:
        return timedelta(hours=min(PARTS[part][2], EVENING))
    inside = clock_in_part(time, part, words)
    if inside > time and day == "this" and here.hour < NIGHT_ENDS:
        raise InvalidTime(f"“{words}” could be this night or the next one; say the day.")
    return inside


def _soonest(words: str, local: datetime, here: Here) -> datetime:
    """The first instant to come with this local time. Raises InvalidTime."""
    found = here.instants(local)
    if not found:
        raise InvalidTime(f"The clocks skip {local:%H:%M} that day.")
    coming = [at for at in found if at > here.now]
    if not coming and local.date() == here.today:
        raise InvalidTime(f"“{words}” means {local:%H:%M}, and that has passed today.")
    if not coming:
        raise InvalidTime(f"“{words}” has passed.")
    return min(coming)


def _date(words: str, today: date, said: str) -> date:
    words = words.removeprefix("on ").removeprefix("the ")
    if words in _DAYS_ON:
        return today + _DAYS_ON[words] * _DAY
    found = _counted(words, today) or _weekday(words, today, said) or dated(words, today, 1)
    if found is None:
        raise unreadable(said)
    return found


def _counted(words: str, today: date) -> date | None:
    """`in 3 days`, `in a month`, `next week`: the day itself, or the day on which it begins."""
    if words == "next week":
        return today + (7 - today.weekday()) * _DAY
    if words == "next month":
        return _months_on(today.replace(day=1), 1)
    number, unit = counted(words.removeprefix("in ")) or (0, "")
    if unit in ("month", "year"):
        return _months_on(today, number * (12 if unit == "year" else 1))
    if unit in ("day", "week"):
        return today + number * (7 if unit == "week" else 1) * _DAY
    return None


def _months_on(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > YEARS[-1]:
        raise OverflowError
    last = date(year + (month == 11), (month + 1) % 12 + 1, 1) - _DAY
    return last.replace(day=min(day.day, last.day))


def _weekday(words: str, today: date, said: str) -> date | None:
    """The next day of this name; today's own and "next friday" have two readings."""
    weekday = name_index(re.sub("^(this|next|coming) ", "", words), WEEKDAYS)
    if weekday is None:
        return None
    nearest = today + (weekday - today.weekday()) % 7 * _DAY
    if nearest == today or words.startswith("next "):
        first = "today" if nearest == today else short_date(nearest)
        raise InvalidTime(
            f"“{said}” could be {first} or {short_date(nearest + 7 * _DAY)}; say the one you mean."
        )
    return nearest
