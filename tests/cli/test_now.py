"""`rsense now`, in lines: what happened, what helped, and everything of it linked."""

from __future__ import annotations

import pytest

from rsense.core.records import SessionRecord
from tests.cli.shell import Ran, Shell
from tests.cli.small import BODY_FIRST, SILENT, stand_in

HURT = ("1", "8", "She read it and is silent.")
SETTLED = (*HURT, "1", "8", "4")
"""The first suggestion, from 8 to 4."""


@pytest.fixture(autouse=True)
def small_exercises(rsense: Shell) -> None:
    stand_in(rsense.home)


def go(rsense: Shell, *answers: str, private: bool = False) -> Ran:
    more = ("--private",) if private else ()
    stdin = "".join(f"{line}\n" for line in answers)
    ran = rsense("now", "--plain", "--no-wait", *more, stdin=stdin)
    assert ran.code == 0, ran.err
    return ran


def sessions(rsense: Shell) -> dict[str, SessionRecord]:
    return {session.exercise: session for session in rsense.sessions}


def test_everything_one_now_made_is_linked(rsense: Shell) -> None:
    go(rsense, *SETTLED, "1", "4")
    (trigger,) = rsense.triggers
    found = sessions(rsense)
    assert (trigger.what, trigger.intensity) == ("She read it and is silent.", 8)
    assert found["mindful-pause"].about == (trigger.id,)
    assert found["now"].about == (trigger.id, found["mindful-pause"].id)


def test_before_and_after_are_kept_with_whether_it_helped(rsense: Shell) -> None:
    go(rsense, *SETTLED, "2", "4")
    now = sessions(rsense)["now"]
    taken = now.measures["distress"]
    assert (taken.before, taken.after) == (8, 4)
    assert "a little" in [reply.answer for reply in now.replies]


def test_what_the_exercise_asked_at_its_end_is_not_asked_again(rsense: Shell) -> None:
    said = go(rsense, *SETTLED).said
    assert "Did it help?" in said
    assert "How strong is it now?" not in said


def test_where_the_exercise_did_not_ask_it_is_asked(rsense: Shell) -> None:
    stand_in(rsense.home, SILENT)
    go(rsense, *HURT, "1", "", "3", "1", "4")
    taken = sessions(rsense)["now"].measures["distress"]
    assert (taken.before, taken.after) == (8, 3)


@pytest.mark.parametrize(("later", "helped"), [("10", "1"), ("8", "1"), ("2", "4")])
def test_when_it_is_worse_or_still_strong_it_says_something_softer_and_never_again(
    rsense: Shell, later: str, helped: str
) -> None:
    said = go(rsense, *HURT, "1", "8", later, helped).said
    assert "one quiet minute" in said
    assert "who I could call" in said
    assert "something else" not in said


def test_people_to_call_are_those_on_the_shelf(rsense: Shell) -> None:
    rsense("keep", "people", "Ines, after seven")
    assert "Ines, after seven" in go(rsense, *HURT, "1", "8", "9", "1", "2").said


def test_a_broken_script_of_ones_own_is_not_suggested(rsense: Shell) -> None:
    for name in BODY_FIRST[:2]:
        (rsense.home / "exercises" / f"{name}.toml").write_text("format = 1\ntitle = ")
    said = go(rsense, *HURT, "1", "8", "4", "1", "4").said
    assert "1. A small pause: a slower way out" in said
    assert sessions(rsense)["paced-breathing"].measures["distress"].after == 4


def test_something_else_is_something_else(rsense: Shell) -> None:
    said = go(rsense, *HURT, "1", "8", "7", "1", "1").said
    last = said[said.rindex("And now?") :]
    assert "This may fit" in last
    assert "1. A small pause: for an urge" in last  # ride-the-wave: mindful-pause is done


def test_a_plan_for_next_time_is_kept(rsense: Shell) -> None:
    go(rsense, *SETTLED, "1", "2", "it stays unread", "the phone goes into the kitchen")
    assert [(card.shelf, card.text) for card in rsense.cards] == [
        ("plans", "If it stays unread, then I will the phone goes into the kitchen.")
    ]
    assert rsense.cards[0].about == (sessions(rsense)["now"].id,)


def test_more_can_be_written_into_the_log(rsense: Shell) -> None:
    go(rsense, *SETTLED, "1", "3", "6", "Sam")
    (trigger,) = rsense.triggers
    assert trigger.who == "Sam"


def test_stopping_before_an_exercise_still_keeps_what_was_said(rsense: Shell) -> None:
    go(rsense, *HURT, "4")
    assert [trigger.what for trigger in rsense.triggers] == [HURT[2]]


def test_in_private_nothing_is_kept(rsense: Shell) -> None:
    said = go(rsense, *SETTLED, "1", "3", private=True).said
    assert "into the log" not in said
    assert rsense.records == []


@pytest.mark.parametrize("private", [True, False])
def test_where_nothing_is_kept_no_keeping_is_spoken_of(rsense: Shell, private: bool) -> None:
    out = go(rsense, *SETTLED, "1", "4", private=private).out
    assert "something else" in out
    assert ("keep a plan" in out, "goes into your log" in out) == (not private, not private)
