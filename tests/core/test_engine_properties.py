"""What holds for every script and every way through it."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rsense.core.engine import (
    Reply,
    Session,
    answer,
    back,
    begin,
    current,
    kept_cards,
    refit,
    revise,
)
from rsense.core.engine.transcript import transcript
from rsense.core.prompts import SKIPPED, Refused
from rsense.core.records import waiting_for
from rsense.core.script.parse import Script
from rsense.core.script.reachability import LONGEST_RUN
from tests.core.generated import PRIVATE, SHELVES, scripts, values
from tests.core.scripts import from_disk

FEW = settings(max_examples=25)


def some_way(data: st.DataObject, script: Script, most: int = 20) -> Session:
    """A session somewhere on the way, after answers, steps back and revisions."""
    session = begin(script, SHELVES)
    for _ in range(data.draw(st.integers(0, most))):
        session = onward(data, session)
    return session


def onward(data: st.DataObject, session: Session) -> Session:
    """One thing more that a person does."""
    deeds = ["answer"] * 6 * (not session.complete) + ["back", "revise"] * bool(session.replies)
    match data.draw(st.sampled_from(deeds)) if deeds else "":
        case "answer":
            return answer(session, data.draw(values(session)))
        case "back":
            return back(session)
        case "revise":
            index = data.draw(st.integers(0, len(session.replies) - 1))
            there = refit(session.script, SHELVES, session.replies[:index])
            return revise(session, index, data.draw(values(there)))
        case _:
            return session


def held(session: Session) -> Counter[Reply]:
    """Every answer that a session holds, given or waiting; texts to read have none."""
    return Counter(r for r in (*session.replies, *session.pending) if r.value is not None)


@given(scripts(), st.data())
@FEW
def test_going_back_undoes_an_answer(script: Script, data: st.DataObject) -> None:
    session = some_way(data, script)
    if not session.complete:
        again = back(answer(session, data.draw(values(session))))
        assert again.replies == session.replies
        assert without_prefill(again) == without_prefill(session)


def without_prefill(session: Session) -> object:
    shown = current(session)
    return shown and replace(shown, prefill=None)


@given(scripts(), st.data())
@FEW
def test_what_was_gone_back_from_prefills(script: Script, data: st.DataObject) -> None:
    session = some_way(data, script)
    if session.replies:
        shown = current(back(session))
        assert shown is not None
        # Where words wait behind a skip, they come back and not that it was skipped.
        words = waiting_for(session.pending, shown.step)
        last = session.replies[-1]
        came_back = words if last.value is SKIPPED and words else last
        assert Reply(shown.step, shown.prefill) == came_back


@given(scripts(), st.data())
@FEW
def test_the_same_answers_again_lead_to_the_same_place(script: Script, data: st.DataObject) -> None:
    session = some_way(data, script)
    if session.replies:
        assert answer(back(session), session.replies[-1].value) == session


@given(scripts(), st.data())
@FEW
def test_a_session_refits_to_itself(script: Script, data: st.DataObject) -> None:
    session = some_way(data, script)
    again = refit(script, SHELVES, session.replies, session.pending)
    assert again == session
    assert again.state == session.state


@given(scripts(), st.data())
@FEW
def test_equal_sessions_show_the_same(script: Script, data: st.DataObject) -> None:
    session = some_way(data, script)
    again = refit(script, dict(SHELVES), list(session.replies), list(session.pending))
    assert current(again) == current(session)
    assert transcript(again) == transcript(session)
    assert kept_cards(again) == kept_cards(session)


@given(scripts(), st.data())
@FEW
def test_an_answer_that_is_refused_changes_nothing(script: Script, data: st.DataObject) -> None:
    session = some_way(data, script)
    before = copy.deepcopy((session.replies, session.pending, session.state))
    for value in WRONG:
        with pytest.raises((Refused, ValueError)):
            answer(session, value)
    assert (session.replies, session.pending, session.state) == before


WRONG: list[Any] = [-(10**6), "", object(), (1,), (("a", "b"), ("a", "b")), ("x" * 30_000,)]


@given(scripts(), st.data())
@FEW
def test_an_answer_gives_way_only_to_a_newer_one_to_the_same_step(
    script: Script, data: st.DataObject
) -> None:
    session = begin(script, SHELVES)
    for _ in range(data.draw(st.integers(1, 20))):
        after = onward(data, session)
        gone, come = held(session) - held(after), held(after) - held(session)
        # One that is revised can take others along: a sorting of a list that got shorter. That
        # something was skipped is no words; what was said twice may be held once.
        still = held(after)
        given_up = {it.step for it in gone if it.value is not SKIPPED and it not in still}
        assert given_up <= {reply.step for reply in come}
        session = after


@given(scripts(), st.data())
@FEW
def test_what_waits_answers_nothing_by_itself(script: Script, data: st.DataObject) -> None:
    session = some_way(data, script)
    if not session.complete:
        after = answer(session, data.draw(values(session)))
        assert len(after.replies) == len(session.replies) + 1


@given(scripts(), st.data())
@FEW
def test_every_run_ends_within_five_hundred_steps(script: Script, data: st.DataObject) -> None:
    session = begin(script, SHELVES)
    for _ in range(LONGEST_RUN):
        if session.complete:
            break
        session = answer(session, data.draw(values(session)))
    assert session.complete


@given(scripts(), st.data())
@FEW
def test_the_count_of_questions_is_never_below_where_one_is(
    script: Script, data: st.DataObject
) -> None:
    shown = current(some_way(data, script))
    assert shown is None or 1 <= shown.position <= shown.about


@given(scripts(), st.data())
@settings(FEW, max_examples=60)  # one run in thirteen quotes what is private
def test_nothing_private_is_ever_told(script: Script, data: st.DataObject) -> None:
    session = begin(script, SHELVES)
    while not session.complete and len(session.replies) < 40:
        session = answer(session, data.draw(values(session)))
    assert PRIVATE not in str(transcript(session))
    assert PRIVATE not in str(kept_cards(session))


@given(scripts(), st.data())
@FEW
def test_without_what_is_private_a_run_comes_back_as_far_as_the_first_of_it(
    script: Script, data: st.DataObject
) -> None:
    session = some_way(data, script)
    again = from_disk(session)
    assert PRIVATE not in str((again.replies, again.pending))
    stored = Counter(r for r in held(session).elements() if not is_private(script, r))
    assert held(again) == stored


def is_private(script: Script, reply: Reply) -> bool:
    return bool(getattr(script.node(reply.step).step, "private", False))
