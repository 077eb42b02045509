"""When rituals come round, and which of them are still to be done today. Pure.

Whether one was done is no field of it: a session says so, of its exercise or about it. So two
devices never disagree, and nothing counts what was left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta, tzinfo

from rsense.core.records import Ritual, SessionRecord
from rsense.core.recurrence import next_occurrence, read_recurrence

_SECOND = timedelta(seconds=1)


def next_time(ritual: Ritual, after: datetime, zone: tzinfo) -> datetime | None:
    """The first moment after another at which it comes round; None while it does not."""
    if ritual.state == "ended" or (ritual.state == "paused" and ritual.until is None):
        return None
    begins = max(after, ritual.at, ritual.until or after)
    return next_occurrence(read_recurrence(ritual.every), ritual.at, begins, zone)


def due_today(
    rituals: Iterable[Ritual], sessions: Collection[SessionRecord], now: datetime, zone: tzinfo
) -> list[tuple[datetime, Ritual]]:
    """The rituals of this day that no session of it has done, each with its moment.

    Those that are still to come stand first, the next one at the top.
    """
    midnight = datetime(now.year, now.month, now.day, tzinfo=zone)
    found = []
    for ritual in rituals:
        at = next_time(ritual, midnight - _SECOND, zone)
        if at and at.date() == now.date() and not is_done(ritual, sessions, now):
            found.append((at, ritual))
    return sorted(found, key=lambda one: (one[0] <= now, one[0], one[1].id))


def is_done(ritual: Ritual, sessions: Iterable[SessionRecord], now: datetime) -> bool:
    """True if a session of this day is about it, or was its exercise to the end."""
    return any(
        ritual.id in session.about
        or (session.exercise == ritual.exercise and session.outcome == "completed")
        for session in sessions
        if session.at.date() == now.date()
    )
