"""When rituals come round, and which of them are still to be done today. Pure.

Whether one was done is no field of it: a session says so, of its exercise or about it. So two
devices never disagree, and nothing counts what was left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta, tzinfo

from rsense.core.records import Ritual, SessionRecord
from rsense.core.recurrence import next_occurrence, read_recurrence

_SECOND = timedelta(seconds=1)
_NIGHT = timedelta(hours=4)
"""Until then an evening goes on: what was done past midnight was done that evening."""


def next_time(ritual: Ritual, after: datetime, zone: tzinfo) -> datetime | None:
    """The first moment after another at which it comes round; None while it does not."""
    if ritual.state == "ended" or (ritual.state == "paused" and ritual.until is None):
        return None
    begins = max(after, ritual.at, ritual.until or after)
    return next_occurrence(read_recurrence(ritual.every), ritual.at, begins, zone)


def day_of(at: datetime) -> date:
    """The day that a moment belongs to."""
    return (at.replace(tzinfo=None) - _NIGHT).date()


def due_today(
    rituals: Iterable[Ritual], sessions: Collection[SessionRecord], now: datetime, zone: tzinfo
) -> list[tuple[datetime, Ritual]]:
    """The rituals of this day that no session of it has done, each with its moment.

    Those that are still to come stand first, the next one at the top.
    """
    midnight, here = datetime(now.year, now.month, now.day, tzinfo=zone), (now.date(), day_of(now))
    found = []
    for ritual in rituals:
        at = next_time(ritual, midnight - _SECOND, zone)
        if at and (at.date(), day_of(at)) == here and not is_done(ritual, sessions, now):
            found.append((at, ritual))
    return sorted(found, key=lambda one: (one[0] <= now, one[0], one[1].id))


def is_done(ritual: Ritual, sessions: Iterable[SessionRecord], now: datetime) -> bool:
    """True if a session of this day is about it, or was its exercise to the end."""
    return any(
        ritual.id in session.about
        or (session.exercise == ritual.exercise and session.outcome == "completed")
        for session in sessions
        if day_of(session.at) == day_of(now)
    )
