"""The records of a stretch of days that insights are about. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from rsense.core.fold import fold
from rsense.core.records import FollowUp, Record, SessionRecord, Trigger

WEEKS = 26
"""Weeks that insights look back, where nothing else is asked for."""
SPANS = (8, WEEKS, 52)
"""Weeks that a person can turn to, one after the other."""


class Selection(NamedTuple):
    """What was noted and done from one day to another, the oldest first."""

    first: date
    last: date
    """Both are included, by the clock of wherever a record was made."""
    hard: tuple[Trigger, ...] = ()
    good: tuple[Trigger, ...] = ()
    """Good moments."""
    sessions: tuple[SessionRecord, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    to_come: int = 0
    """Notes of a day after the last one: left out."""

    @property
    def rated(self) -> tuple[Trigger, ...]:
        """The hard notes that have a strength."""
        return tuple(note for note in self.hard if note.intensity is not None)


def monday(day: date) -> date:
    """The first day of its calendar week."""
    return day - timedelta(days=day.weekday())


def first_day(today: date, weeks: int) -> date:
    """The Monday from which so many calendar weeks, this one included, are looked at."""
    return monday(today) - timedelta(weeks=min(weeks, monday(today).toordinal() // 7) - 1)


def select(records: Iterable[Record], first: date, last: date, who: str = "") -> Selection:
    """The records of these days; with `who`, notes about that person and what belongs to them.

    Versions of one record, written on two devices, count once: the one that comes first.
    """
    person = fold(who.strip().removeprefix("@"))
    hard: list[Trigger] = []
    good: list[Trigger] = []
    sessions: list[SessionRecord] = []
    follow_ups: list[FollowUp] = []
    seen: set[str] = set()
    to_come = 0
    for record in records:
        day = record.at.date()
        if day < first or record.id in seen:
            continue
        match record:
            case Trigger() if person and fold(record.who).strip() != person:
                continue
            case Trigger() if day > last:
                to_come += 1
            case Trigger():
                (good if record.is_good else hard).append(record)
            case SessionRecord() if day <= last:
                sessions.append(record)
            case FollowUp():
                # Two versions of a prediction are for the ledger to tell apart.
                follow_ups.append(record)
                continue
            case _:
                continue
        seen.add(record.id)
    if person:
        about = {note.id for note in (*hard, *good)}
        sessions = [one for one in sessions if about & {*one.about}]
        follow_ups = [one for one in follow_ups if about & {*one.about}]
    return Selection(
        first,
        last,
        tuple(sorted(hard, key=_moment)),
        tuple(sorted(good, key=_moment)),
        tuple(sorted(sessions, key=_moment)),
        tuple(sorted(follow_ups, key=_moment)),
        to_come,
    )


def _moment(record: Record) -> tuple[float, str]:
    return record.at.timestamp(), record.id
