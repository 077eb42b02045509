"""Programmes: which one somebody is on, how far it is, and what can be done with it.

A `PathMark` is written as a programme is begun, rests, is put away or taken up again; how far it is
comes from the sessions since it was begun (`insight/programme_position.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from rsense.core.records import PathMark, SessionRecord
from rsense.core.sanitize import one_line
from rsense.insight.programme_position import Position, position
from rsense.services.context import AppContext
from rsense.services.over_time.follow_ups import quiet_until

ON_HOME = timedelta(days=30)
"""How long a programme that nobody goes on with has its line on home: it must not nag."""
FORGOTTEN = timedelta(days=2 * 365)
"""After how long without a mark nobody is on a programme: the names of many years stay unread."""


class Standing(NamedTuple):
    """The programme that somebody is on."""

    begun: PathMark
    mark: PathMark
    """The newest of it."""
    position: Position | None
    """None where its file is gone, or cannot be read."""

    @property
    def name(self) -> str:
        return self.mark.programme

    @property
    def title(self) -> str:
        known = self.position.programme.title if self.position else ""
        return one_line(known or self.mark.title or self.name)

    def rests_until(self, now: datetime) -> datetime | None:
        """The end of a rest that is not over; a sitting ends it too."""
        until, last = self.mark.until, self.position and self.position.last
        over = self.mark.did != "resting" or until is None or until <= now
        return None if over or (last and last > self.mark.at) else until

    def last_sign(self) -> datetime:
        """When anything was done about it, or the end of its rest."""
        done = self.position and self.position.last
        signs = (self.mark.at, self.mark.until, done)
        return max(sign for sign in signs if sign is not None)


def standing(context: AppContext, name: str = "") -> Standing | None:
    """The programme that somebody is on, or how one of this name stands; None if there is none."""
    since = context.now() - FORGOTTEN
    marks = [found.record for found in context.records.newest("path", since=since)]
    mine = [mark for mark in marks if isinstance(mark, PathMark) and name in ("", mark.programme)]
    if not mine or (not name and mine[0].did == "away"):
        return None
    same = [mark for mark in mine if mark.programme == mine[0].programme]
    begun = next((mark for mark in same if mark.did == "begun"), same[-1])
    programme = context.library.programmes.get(begun.programme)
    if programme is None:
        return Standing(begun, mine[0], None)
    done = reversed([*_sessions(context, begun.at)])
    return Standing(begun, mine[0], position(programme, done))


def _sessions(context: AppContext, since: datetime) -> Iterator[SessionRecord]:
    for found in context.records.newest("session"):
        if found.record.at < since:
            return
        if isinstance(found.record, SessionRecord):
            yield found.record


def home_line(context: AppContext) -> str:
    """The next sitting in a line, where one is ready; empty else, and on a hard evening."""
    here, now = standing(context), context.now()
    if here is None or here.position is None or here.position.whole or here.rests_until(now):
        return ""
    opens, sitting = here.position.opens, here.position.next
    if sitting is None or (opens and opens > now) or now - here.last_sign() > ON_HOME:
        return ""
    if quiet_until(context):
        return ""
    return f"{here.title}, {here.position.place}: {context.library.title(sitting.exercise)}"
