"""Back, revise, refit: nothing said is lost, and nothing answers by itself."""

from __future__ import annotations

import pytest

from rsense.core.engine import Reply, Session, answer, back, begin, current, refit, revise
from rsense.core.prompts import SKIPPED, Paced, Refused, Skip, Value
from tests.core.scripts import asked, parsed, run, said, steps_of
from tests.steps import step

NOW = step("rate", "now", "How strong?")
WHAT = step("ask", "what", "What happened?")
WHO = step("ask", "who", "Who?", when="now > 5")
LIST = step("gather", "list", "Things?")
HOT = step("choose", "hot", "The hot one?", items="list")
AGAIN = step("jump", to="start", when="now > 5", at_most=2)
LOOP = said("start") + NOW + AGAIN + said("done")


def prefill(session: Session) -> Value | Skip:
    shown = current(session)
    return shown.prefill if shown else None


def test_a_jump_back_brings_the_words_and_no_number() -> None:
    jump = '[[step]]\nkind = "jump"\nto = "now"\nwhen = "now > 5"\nat_most = 2\n'
    session = run(parsed(NOW + WHAT + LIST + jump), 7, "words", ("one", "two"))
    assert (asked(session), prefill(session)) == ("now", None)
    session = answer(session, 8)
    assert (asked(session), prefill(session)) == ("what", "words")
    session = answer(session, "other words")
    assert prefill(session) == ("one", "two")
    assert prefill(answer(answer(session, SKIPPED), 9)) == "other words"


# back


def test_going_back_shows_the_last_question_with_its_answer() -> None:
    session = back(run(parsed(NOW + WHAT), 7))
    assert (asked(session), prefill(session)) == ("now", 7)


def test_going_back_at_the_start_changes_nothing() -> None:
    session = begin(parsed(NOW))
    assert back(session) == session


def test_going_back_twice_equals_never_having_answered_but_for_what_prefills() -> None:
    script = parsed(NOW + WHAT + LIST)
    session = back(back(run(script, 7, "words")))
    assert session == begin(script, ahead=[Reply("now", 7), Reply("what", "words")])


def test_going_back_and_on_again_is_as_if_nothing_had_been() -> None:
    session = run(parsed(NOW + WHAT + LIST), 7, "words")
    assert answer(back(session), "words") == session


def test_what_was_said_behind_the_place_gone_back_to_prefills_in_turn() -> None:
    session = answer(back(back(run(parsed(NOW + WHAT + LIST), 7, "words"))), 3)
    assert (asked(session), prefill(session)) == ("what", "words")


def test_another_answer_may_lead_past_what_was_said_and_it_waits() -> None:
    session = run(parsed(NOW + WHO + WHAT), 7, "Ann")
    session = answer(back(back(session)), 3)
    assert asked(session) == "what"
    assert session.pending == (Reply("who", "Ann"),)


def test_what_waits_comes_back_when_its_question_does() -> None:
    session = answer(back(back(run(parsed(NOW + WHO + WHAT), 7, "Ann"))), 3)
    session = answer(back(session), 8)
    assert (asked(session), prefill(session)) == ("who", "Ann")


def test_going_back_over_a_jump_gives_it_back() -> None:
    session = run(parsed(LOOP), None, 8)
    again = run(parsed(LOOP), None, 8, None, 8)
    assert answer(back(back(again)), None).replies == (*session.replies, Reply("start", None))


def test_the_replies_of_a_loop_prefill_in_the_order_they_were_given() -> None:
    session = run(parsed(LOOP), None, 8, None, 7)
    for _ in range(4):
        session = back(session)
    session = answer(session, None)
    assert prefill(session) == 8
    session = answer(answer(session, 8), None)
    assert prefill(session) == 7


def test_a_skipped_question_prefills_as_skipped() -> None:
    assert prefill(back(run(parsed(NOW + WHAT), SKIPPED))) is SKIPPED


def test_going_back_from_the_end_leaves_it() -> None:
    session = back(run(parsed(NOW), 7))
    assert not session.complete


# revise


def test_a_revised_answer_keeps_those_after_it() -> None:
    session = run(parsed(NOW + WHAT + LIST), 7, "words", ("a",))
    assert revise(session, 0, 3) == run(parsed(NOW + WHAT + LIST), 3, "words", ("a",))


def test_a_revised_answer_may_lead_past_others_and_they_wait() -> None:
    session = revise(run(parsed(NOW + WHO + WHAT), 7, "Ann", "words"), 0, 3)
    assert steps_of(session.replies) == ["now", "what"]
    assert session.pending == (Reply("who", "Ann"),)


def test_a_revised_answer_may_open_a_question_and_those_after_it_wait() -> None:
    session = revise(run(parsed(NOW + WHO + WHAT), 3, "words"), 0, 7)
    assert (asked(session), session.pending) == ("who", (Reply("what", "words"),))


def test_an_answer_that_a_revised_one_makes_impossible_waits() -> None:
    session = run(parsed(LIST + HOT + WHAT), ("a", "b"), ("b",), "words")
    session = revise(session, 0, ("a", "c"))
    assert (asked(session), prefill(session)) == ("hot", ("b",))


