"""The states of `rsense now`: a table of what follows what, and what holds on every way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rsense.core.records import Exchange, Trigger
from rsense.services.now import states
from rsense.services.now.facts import Facts, session_record
from rsense.services.now.states import (
    Answered,
    Asking,
    Choosing,
    Chose,
    Doing,
    Elsewhere,
    Event,
    Finished,
    Happens,
    Rated,
    Rating,
    Settled,
    Settling,
    Softer,
    State,
    Stopped,
    Took,
    Writing,
    Wrote,
    next_state,
    ways_of,
)

AT = datetime(2026, 11, 22, 10, 52, 8, tzinfo=UTC)
TRIGGER = Trigger(id="k3f9a2q7xm", at=AT, what="She is silent.", intensity=6)
SAID = (Exchange("strength", "How strong is it, right now?", 6, "6"),)
HELPED = (Exchange("helped", "Did it help?", ("yes",), "yes"),)
SIX, NINE = Facts(before=6, said=SAID), Facts(before=9)
BREATHED = replace(NINE, tried=("breath",))
DONE = replace(SIX, tried=("journal",))
LOGGED = replace(BREATHED, after=6, trigger=TRIGGER)


def after(facts: Facts, strength: int) -> Facts:
    return replace(facts, after=strength)


TABLE: dict[str, tuple[State, Event, State]] = {
    "at nine the breath begins": (Asking(), Answered(9), Settling(BREATHED)),
    "at seven too": (Asking(), Answered(7), Settling(Facts(before=7, tried=("breath",)))),
    "at six what helps is asked": (Asking(), Answered(6, said=SAID), Choosing(SIX)),
    "not rated": (Asking(), Answered(), Choosing()),
    "a logged trigger is not asked of": (
        Asking(),
        Answered(4, TRIGGER),
        Choosing(Facts(before=4, trigger=TRIGGER)),
    ),
    "after the breath it is rated": (Settling(BREATHED), Settled(), Rating(BREATHED)),
    "something else than the breath": (Settling(BREATHED), Chose(states.ELSE), Elsewhere(BREATHED)),
    "from the breath to the people": (
        Settling(BREATHED),
        Chose(states.PEOPLE),
        Softer(BREATHED, states.PEOPLE),
    ),
    "from the breath to the log": (Settling(BREATHED), Chose(states.LOG), Writing(BREATHED)),
    "feet on the floor": (
        Elsewhere(BREATHED),
        Chose(states.FEET),
        Settling(replace(BREATHED, tried=("breath", "feet")), "feet"),
    ),
    "the five senses": (
        Elsewhere(NINE),
        Chose(states.SENSES),
        Doing(replace(NINE, tried=("five-senses",)), "five-senses"),
    ),
    "none of it": (Elsewhere(NINE), Chose(states.NONE), Softer(NINE, states.NONE)),
    "what happens": (Choosing(SIX), Happens("tone"), Choosing(replace(SIX, happening="tone"))),
    "an exercise that fits": (Choosing(SIX), Took("journal"), Doing(DONE, "journal")),
    "an exercise is rated": (
        Doing(DONE, "journal"),
        Finished(session="abc", strength=3),
        Rating(replace(DONE, sessions=("abc",)), exercise=True, strength=3),
    ),
    "easier": (Rating(BREATHED), Rated(6), Choosing(after(BREATHED, 6))),
    "a little worse": (Rating(DONE), Rated(7), Choosing(after(DONE, 7))),
    "worse by two": (
        Rating(Facts(before=3)),
        Rated(5),
        Softer(Facts(before=3, after=5), states.WORSE),
    ),
    "worse, it is said": (
        Rating(DONE, exercise=True),
        Rated(2, "worse"),
        Softer(after(DONE, 2), states.WORSE),
    ),
    "still very strong": (
        Rating(BREATHED),
        Rated(8),
        Softer(after(BREATHED, 8), states.STILL_STRONG),
    ),
    "strong, and nothing to compare it with": (Rating(), Rated(7), Choosing(Facts(after=7))),
    "not rated again": (Rating(BREATHED), Rated(), Choosing(BREATHED)),
    "the breath made it worse": (
        Choosing(after(BREATHED, 6)),
        Chose(states.WORSE),
        Softer(after(BREATHED, 6), states.WORSE),
    ),
    "something is written": (
        Writing(after(BREATHED, 6)),
        Wrote(TRIGGER, "If, then."),
        Choosing(replace(LOGGED, plan="If, then.")),
    ),
    "a plan is shown once": (
        Choosing(replace(LOGGED, plan="If, then.")),
        Chose(states.PEOPLE),
        Softer(LOGGED, states.PEOPLE),
    ),
    "a plan": (Choosing(LOGGED), Chose(states.PLAN), states.Planning(LOGGED)),
    "more into the log": (Choosing(LOGGED), Chose(states.MORE), states.Logging(LOGGED)),
    "enough": (Choosing(LOGGED), Chose(states.STOP), Stopped(LOGGED)),
    "enough of it": (Softer(LOGGED), Chose(states.STOP), Stopped(LOGGED)),
}


def test_next_state() -> None:
    for name, (state, event, expected) in TABLE.items():
        assert next_state(state, event) == expected, name


def test_an_event_that_a_state_does_not_have_is_refused() -> None:
    for state, event in (
        (Stopped(), Chose("stop")),
        (states.Planning(), Chose(states.ELSE)),
        (Choosing(SIX), Chose(states.STOP)),
        (Softer(why=states.WORSE), Chose(states.BREATH)),
        (Asking(), Chose(states.STOP)),
        (Choosing(), Rated(3)),
    ):
        with pytest.raises(ValueError, match="can't follow"):
            next_state(state, event)


def test_record_is_about_the_trigger_and_every_session() -> None:
    facts = replace(LOGGED, said=(*SAID, *HELPED), sessions=("abc", "def"))
    record = session_record(facts, id="ghi", at=AT, finished=AT - timedelta(hours=1))
    assert record.about == (TRIGGER.id, "abc", "def")
    assert (record.at, record.finished) == (AT, AT)
    assert record.replies == (*SAID, *HELPED)
    assert record.measures["distress"] == (9, 6, "lower")


STRENGTHS = st.none() | st.integers(0, 10)
ANSWERS = st.lists(
    st.builds(Exchange, st.just("x"), st.text(), st.just("x"), st.text()), max_size=3
).map(tuple)


def offered(state: State, data: st.DataObject) -> Event:
    """Something that a person can do in a state."""
    said = data.draw(ANSWERS)
    match state:
        case Asking():
            trigger = data.draw(st.sampled_from([None, TRIGGER]))
            return Answered(data.draw(STRENGTHS), trigger, said=said)
        case Doing():
            return Finished(session="x", strength=data.draw(STRENGTHS))
        case Rating(strength=strength):
            strength = data.draw(STRENGTHS) if strength is None else strength
            helped = data.draw(st.sampled_from(["", "yes", "no", "worse"]))
            return Rated(strength, helped, said=said)
        case Writing():
            return Wrote(data.draw(st.sampled_from([None, TRIGGER])))
    events: list[Event] = [Chose(way) for way in ways_of(state)]
    if isinstance(state, Settling):
        events.append(Settled(said=said))
    if isinstance(state, Choosing):
        asks = states.asks_what_happens(state.facts)
        events.append(Happens("tone") if asks else Took("journal"))
    return data.draw(st.sampled_from(events))


def leaving(state: State) -> Event:
    """What somebody does who has had enough."""
    match state:
        case Asking():
            return Answered()
        case Settling():
            return Settled()
        case Doing():
            return Finished(session="x", strength=None)
        case Rating():
            return Rated()
        case Writing():
            return Wrote()
    ways = ways_of(state)
    return Chose(states.STOP if states.STOP in ways else states.NONE)


def walk(data: st.DataObject, most: int = 30) -> Iterator[tuple[State, Event]]:
    """One way through `now`, as somebody might go it; after `most` steps they have had enough."""
    state: State = Asking()
    for number in range(most + 5):
        if isinstance(state, states.End):
            return
        event = offered(state, data) if number < most else leaving(state)
        yield state, event
        state = next_state(state, event)
    assert isinstance(state, states.End), f"no end in sight: {state}"


@given(st.data())
def test_every_way_ends_and_says_everything_once_and_in_order(data: st.DataObject) -> None:
    way = list(walk(data))
    assert [isinstance(state, Asking) for state, _ in way].count(True) == 1
    last, event = way[-1]
    assert next_state(last, event).facts.said == tuple(one for _, e in way for one in e.said)


@given(st.data())
def test_what_is_strong_is_never_asked_before_something_helps(data: st.DataObject) -> None:
    (_, event), *rest = walk(data)
    assert isinstance(event, Answered)
    if event.strength is not None and event.strength >= 7:
        assert isinstance(rest[0][0], Settling)
