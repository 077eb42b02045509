"""How far a programme is: derived from the sessions since it was begun. Pure.

Position moves by doing, in the order of the programme. There is nothing beside the records that
could say something else.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from rsense.core.programmes import Programme, Sitting
from rsense.core.records import SessionRecord

AWAY = timedelta(days=7)
"""From here on somebody is welcomed back."""
EARLY = timedelta(hours=6)
"""How much sooner a rest of days is over, so that evenings need not come later and later."""


class Position(NamedTuple):
    """How far a programme is."""

    programme: Programme
    at: int
    """Number of sittings that are done or passed over: the place of the next, from 0."""
    last: datetime | None
    """When the last of them was finished; None before the first."""
    before: str = ""
    """The exercise that was done last, to do it again; empty before the first."""

    @property
    def next(self) -> Sitting | None:
        """The sitting that follows; None when all are done."""
        return self.programme.sitting[self.at] if self.at < len(self.programme.sitting) else None

    @property
    def whole(self) -> bool:
        """Whether nothing is left but what is optional."""
        return all(one.optional for one in self.programme.sitting[self.at :])

    @property
    def opens(self) -> datetime | None:
        """When the next sitting has had its rest; None where there is none to wait for."""
        gap = self.next.gap if self.next else timedelta()
        early = EARLY if gap >= timedelta(days=1) else timedelta()
        return self.last + gap - early if self.last and gap else None

    @property
    def place(self) -> str:
        """`3 of 8`."""
        count = len(self.programme.sitting)
        return f"{min(self.at + 1, count)} of {count}"

    def passed(self) -> Position:
        """The position with the next sitting passed over."""
        return self._replace(at=self.at + 1)


def position(programme: Programme, sessions: Iterable[SessionRecord]) -> Position:
    """The position after these sessions, the oldest first, all since the programme was begun.

    A session counts for the sitting that is next, or for one behind optional ones only.
    """
    at, last, before = 0, None, ""
    for session in sessions:
        for place in range(at, len(programme.sitting)):
            sitting = programme.sitting[place]
            if sitting.exercise == session.exercise and session.outcome == "completed":
                at, last, before = place + 1, session.finished, session.exercise
                break
            if not sitting.optional:
                break
    return Position(programme, at, last, before)