def test_what_waited_before_a_revision_still_waits_behind_what_it_loosens() -> None:
    session = back(run(parsed(NOW + WHO + WHAT + LIST), 7, "Ann", "words", ("a",)))
    session = revise(session, 0, 3)
    assert session.pending == (Reply("who", "Ann"), Reply("list", ("a",)))


def test_a_refused_revision_changes_nothing() -> None:
    session = run(parsed(NOW + WHAT), 7)
    with pytest.raises(Refused):
        revise(session, 0, 11)
    assert session == run(parsed(NOW + WHAT), 7)


@pytest.mark.parametrize("index", [-1, 1, 2, 99])
def test_only_what_was_answered_can_be_revised(index: int) -> None:
    session = run(parsed(NOW + WHAT), 7)
    with pytest.raises(IndexError, match="no reply"):
        revise(session, index, 3)


def test_a_revision_within_a_loop_may_end_the_loop() -> None:
    session = revise(run(parsed(LOOP), None, 8, None, 7, None, 2), 1, 3)
    assert steps_of(session.replies) == ["start", "now"]
    assert asked(session) == "done"


def test_an_answer_given_again_leaves_what_waits_for_the_next_time_round() -> None:
    session = revise(back(run(parsed(LOOP), None, 8, None, 7)), 1, 8)
    assert session.pending == (Reply("now", 7),)


def test_text_to_read_is_never_kept_waiting() -> None:
    session = revise(run(parsed(LOOP), None, 8, None, 7), 1, 3)
    assert session.pending == (Reply("now", 7),)


# refit


def test_a_trail_refits_to_the_same_session() -> None:
    session = run(parsed(LOOP + WHAT), None, 8, None, 7, None, SKIPPED, None)
    assert refit(session.script, session.shelves, session.replies) == session


def test_texts_to_read_refit_by_themselves() -> None:
    script = parsed(said("a", "b") + NOW)
    assert steps_of(refit(script, {}, [Reply("now", 7)]).replies) == ["a", "b", "now"]


def test_texts_to_read_are_not_passed_when_nothing_is_known_behind_them() -> None:
    session = refit(parsed(said("a") + NOW), {}, [Reply("gone", 7)])
    assert asked(session) == "a"


CHANGED: dict[str, tuple[str, list[str], str, list[str]]] = {
    # the script as it is now; the trail, the question and what waits, after 7, words, (a, b)
    "a question was taken out": (NOW + LIST, ["now", "list"], "", ["what"]),
    "a question was put in": (NOW + WHO + WHAT + LIST, ["now"], "who", ["what", "list"]),
    "a question moved down": (NOW + LIST + WHAT, ["now", "list"], "what", ["what"]),
    "a text to read was put in": (
        NOW + said("hello") + WHAT + LIST,
        ["now", "hello", "what", "list"],
        "",
        [],
    ),
    "a question became another kind": (
        NOW + WHAT.replace("ask", "rate") + LIST,
        ["now"],
        "what",
        ["what", "list"],
    ),
    "a scale became shorter": (
        NOW + "high = 5\n" + WHAT + LIST,
        [],
        "now",
        ["now", "what", "list"],
    ),
    "a step got a caution": (
        NOW + WHAT + 'caution = "Careful."\n' + LIST,
        ["now", "what.caution", "what", "list"],
        "",
        [],
    ),
    "questions were put behind": (NOW + WHAT + LIST + HOT, ["now", "what", "list"], "hot", []),
}


@pytest.mark.parametrize(("steps", "trail", "then", "waits"), CHANGED.values(), ids=CHANGED)
def test_a_script_changed_since(steps: str, trail: list[str], then: str, waits: list[str]) -> None:
    before = run(parsed(NOW + WHAT + LIST), 7, "words", ("a", "b"))
    session = refit(parsed(steps), {}, before.replies)
    assert (steps_of(session.replies), asked(session)) == (trail, then)
    assert steps_of(session.pending) == waits


def test_a_stored_timed_step_is_never_timed_again() -> None:
    breath = '[[step]]\nid = "breath"\nkind = "breathe"\ntext = "x"\npattern = "4-6"\ncycles = 6\n'
    broken_off = Reply("breath", Paced(9, 1, finished=False))
    assert refit(parsed(breath + NOW), {}, [broken_off]).replies == (broken_off,)


def test_what_was_picked_from_a_shelf_refits_to_the_shelf_it_was_picked_from() -> None:
    recall = '[[step]]\nid = "r"\nkind = "recall"\ntext = "x"\nshelf = "plans"\n'
    session = run(parsed(recall + NOW), ("walk",), shelves={"plans": ("walk",)})
    assert refit(session.script, session.shelves, session.replies) == session


def test_what_was_picked_from_a_card_that_is_gone_waits() -> None:
    recall = '[[step]]\nid = "r"\nkind = "recall"\ntext = "x"\nshelf = "plans"\n'
    session = refit(parsed(recall), {}, [Reply("r", ("walk",))])
    assert (session.replies, session.pending) == ((), (Reply("r", ("walk",)),))


def test_what_waited_waits_on_behind_what_does_not_fit() -> None:
    session = refit(parsed(NOW), {}, [Reply("x", "1")], ahead=[Reply("y", "2")])
    assert steps_of(session.pending) == ["x", "y"]
