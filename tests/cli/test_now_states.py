"""The states of `rsense now`: a table of what follows what, and what holds on every way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rsense.core.records import Exchange, Trigger
from rsense.services.now import states
from rsense.services.now.states import Chose, Event, Facts, Rated, State, next_state

AT = datetime(2026, 11, 22, 10, 52, 8, tzinfo=UTC)
TRIGGER = Trigger(id="k3f9a2q7xm", at=AT, what="She is silent.", intensity=6)
SAID = (Exchange("strength", "How strong is it, right now?", 6, "6"),)
HELPED = (Exchange("helped", "Did it help?", ("yes",), "yes"),)
FACTS = Facts("tone", 6, TRIGGER, in_own_words=True, said=SAID)
TRIED = replace(FACTS, tried=("journal",))
LATER = replace(TRIED, said=())


def tried(strength: int | None) -> Facts:
    """The facts before an exercise is rated."""
    return replace(TRIED, strength=strength)


def later(strength: int | None) -> Facts:
    """The facts after it was rated: what was said is in a record."""
    return replace(LATER, strength=strength)


def rated(strength: int | None, helped: str = "yes") -> Rated:
    return Rated(strength, helped, HELPED)


TABLE: dict[str, tuple[State, Event, State]] = {
    "the answers lead to suggestions": (
        states.Asking(),
        states.Answered(FACTS, "If, then."),
        states.Choosing(FACTS, "If, then."),
    ),
    "a suggestion is done": (
        states.Choosing(FACTS),
        Chose("journal"),
        states.Doing(TRIED, "journal"),
    ),
    "none of them is no": (states.Choosing(FACTS), Chose("stop"), states.Stopped(FACTS)),
    "an exercise is rated": (
        states.Doing(TRIED, "journal"),
        states.Finished("abc", None),
        states.Rating(TRIED, "abc"),
    ),
    "its own rating is passed on": (
        states.Doing(TRIED, "journal"),
        states.Finished("abc", 3),
        states.Rating(TRIED, "abc", 3),
    ),
    "easier": (states.Rating(TRIED), rated(3), states.Next(later(3))),
    "a little worse": (states.Rating(TRIED), rated(7), states.Next(later(7))),
    "worse": (states.Rating(TRIED), rated(8), states.Softer(later(8))),
    "worse by two": (states.Rating(tried(3)), rated(5), states.Softer(later(5))),
    "worse, it is said": (states.Rating(TRIED), rated(2, "worse"), states.Softer(later(2))),
    "still very strong": (states.Rating(tried(10)), rated(8), states.Softer(later(8))),
    "strong, and nothing to compare it with": (
        states.Rating(tried(None)),
        rated(7),
        states.Next(later(7)),
    ),
    "not rated": (states.Rating(TRIED), rated(None, ""), states.Next(later(None))),
    "something else": (states.Next(LATER), Chose("else"), states.Choosing(LATER)),
    "a plan": (states.Next(LATER), Chose("plan"), states.Planning(LATER)),
    "more into the log": (states.Next(LATER), Chose("log"), states.Logging(LATER)),
    "enough": (states.Next(LATER), Chose("stop"), states.Stopped(LATER)),
    "a quiet minute": (states.Softer(LATER), Chose("quiet minute"), states.Resting(LATER)),
    "people": (states.Softer(LATER), Chose("people"), states.Calling(LATER)),
    "enough of it": (states.Softer(LATER), Chose("stop"), states.Stopped(LATER)),
}


@pytest.mark.parametrize(("state", "event", "expected"), TABLE.values(), ids=TABLE)
def test_next_state(state: State, event: Event, expected: State) -> None:
    assert next_state(state, event) == expected


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (states.Stopped(), Chose("stop")),
        (states.Planning(), Chose("else")),
        (states.Next(), Chose("people")),
        (states.Softer(), Chose("else")),
        (states.Asking(), Chose("stop")),
        (states.Choosing(), rated(3)),
    ],
    ids=repr,
)
def test_an_event_that_a_state_does_not_have_is_refused(state: State, event: Event) -> None:
    with pytest.raises(ValueError, match="cannot follow"):
        next_state(state, event)


def test_record_is_about_the_trigger_and_the_exercise() -> None:
    record = states.session_record(
        states.Rating(TRIED, "abc"), rated(3), id="def", at=AT, finished=AT - timedelta(hours=1)
    )
    assert record.about == (TRIGGER.id, "abc")
    assert (record.at, record.finished) == (AT, AT)
    assert record.replies == (*SAID, *HELPED)


STRENGTHS = st.none() | st.integers(0, 10)
ANSWERS = st.lists(
    st.builds(Exchange, st.just("x"), st.text(), st.just("x"), st.text()), max_size=3
)


def offered(state: State, data: st.DataObject) -> Event:
    """Something that a person can do in a state."""
    match state:
        case states.Asking():
            said = tuple(data.draw(ANSWERS))
            trigger = data.draw(st.sampled_from([None, TRIGGER]))
            facts = Facts("tone", data.draw(STRENGTHS), trigger, said=said)
            return states.Answered(facts, data.draw(st.sampled_from(["", "A plan."])))
        case states.Choosing():
            return Chose(data.draw(st.sampled_from(["journal", "five-senses", states.STOP])))
        case states.Doing():
            number = len(state.facts.tried)
            return states.Finished(f"session {number}", data.draw(STRENGTHS))
        case states.Rating():
            strength = data.draw(STRENGTHS) if state.strength is None else state.strength
            helped = data.draw(st.sampled_from(["", "yes", "a little", "no", "worse"]))
            return Rated(strength, helped, tuple(data.draw(ANSWERS)))
        case states.Next():
            return Chose(data.draw(st.sampled_from([*states.NEXT_WAYS])))
        case _:
            return Chose(data.draw(st.sampled_from([*states.SOFTER_WAYS])))


def leaving(state: State) -> Event:
    """What somebody does who has had enough."""
    match state:
        case states.Asking():
            return states.Answered(Facts())
        case states.Doing():
            return states.Finished("x", None)
        case states.Rating():
            return Rated(None, "")
        case _:
            return Chose(states.STOP)


def walk(data: st.DataObject, most: int = 30) -> Iterator[tuple[State, Event]]:
    """One way through `now`, as somebody might go it; after `most` steps they have had enough."""
    state: State = states.Asking()
    for number in range(most + 4):
        if isinstance(state, states.End):
            return
        event = offered(state, data) if number < most else leaving(state)
        yield state, event
        state = next_state(state, event)
    assert isinstance(state, states.End), f"no end in sight: {state}"


@given(st.data())
def test_every_way_ends_and_asks_nothing_twice(data: st.DataObject) -> None:
    way = list(walk(data))
    assert [isinstance(state, states.Asking) for state, _ in way] == [True] + [False] * (
        len(way) - 1
    )
    plans = [state.plan for state, _ in way if isinstance(state, states.Choosing)]
    assert not any(plans[1:])
    sessions = [state.session for state, _ in way if isinstance(state, states.Rating)]
    assert len(sessions) == len({*sessions})


@given(st.data())
def test_records_say_what_was_said_once_and_in_order(data: st.DataObject) -> None:
    way = list(walk(data))
    rounds = [
        (state, event)
        for state, event in way
        if isinstance(state, states.Rating) and isinstance(event, Rated)
    ]
    records = [
        states.session_record(rating, event, id="x", at=AT, finished=AT) for rating, event in rounds
    ]
    first = way[0][1]
    assert isinstance(first, states.Answered)
    strengths = [first.facts.strength, *(event.strength for _, event in rounds)]
    said = [*(first.facts.said if rounds else ()), *(one for _, e in rounds for one in e.said)]
    assert [one for record in records for one in record.replies] == said
    assert [(m.before, m.after) for r in records for m in r.measures.values()] == [
        (before, after)
        for before, after in pairwise(strengths)
        if before is not None and after is not None
    ]
