"""The softer ending, which shows people to call: after a rating that got worse or stays high, and
after a word that nobody should be alone with."""

from __future__ import annotations

from rsense.core.engine.outcome import STILL_HIGH, grave_choice, last_distress, people_shown
from rsense.core.engine.results import measures_of
from rsense.core.engine.session import Session
from rsense.core.options import NOT_ALONE

RISEN = 2
"""A rating worse by so much of ten asks for something softer, as does a distress of STILL_HIGH."""
GOT_WORSE = "That one wasn't right for today. That's not your doing."
STILL_A_LOT = "That's still a lot. You don't have to carry it alone."
"""What is said then, above the people to call."""


def softer_words(session: Session) -> str:
    """What the end says above people to call; empty where it shows none."""
    if grave_choice(session) and not people_shown(session):
        return NOT_ALONE
    if _got_worse(session):
        return GOT_WORSE
    return STILL_A_LOT if (last_distress(session) or 0) >= STILL_HIGH else ""


def shows_people(session: Session) -> bool:
    """True if people to call were shown on the way, or are at the end."""
    shown = people_shown(session) is not None
    return shown or (session.complete and softer_words(session) != "")


def _got_worse(session: Session) -> bool:
    """True if it got worse in this session; what happened in the days before is not its doing."""
    script = session.script
    for name, taken in measures_of(session).items():
        risen = taken.after - taken.before
        worse = risen if taken.better == "lower" else -risen
        before = script.head.measure[name].before
        scale = script.names[before]
        if before not in script.given and worse * 10 >= RISEN * (scale.high - scale.low):
            return True
    return False
