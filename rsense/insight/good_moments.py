"""Good moments beside hard ones, in all and with each person. Pure."""

from __future__ import annotations

from typing import NamedTuple

from rsense.core.records import Trigger
from rsense.insight.selection import Selection
from rsense.insight.triggers import counted


class Beside(NamedTuple):
    """Notes of good moments, and of hard ones."""

    who: str
    """A person; empty for all notes."""
    good: int
    hard: int


def good_beside_hard(selection: Selection) -> tuple[Beside, ...]:
    """All notes first, then each person of a good one, the most frequent first; none without."""
    if not selection.good:
        return ()
    good = {one.key: one.notes for one in counted(selection.good, _who)}
    every = counted((*selection.good, *selection.hard), _who)
    people = (Beside(one.label, good.get(one.key, 0), one.notes) for one in every)
    return (
        Beside("", len(selection.good), len(selection.hard)),
        *(one._replace(hard=one.hard - one.good) for one in people if one.good),
    )


def _who(note: Trigger) -> tuple[str]:
    return (note.who,)
