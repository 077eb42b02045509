"""The states of `rsense now`, and what leads from each to the next.

Help comes first: a strong feeling is followed at once by a breath, and everything that is asked,
logged or thought through is an offer after it. Pure: a frontend runs the activity of a state, and
its result is an event. Saving and opening activities are in `flow`.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from rsense.core.engine.outcome import STILL_HIGH
from rsense.core.engine.softer_ending import RISEN
from rsense.core.records import Exchange, Trigger
from rsense.insight.suggestions import BODY_FIRST
from rsense.services.now.facts import Facts

# Ways: the options of `forms/now-ways.toml`.
BREATH: Final = "breath"
FEET: Final = "feet"
SENSES: Final = "senses"
ELSE: Final = "else"
LOG: Final = "log"
MORE: Final = "more"
"""In place of LOG once something is written."""
PLAN: Final = "plan"
PEOPLE: Final = "people"
WORSE: Final = "worse"
NONE: Final = "none"
BACK: Final = "back"
STOP: Final = "stop"

SETTLING = (BREATH, FEET)
SENSES_EXERCISE = "five-senses"
STILL_STRONG: Final = "still strong"


# States


class _State(Struct, frozen=True):
    facts: Facts = Facts()


class Asking(_State, frozen=True):
    """How strong it is: the only question before something helps."""


class Settling(_State, frozen=True):
    """Two minutes for the body, a breath or feet on the floor."""

    what: str = BREATH


BREATHING = Settling(Facts(tried=(BREATH,)))
"""The breath that begins at once: not even how strong it is stands before it."""


class Elsewhere(_State, frozen=True):
    """Something else for the body, in place of the breath."""


class Choosing(_State, frozen=True):
    """What is happening, or what fits it, and the other ways on."""


class Doing(_State, frozen=True):
    """An exercise is done."""

    exercise: str = ""


class Rating(_State, frozen=True):
    """How strong it is afterwards, and after an exercise whether it helped."""

    exercise: bool = False
    strength: int | None = None
    """As rated at the exercise's own end; None where it did not ask."""


class Softer(_State, frozen=True):
    """One warm sentence, and people to call in place."""

    why: str = PEOPLE
    """WORSE, STILL_STRONG, NONE, or PEOPLE where the person asked for them."""


class Writing(_State, frozen=True):
    """What happened and how it feels, for the log."""


class Planning(_State, frozen=True):
    """A plan for next time; nothing follows."""


class Logging(_State, frozen=True):
    """More about the trigger in the log; nothing follows."""


class Returning(_State, frozen=True):
    """Something that comes back is taken up; nothing follows."""


class Stopped(_State, frozen=True):
    """That was all."""


End: TypeAlias = Planning | Logging | Returning | Stopped
Open: TypeAlias = Asking | Settling | Elsewhere | Choosing | Doing | Rating | Softer | Writing
State: TypeAlias = Open | End


# Events


class _Event(Struct, frozen=True, kw_only=True):
    said: tuple[Exchange, ...] = ()
    """What was answered in the state."""


class Answered(_Event, frozen=True):
    """The first question was answered or skipped, or a logged trigger answers it."""

    strength: int | None = None
    trigger: Trigger | None = None


class Settled(_Event, frozen=True):
    """The two minutes are over, or the person ended them."""


class Chose(_Event, frozen=True):
    """One of the ways that a state offers."""

    way: str


class Happens(_Event, frozen=True):
    """What is happening, a value of `suggestions/now.toml`."""

    happening: str


class Took(_Event, frozen=True):
    """An exercise that fits, by its id."""

    exercise: str


class Finished(_Event, frozen=True):
    """An exercise is over."""

    session: str
    strength: int | None
    """As it rated the distress at its end; None where it did not ask."""


class Rated(_Event, frozen=True):
    """The questions after it were answered, or skipped."""

    strength: int | None = None
    helped: str = ""
    """A value of `forms/now-after.toml`; empty where it was skipped."""


