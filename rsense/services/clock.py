"""The machine's local time and time zone, and moments in a person's words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from rsense.recordable import with_recordable_offset


def when_words(at: datetime, now: datetime) -> str:
    """`today 15:40`, `yesterday 21:00`, `tomorrow 9:00`, `Sat 21 Nov 2025 15:00`.

    In the time of the place where it was written, so that an evening stays an evening; what is to
    come is told by the clocks of here.
    """
    at = by_clocks_here(at, now)
    days = (now.date() - at.date()).days
    if days == 0:
        return f"today {at:%H:%M}"
    if days in (1, -1):
        return f"{'yesterday' if days == 1 else 'tomorrow'} {at:%H:%M}"
    return f"{at:%a} {at.day} {at:%b}{f' {at.year}' if at.year != now.year else ''} {at:%H:%M}"


def by_clocks_here(at: datetime, now: datetime) -> datetime:
    """A moment as it was written; by the clocks of here if it is to come, or reads as if so."""
    ahead = at > now or at.replace(tzinfo=None) > now.replace(tzinfo=None)
    return _here(at) if ahead else at


def local_now(now: datetime | None = None) -> datetime:
    """The present moment, or another, in this machine's local time, to the second.

    In UTC where the machine is set to a zone that is a day or more away from it.
    """
    return with_recordable_offset(_here(now or datetime.now(UTC)))


class MachineZone(tzinfo):
    """The time zone this machine is set to (TZ, or its own), past offsets included.

    Python asks the C library for them whenever a naive time is made aware. That needs no list of
    zones, and is the clock that `fast_log` reads.
    """

    def utcoffset(self, at: datetime | None, /) -> timedelta | None:
        return _here(at.replace(tzinfo=None)).utcoffset() if at else None

    def dst(self, at: datetime | None, /) -> timedelta | None:
        return None

    def tzname(self, at: datetime | None, /) -> str | None:
        return _here(at.replace(tzinfo=None)).tzname() if at else None

    def fromutc(self, at: datetime, /) -> datetime:
        local = _here(at.replace(tzinfo=UTC))
        naive = local.replace(tzinfo=None)
        repeated = _here(naive).utcoffset() != local.utcoffset()
        return naive.replace(tzinfo=self, fold=int(repeated))


def _here(at: datetime) -> datetime:
    """The moment by this machine's clocks; in UTC where Python cannot hold their offset."""
    try:
        return at.astimezone()
    except ValueError:
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
