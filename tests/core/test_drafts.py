"""Half-written, skipped and half-changed words: they wait, and are never lost."""

from __future__ import annotations

import pytest

from rsense.core.engine import Reply, Session, answer, back, begin, current, refit, revise
from rsense.core.engine.drafts import drafted
from rsense.core.prompts import SKIPPED, Skip, Value
from tests.core.scripts import parsed, run, said
from tests.steps import step

WHAT = step("ask", "what", "What happened?")
THEN = step("ask", "then", "And then?")
MORE = step("rate", "more", "More?") + step("jump", to="start", when="more > 5", at_most=2)
LOOP = said("start") + WHAT + MORE + said("done")


def prefill(session: Session) -> Value | Skip:
    shown = current(session)
    return shown.prefill if shown else None


def test_skip_keeps_words_waiting() -> None:
    session = answer(drafted(begin(parsed(WHAT + THEN)), "She le"), SKIPPED)
    assert session.replies[-1].value is SKIPPED
    assert session.pending == (Reply("what", "She le"),)


def test_back_shows_skipped_words() -> None:
    session = back(answer(drafted(begin(parsed(WHAT + THEN)), "She le"), SKIPPED))
    assert prefill(session) == "She le"


def test_back_over_a_skip_without_words_shows_the_skip() -> None:
    session = back(run(parsed(WHAT + THEN), SKIPPED))
    assert prefill(session) is SKIPPED


def test_skipping_again_and_again_piles_nothing_up() -> None:
    session = drafted(begin(parsed(WHAT + THEN)), "She le")
    for _ in range(3):
        session = back(answer(session, SKIPPED))
    assert session.pending == (Reply("what", "She le"),)
    bare = begin(parsed(WHAT + THEN))
    for _ in range(3):
        bare = back(answer(bare, SKIPPED))
    assert bare.pending == (Reply("what", SKIPPED),)


def test_accepted_words_no_longer_wait() -> None:
    session = answer(back(answer(drafted(begin(parsed(WHAT + THEN)), "x"), SKIPPED)), "She left.")
    assert (session.replies, session.pending) == ((Reply("what", "She left."),), ())


def test_answer_given_back_and_skipped_waits() -> None:
    session = answer(back(run(parsed(WHAT + THEN), "She left.")), SKIPPED)
    assert session.pending == (Reply("what", "She left."),)


def test_answer_skipped_from_the_look_over_waits() -> None:
    session = revise(run(parsed(WHAT + THEN), "She left.", "I slept."), 0, SKIPPED)
    assert session.replies == (Reply("what", SKIPPED), Reply("then", "I slept."))
    assert session.pending == (Reply("what", "She left."),)


def test_draft_of_a_change_leaves_the_accepted_answer() -> None:
    session = drafted(run(parsed(WHAT + THEN), "She left.", "I slept."), "She le", at=0)
    assert [reply.value for reply in session.replies] == ["She left.", "I slept."]
    assert (session.changing, session.pending) == (0, (Reply("what", "She le"),))


def test_accepted_change_uses_up_its_draft() -> None:
    session = drafted(run(parsed(WHAT + THEN), "She left.", "I slept."), "She le", at=0)
    session = revise(session, 0, "She left at eight.")
    assert [reply.value for reply in session.replies] == ["She left at eight.", "I slept."]
    assert (session.changing, session.pending) == (None, ())


@pytest.mark.parametrize("way", [lambda s: answer(s, "x"), back])
def test_going_on_ends_a_change_and_its_words_wait(way: object) -> None:
    session = drafted(run(parsed(WHAT + THEN + said("done")), "She left."), "She le", at=0)
    moved = way(session)  # type: ignore[operator]
    assert moved.changing is None
    assert Reply("what", "She le") in moved.pending


def test_draft_over_older_words_keeps_both() -> None:
    session = drafted(begin(parsed(WHAT), ahead=[Reply("what", "older")]), "newer", under="older")
    assert session.pending == (Reply("what", "newer"), Reply("what", "older"))


def test_empty_draft_takes_words_back() -> None:
    assert drafted(drafted(begin(parsed(WHAT)), "She"), "").pending == ()


# Resumed


def resumed(session: Session, steps: str) -> Session:
    return refit(parsed(steps), {}, session.replies, session.pending, session.changing)


def test_change_is_resumed_at_its_answer() -> None:
    session = drafted(run(parsed(WHAT + THEN), "She left.", "I slept."), "I sl", at=1)
    again = resumed(session, WHAT + THEN)
    assert (again.changing, again.pending, again.replies) == (1, session.pending, session.replies)


def test_change_is_resumed_in_the_same_round_of_a_loop() -> None:
    session = run(parsed(LOOP), None, "one", 7, None, "two", 3)
    at = [n for n, reply in enumerate(session.replies) if reply.step == "what"][1]
    again = resumed(drafted(session, "tw", at=at), LOOP)
    assert again.changing is not None
    assert again.replies[again.changing] == Reply("what", "two")


def test_change_of_an_answer_whose_step_is_gone_waits() -> None:
    session = drafted(run(parsed(WHAT + THEN), "She left.", "I slept."), "She le", at=0)
    again = resumed(session, THEN)
    assert again.changing is None
    assert {reply.value for reply in again.pending} == {"She le", "She left."}


def test_change_is_resumed_where_a_question_came_before_it() -> None:
    session = drafted(run(parsed(WHAT + THEN), "She left.", "I slept."), "I sl", at=1)
    again = resumed(session, said("hello") + WHAT + THEN)
    assert again.changing is not None
    assert again.replies[again.changing].step == "then"
