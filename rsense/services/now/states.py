"""The states of `rsense now`, and what leads from each to the next.

Pure: a frontend runs the activity of a state, and its result is an event. Saving and opening
activities are in `flow`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from rsense.core.records import Exchange, MeasureTaken, SessionRecord, Trigger
from rsense.services.exercise.endings import RISEN, STILL_HIGH

TITLE = "Right now"

STOP: Final = "stop"
ELSE, PLAN, LOG = "else", "plan", "log"
QUIET_MINUTE, PEOPLE = "quiet minute", "people"


class Facts(Struct, frozen=True):
    """What the person said so far, and what was tried."""

    happening: str = ""
    """A value of `forms/now-before.toml`, or own words."""
    strength: int | None = None
    """0 to 10, as rated last; None where it was not rated."""
    trigger: Trigger | None = None
    in_own_words: bool = False
    """Whether the trigger is in the person's own words, not the label of an option."""
    said: tuple[Exchange, ...] = ()
    """Answers that are not in a session record yet."""
    tried: tuple[str, ...] = ()
    """Exercises that were begun, oldest first."""

    @property
    def about(self) -> tuple[str, ...]:
        """The ids of what it is about."""
        return (self.trigger.id,) if self.trigger else ()


# States


class _State(Struct, frozen=True):
    facts: Facts = Facts()


class Asking(_State, frozen=True):
    """What is happening, how strong it is, what set it off."""


class Choosing(_State, frozen=True):
    """One suggestion of a few, or none of them."""

    plan: str = ""
    """The person's own plan for this, to be shown once."""


class Doing(_State, frozen=True):
    """An exercise is done."""

    exercise: str = ""


class Rating(_State, frozen=True):
    """How strong it is after an exercise, and whether that helped."""

    session: str = ""
    """The id of the exercise's session."""
    strength: int | None = None
    """As rated at the exercise's own end; None where it did not ask."""


class Next(_State, frozen=True):
    """The ways on, where it did not get worse."""


class Softer(_State, frozen=True):
    """The softer ways on, where it got worse or is still very strong."""


class Planning(_State, frozen=True):
    """A plan for next time; nothing follows."""


class Logging(_State, frozen=True):
    """More about the trigger in the log; nothing follows."""


class Resting(_State, frozen=True):
    """A quiet minute; nothing follows."""


class Calling(_State, frozen=True):
    """People to call; nothing follows."""


class Stopped(_State, frozen=True):
    """That was all."""


End: TypeAlias = Planning | Logging | Resting | Calling | Stopped
State: TypeAlias = Asking | Choosing | Doing | Rating | Next | Softer | End


# Events


class Answered(Struct, frozen=True):
    """The first questions were answered, or skipped."""

    facts: Facts
    plan: str = ""


class Chose(Struct, frozen=True):
    """One of the ways that a state offers, or the id of an exercise."""

    way: str


class Finished(Struct, frozen=True):
    """An exercise is over."""

    session: str
    strength: int | None
    """As it rated the distress at its end; None where it did not ask."""


class Rated(Struct, frozen=True):
    """The questions after an exercise were answered, or skipped."""

    strength: int | None
    helped: str
    """A value of `forms/now-after.toml`; empty where it was skipped."""
    said: tuple[Exchange, ...] = ()


Event: TypeAlias = Answered | Chose | Finished | Rated

NEXT_WAYS: Mapping[str, type[Choosing | End]] = {
    ELSE: Choosing,
    PLAN: Planning,
    LOG: Logging,
    STOP: Stopped,
}
"""The options of `forms/now-next.toml`."""
SOFTER_WAYS: Mapping[str, type[End]] = {QUIET_MINUTE: Resting, PEOPLE: Calling, STOP: Stopped}
"""The options of `forms/now-softer.toml`."""


def next_state(state: State, event: Event) -> State:
    """The state that follows. Raises ValueError for an event that the state does not have."""
    facts = state.facts
    match state, event:
        case Asking(), Answered():
            return Choosing(event.facts, event.plan)
        case Choosing(), Chose():
            if event.way == STOP:
                return Stopped(facts)
            return Doing(replace(facts, tried=(*facts.tried, event.way)), event.way)
        case Doing(), Finished():
            return Rating(facts, event.session, event.strength)
        case Rating(), Rated():
            later = replace(facts, strength=event.strength, said=())
            return Softer(later) if needs_softer(facts.strength, event) else Next(later)
        case Next(), Chose() if event.way in NEXT_WAYS:
            return NEXT_WAYS[event.way](facts)
        case Softer(), Chose() if event.way in SOFTER_WAYS:
            return SOFTER_WAYS[event.way](facts)
    raise ValueError(f"{event} cannot follow {state}")


def needs_softer(before: int | None, rated: Rated) -> bool:
    """Whether it got worse, or is still very strong."""
    after = rated.strength
    if rated.helped == "worse":
        return True
    return after is not None and (
        after >= STILL_HIGH or (before is not None and after - before >= RISEN)
    )


def session_record(
    rating: Rating, rated: Rated, *, id: str, at: datetime, finished: datetime
) -> SessionRecord:
    """The before and after of one exercise, about the trigger and the exercise's session."""
    before, after = rating.facts.strength, rated.strength
    measures: dict[str, MeasureTaken] = {}
    if before is not None and after is not None:
        measures["distress"] = MeasureTaken(before=before, after=after)
    return SessionRecord(
        id=id,
        at=at,
        exercise="now",
        title=TITLE,
        finished=max(finished, at),
        outcome="completed",
        replies=(*rating.facts.said, *rated.said),
        measures=measures,
        about=tuple(filter(None, (*rating.facts.about, rating.session))),
    )