class Wrote(_Event, frozen=True):
    """Something was written into the log, or skipped."""

    trigger: Trigger | None = None
    plan: str = ""


Event: TypeAlias = Answered | Settled | Chose | Happens | Took | Finished | Rated | Wrote


def next_state(state: State, event: Event) -> State:
    """The state that follows. Raises ValueError for an event that the state does not have."""
    facts = replace(state.facts, said=(*state.facts.said, *event.said))
    match state, event:
        case Asking(), Answered():
            facts = replace(facts, before=event.strength, trigger=event.trigger)
            return _begun(facts, BREATH) if is_strong(facts) else Choosing(facts)
        case Settling(), Settled():
            return Rating(facts)
        case Choosing(), Happens():
            return Choosing(replace(facts, happening=event.happening))
        case Choosing(), Took():
            return _doing(facts, event.exercise)
        case Doing(), Finished():
            done = replace(facts, sessions=(*facts.sessions, event.session))
            return Rating(done, exercise=True, strength=event.strength)
        case Rating(), Rated():
            after = facts.after if event.strength is None else event.strength
            return _rated(facts, replace(facts, after=after), event)
        case Writing(), Wrote():
            return Choosing(replace(facts, trigger=event.trigger, plan=event.plan))
        case ((Settling() | Elsewhere() | Choosing() | Softer()), Chose()) if event.way in ways_of(
            state
        ):
            return _way(replace(facts, plan=""), event.way)
    raise ValueError(f"{event} can't follow {state}")


def ways_of(state: State) -> tuple[str, ...]:
    """The ways that a state offers, beside what is happening and what fits it."""
    facts = state.facts
    log = MORE if facts.trigger else LOG
    match state:
        case Settling():
            return (ELSE, log, PEOPLE)
        case Elsewhere():
            return (FEET, SENSES, BREATH, log, PEOPLE, NONE)
        case Softer(why=why):
            breath = (BREATH,) if why == PEOPLE else ()
            return (FEET, *breath, log, STOP)
        case Choosing() if not (facts.tried or facts.trigger):
            return (BREATH, log, PEOPLE, NONE)
        case Choosing():
            settled = bool(facts.tried) and facts.tried[-1] in SETTLING
            worse = (WORSE,) if settled and facts.after is not None else ()
            back = (BACK,) if facts.tried and not is_strong(facts) else ()
            return (log, PLAN, PEOPLE, *worse, *back, STOP)
    return ()


def is_strong(facts: Facts) -> bool:
    """Whether the body comes first: thinking is hard then."""
    return facts.strength is not None and facts.strength >= BODY_FIRST


def asks_what_happens(facts: Facts) -> bool:
    """Whether what is happening is asked: not where something was done, written or said of it."""
    return not (facts.happening or facts.tried or facts.trigger)


def _begun(facts: Facts, what: str) -> Settling:
    return Settling(replace(facts, tried=(*facts.tried, what)), what)


def _doing(facts: Facts, exercise: str) -> Doing:
    return Doing(replace(facts, tried=(*facts.tried, exercise), plan=""), exercise)


def _way(facts: Facts, way: str) -> State:
    match way:
        case "breath" | "feet":
            return _begun(facts, way)
        case "senses":
            return _doing(facts, SENSES_EXERCISE)
        case "else":
            return Elsewhere(facts)
        case "log":
            return Writing(facts)
        case "more":
            return Logging(facts)
        case "plan":
            return Planning(facts)
        case "people" | "worse" | "none":
            return Softer(facts, way)
        case "back":
            return Returning(facts)
    return Stopped(facts)


def _rated(before: Facts, facts: Facts, rated: Rated) -> State:
    """Softer where it got worse, or is still very strong."""
    if rated.helped == WORSE:
        return Softer(facts, WORSE)
    if rated.strength is None:
        return Choosing(facts)
    if before.strength is not None and rated.strength - before.strength >= RISEN:
        return Softer(facts, WORSE)
    return Softer(facts, STILL_STRONG) if rated.strength >= STILL_HIGH else Choosing(facts)
