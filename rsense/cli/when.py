"""Moments in a person's words, and where this machine's clocks are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo


def when_words(at: datetime, now: datetime) -> str:
    """`today 15:40`, `yesterday 21:00`, `Sat 21 Nov 15:00`, `Sat 21 Nov 2025 15:00`.

    In the time of the place where it was written, so that an evening stays an evening.
    """
    days = (now.date() - at.date()).days
    if days == 0:
        return f"today {at:%H:%M}"
    if days == 1:
        return f"yesterday {at:%H:%M}"
    return f"{at:%a} {at.day} {at:%b}{f' {at.year}' if at.year != now.year else ''} {at:%H:%M}"


class MachineZone(tzinfo):
    """The time zone this machine is set to (TZ, or its own), past offsets included.

    Python asks the C library for them whenever a naive time is made aware. That needs no list of
    zones, and is the same clock that the quick path reads.
    """

    def utcoffset(self, at: datetime | None, /) -> timedelta | None:
        return at.replace(tzinfo=None).astimezone().utcoffset() if at else None

    def dst(self, at: datetime | None, /) -> timedelta | None:
        return None

    def tzname(self, at: datetime | None, /) -> str | None:
        return at.replace(tzinfo=None).astimezone().tzname() if at else None

    def fromutc(self, at: datetime, /) -> datetime:
        local = at.replace(tzinfo=UTC).astimezone()
        naive = local.replace(tzinfo=None)
        repeated = naive.astimezone().utcoffset() != local.utcoffset()
        return naive.replace(tzinfo=self, fold=int(repeated))
