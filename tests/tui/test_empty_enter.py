"""Enter with nothing said: it skips what may be skipped, and never what must be answered."""

from __future__ import annotations

import pytest

from rsense.core.prompts import SKIPPED, Fill, Gather, Pick, Rate, Sort, Write
from tests.steps import step
from tests.tui.forms import AFTER, FORMS, PICK, RATE, WRITE, reach
from tests.tui.stage import acted, stage

REQUIRED = {
    RATE: "Pick a number from 0 to 10. A guess is good enough.",
    WRITE: "A few words are enough.",
    PICK: "Pick one, whichever comes closest.",
}
PAGE = step("ask", "it", "Write it down.", lines="many") + AFTER
STARTED = WRITE + 'starter = "I need"\n' + PAGE.replace('"it"', '"page"').replace('"after"', '"z"')


@acted
async def test_enter_with_nothing_said_skips_the_question() -> None:
    for form in (FORMS[kind] for kind in (Rate, Write, Pick, Gather, Sort, Fill)):
        async with stage(form.script) as here:
            await reach(form, here)
            await here.press(*["enter"] * (2 if form is FORMS[Fill] else 1))
            assert (here.step, here.kept.trail[-1]) == ("after", SKIPPED)


@acted
async def test_enter_with_nothing_said_is_complained_of_where_an_answer_is_needed() -> None:
    for steps, complaint in REQUIRED.items():
        async with stage(steps + "required = true\n") as here:
            await here.press("enter")
            assert here.step == "it"
            assert complaint in here.words


@acted
async def test_a_starter_alone_is_nothing_said() -> None:
    async with stage(STARTED) as here:
        await here.press("enter")
        assert here.kept.trail == [SKIPPED]


@acted
async def test_enter_on_an_empty_line_goes_on_from_a_long_text_or_skips_it() -> None:
    for keys, kept in (
        (("type:One.\nTwo.", "enter", "enter"), "One.\nTwo."),
        (("enter",), SKIPPED),
    ):
        async with stage(PAGE) as here:
            assert "Enter on an empty line goes on." in here.words
            await here.press(*keys)
            assert here.kept.trail == [kept]


@acted
async def test_enter_on_an_empty_line_within_a_long_text_is_a_new_line() -> None:
    async with stage(PAGE) as here:
        await here.press("type:One.", "enter", "type:Two.", "up", "home", "enter", "up", "enter")
        assert here.step == "it"


@acted
async def test_pasted_empty_lines_end_no_long_text() -> None:
    async with stage(PAGE) as here:
        await here.paste("One.\n\n\n")
        await here.type("Two.\n\nThree.\n\n")  # a terminal that does not mark a paste
        assert here.step == "it"


@pytest.mark.parametrize("key", ["enter", "ctrl+s"])
@acted
async def test_a_line_end_that_was_pasted_is_kept(key: str) -> None:
    async with stage(PAGE) as here:
        await here.paste("One.\n")
        await here.press(key)
        assert here.kept.trail == ["One.\n"]


PRIVATE = (
    step(
        "choose",
        "it",
        "What worries you most?",
        private=True,
        options=[
            {"value": "no", "label": "that they'd say no", "go": "after"},
            {"value": "harm", "label": "what they might do"},
        ],
    )
    + step("say", "between", "Then stay where other people are.")
    + step("say", "after", "Then go on.")
)


@acted
async def test_enter_alone_answers_no_private_question_that_leads_somewhere() -> None:
    async with stage(PRIVATE) as here:
        assert "Enter go on" not in here.words
        await here.press("enter")
        assert here.step == "it"
        assert "Pick one, whichever comes closest." in here.words
        await here.press("down")
        assert "Enter go on" in here.words
        await here.press("enter")
        assert here.step == "after"
