"""`forget`: from its step on a session offers, sums up and stores nothing more."""

from __future__ import annotations

from datetime import UTC, datetime

from rsense.core import engine
from rsense.core.engine.results import build_trigger, closing_sentences, session_record
from rsense.core.prompts import SKIPPED, Read
from rsense.core.walker.walk import walk
from tests.core.scripts import asked, parsed, prompt_of, run
from tests.steps import step

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
FEARED = [{"value": "no", "go": "fine"}, {"value": "yes"}]
AFRAID = step("say", "afraid", "x", forget=True)
FEAR = (
    step("compose", "kind_reading", "x", template="[so]", keep="balanced", blanks={"so": "x"})
    + step("ask", "pinned", "x", pin=True)
    + step("choose", "fear", "x", options=FEARED, private=True)
    + AFRAID
    + step("choose", "after", "x", options=["a", "b"], go="end")
    + step("say", "fine", "x")
)
SCRIPT = parsed(FEAR, '[trigger]\nwhat = "pinned"\n')
KIND, PINNED = (("so", "He was tired"),), "It hurt"
BEFORE = run(SCRIPT, KIND, PINNED, ("yes",))
AFTER = engine.answer(engine.answer(BEFORE, None), ("a",))
FINE = run(SCRIPT, KIND, PINNED, ("no",), None)


def test_forget_takes_back_the_cards_and_pins() -> None:
    assert asked(FINE) == "exercise.keep"
    assert AFTER.complete
    assert not engine.kept_cards(AFTER)
    shown = engine.current(BEFORE)
    assert shown is not None
    assert shown.pins == ()


def test_forget_leaves_no_summary_and_no_trigger() -> None:
    assert closing_sentences(FINE)
    assert build_trigger(FINE, id="x", at=NOON)
    assert closing_sentences(AFTER) == ()
    assert build_trigger(AFTER, id="x", at=NOON) is None


def test_forget_stores_what_came_before_it_and_nothing_after() -> None:
    record = session_record(AFTER, id="x", started=NOON, finished=NOON, outcome="completed")
    assert [reply.step for reply in record.replies] == ["kind_reading", "pinned"]
    assert engine.private_steps(AFTER) == {"fear", "afraid", "after"}
    assert engine.private_steps(engine.answer(BEFORE, None)) == {"fear", "afraid", "after"}


def test_forget_before_anything_was_answered_leaves_nothing_to_record() -> None:
    nothing = run(SCRIPT, SKIPPED, SKIPPED, ("yes",), None, ("a",))
    assert nothing.state.forgotten
    assert engine.only_private(nothing)
    assert engine.only_private(run(parsed(AFRAID)))
    assert not engine.only_private(AFTER)


def test_people_who_were_shown_and_nothing_answered_is_nothing_to_keep() -> None:
    page = step("people", text="Call.", lines="crisis") + step("ask", "how", "How?")
    assert engine.only_private(run(parsed(page), None))
    assert not engine.only_private(run(parsed(page), None, "badly"))


def test_back_from_forget_remembers_again() -> None:
    again = engine.answer(engine.back(BEFORE), ("no",))
    assert engine.answer(again, None).state.kept == FINE.state.kept


def test_walk_tells_forgetting_ways_apart() -> None:
    ends = {one.state.forgotten for one in walk(SCRIPT).sessions if one.complete}
    assert ends == {True, False}


def test_help_key_is_left_to_the_frontend_and_named_in_records() -> None:
    script = parsed(step("ask", "a", "{help_key} helps. What?"))
    session = run(script, "x")
    assert "{" not in prompt_of(run(script)).text
    record = session_record(session, id="x", started=NOON, finished=NOON, outcome="completed")
    assert record.replies[0].question == "help helps. What?"


def test_people_step_reads_with_its_kind_of_people() -> None:
    script = parsed(step("people", text="Call.", lines="abuse"))
    assert prompt_of(run(script)) == Read("Call.", "abuse")
