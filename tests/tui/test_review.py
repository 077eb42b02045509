"""The last look over all of it, before it is kept."""

from __future__ import annotations

import pytest

from rsense.core.prompts import SKIPPED
from tests.steps import step
from tests.tui.stage import SIZES, Size, Stage, acted, seen, stage

EXERCISE = (
    step("say", "", "Let one breath out.")
    + step("rate", "now", "How strong is it?")
    + step("ask", "what", "What happened?", when="now >= 5")
    + step("rate", "later", "And now?")
)


ANSWERS = ("enter", "7", "enter", "type:She left.\n", "3", "enter")


async def reach_review(here: Stage) -> None:
    await here.press(*ANSWERS)
    assert "That's all of it." in here.words


@SIZES
@pytest.mark.parametrize("words", ["How strong is it?", "7", "What happened?", "She left."])
def test_the_review_shows_what_was_asked_and_said(words: str, size: Size) -> None:
    assert words in seen(EXERCISE, (*ANSWERS, "down", "down"), size)


def test_what_was_only_read_is_not_in_the_review() -> None:
    assert "Let one breath out." not in seen(EXERCISE, ANSWERS)


def test_a_private_answer_is_said_not_to_be_saved() -> None:
    secret = step("ask", "what", "What happened?", private=True)
    assert "She left. (not saved)" in seen(secret, ("type:She left.\n",))


@acted
async def test_enter_finishes_once_and_nothing_does_before() -> None:
    async with stage(EXERCISE) as here:
        await reach_review(here)
        assert here.kept.finished == []
        await here.press("enter")
        here.send("enter")
        await here.settle()
        (finished,) = here.kept.finished
        assert [reply.value for reply in finished.replies] == [None, 7, "She left.", 3]


@pytest.mark.parametrize("key", ["f2", "ctrl+b"])
@acted
async def test_back_from_the_review_leads_to_the_last_question(key: str) -> None:
    async with stage(EXERCISE) as here:
        await reach_review(here)
        await here.press(key, "8", "enter", "enter")
        assert here.kept.finished[0].replies[-1].value == 8


CHANGES = {
    "the first answer": (("down",), ("6", "enter"), [None, 6, "She left.", 3]),
    "words": (("down", "down"), ("type: Today.\n",), [None, 7, "She left. Today.", 3]),
    "the last answer": (("down", "down", "down"), ("5", "enter"), [None, 7, "She left.", 5]),
    "an answer that closes a branch": (("down",), ("2", "enter"), [None, 2, 3]),
    "an answer to none": (("down",), ("f4",), [None, SKIPPED, 3]),
    "nothing after all": (("down",), ("f2",), [None, 7, "She left.", 3]),
}


@pytest.mark.parametrize(("way", "keys", "trail"), CHANGES.values(), ids=list(CHANGES))
@acted
async def test_any_answer_can_be_changed(
    way: tuple[str, ...], keys: tuple[str, ...], trail: list[object]
) -> None:
    async with stage(EXERCISE) as here:
        await reach_review(here)
        await here.press(*way, "enter", *keys)
        assert "That's all of it." in here.words
        await here.press("enter")
        assert [reply.value for reply in here.kept.finished[0].replies] == trail


@acted
async def test_an_answer_that_opens_a_branch_asks_what_is_new() -> None:
    async with stage(EXERCISE) as here:
        await here.press(*ANSWERS, "down", "enter", "2", "enter", "down", "enter", "8", "enter")
        assert here.step == "what"


def test_a_refused_change_is_complained_of() -> None:
    required = EXERCISE.replace('text = "How strong is it?"', 'text = "How?"\nrequired = true')
    keys = (*ANSWERS, "down", "enter", "backspace", "enter")
    assert "Pick a number from 0 to 10. A guess is good enough." in seen(required, keys)


def test_on_an_answer_enter_is_not_said_to_finish() -> None:
    words = seen(EXERCISE, (*ANSWERS, "down"))
    assert "Enter change this answer" in words
    assert "Enter finish" not in words


def test_help_and_blank_lead_back_to_the_review() -> None:
    keys = (*ANSWERS, "f1", "escape", "f12", "f12")
    assert "That's all of it." in seen(EXERCISE, keys)


@acted
async def test_a_finish_that_cannot_be_kept_is_complained_of_and_can_be_tried_again() -> None:
    async with stage(EXERCISE) as here:
        await reach_review(here)
        here.kept.full = True
        await here.press("enter")
        assert "Not saved: the disk is full." in here.words
        here.kept.full = False
        await here.press("enter")
        assert len(here.kept.finished) == 1


@acted
async def test_back_from_the_review_that_cannot_be_kept_breaks_nothing() -> None:
    async with stage(EXERCISE) as here:
        await reach_review(here)
        here.kept.full = True
        await here.press("f2")
        assert "Not saved: the disk is full." in here.words


LONG = "".join(step("ask", f"q{n}", f"Question {n}?") for n in range(1, 13))


@SIZES
def test_the_cursor_of_a_long_review_stays_in_sight(size: Size) -> None:
    answers = (f"type:Answer {n}.\n" for n in range(1, 13))
    assert "› Answer 12." in seen(LONG, (*answers, *["down"] * 12), size)


@acted
async def test_without_words_of_ones_own_nothing_is_looked_over() -> None:
    async with stage(EXERCISE) as here:
        await here.press("enter", "2", "enter", "3", "enter")
        assert "Kept in a safe place." in here.words


@acted
async def test_the_answers_so_far_can_be_looked_over_and_changed_on_the_way() -> None:
    async with stage(EXERCISE) as here:
        await here.press("enter", "7", "enter", "type:She le", "f6")
        assert "That's what you said so far." in here.words
        await here.press("down", "enter", "8", "enter")
        assert here.sitting.session.replies[-1].value == 8
        await here.press("type:ft.", "enter")
        assert here.kept.trail[-1] == "She left."
        await here.press("f6", "escape")
        assert here.step == "later"
