"""Parts of an ending: changes of measures, the softer text, links to what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from rsense.core import engine
from rsense.core.engine import Session
from rsense.core.engine.results import measures_of
from rsense.core.engine.softer_ending import softer_words
from rsense.core.options import NOT_ALONE
from rsense.core.prompts import SKIPPED
from rsense.core.records import SessionRecord
from rsense.core.script.head import Head
from rsense.ports import Ending, ExerciseLink, MeasureChange
from rsense.services.context import AppContext
from rsense.services.errors import UserError

if TYPE_CHECKING:
    from rsense.core.people import PeopleToCall

AT_START, BACK_THEN = "at the start", "back then"
"""When a first rating was: in this session, or in the one that a follow-up carried it from."""
SOFT_MINUTES = 5
"""A settling exercise that takes no longer is soft enough then."""

BESIDE = (
    "Another version of it was there, from another window or device. It stays beside this one, "
    "where you look back or among what was left half way."
)
FORGOT = "What you answered before that is still in your history. Nothing after it was kept."
KEPT = "Kept. You can look back at it whenever you like."
STOPPED = Ending(
    ("That's it for today. Nothing of it was kept, and no one has to say why it ended.",),
    softer=False,
    next_exercises=(),
)
"""However two people come to stop, or one of them finds that it isn't safe: it looks the same."""
ONLY_DONE = "It's noted that you did this one. There were no answers to keep."


def has_answers(record: SessionRecord) -> bool:
    """True if there is something to look back at: not all of it was read or skipped."""
    said = [one.value for one in record.replies] + [one.value for one in record.unused_replies]
    return any(value not in (None, SKIPPED, ()) for value in said)


def kept_lines(said: Sequence[str], cards: int, *, beside: bool, kept: str) -> tuple[str, ...]:
    """What is said of the records that were written, after what else there is to say of them."""
    one = "One more card is" if cards == 1 else f"{cards} more cards are"
    shelved = f"{one} on your shelves." if cards else ""
    return tuple(filter(None, (*said, shelved, BESIDE if beside else "", kept)))


def measure_changes(session: Session) -> Iterator[MeasureChange]:
    for name, taken in measures_of(session).items():
        step = session.script.head.measure[name].before
        scale = session.script.names[step]
        title = name.replace("_", " ").capitalize()
        since = BACK_THEN if step in session.script.given else AT_START
        yield MeasureChange(title, taken.before, taken.after, scale.low, scale.high, since)


def softer_end(context: AppContext, session: Session) -> tuple[str, PeopleToCall | None]:
    """What the end says first, and people to call below it; nothing where it's an ordinary one."""
    from rsense.services.help_now import people_to_call

    words, kind = softer_words(session), engine.grave_choice(session)
    if speaks_of_danger(context, session) and not engine.people_shown(session):
        words, kind = NOT_ALONE, "crisis"
    return words, people_to_call(context, kind or "crisis") if words else None


def speaks_of_danger(context: AppContext, session: Session) -> bool:
    """Whether words were written that nobody should be left alone with. Nothing is told of two at
    one screen."""
    from rsense.services.help_now import in_danger

    return not session.script.head.people and in_danger(context, engine.said_texts(session))


def needs_people(context: AppContext, session: Session) -> bool:
    """Whether whoever leaves it half way is told of people to call."""
    return engine.needs_people(session) or speaks_of_danger(context, session)


def is_soft(door: ExerciseLink | Head) -> bool:
    return door.stage == "settle" and door.minutes <= SOFT_MINUTES


def exercise_links(context: AppContext, session: Session) -> Sequence[ExerciseLink]:
    doors: list[ExerciseLink] = []
    for name in engine.next_exercises(session):
        # A broken script is left out: it must not spoil the end of this exercise.
        with suppress(UserError):
            head = context.script(name).head
            doors.append(ExerciseLink(name, head.title, head.summary, head.minutes, head.stage))
    return doors
