"""What a key does at a question a click does too, and what is selected can be copied."""

from __future__ import annotations

from textual.widget import Widget

from rsense.core.prompts import Fill, Gather, Pace, Pick, Rate, Read, Skip, Sort, Value, Write
from rsense.ports import Ending
from rsense.tui.clipboard import COPIED
from rsense.tui.enter_guard import MOMENT
from rsense.tui.screens.ending import EndingScreen
from rsense.tui.views.rate import RateView
from rsense.tui.widgets.header_footer import KeyHints
from rsense.tui.widgets.wrapped_text import HangingText
from tests.tui.forms import AFTER, FORMS, reach
from tests.tui.stage import Stage, acted, stage

SAID = Ending(("Kept.",), softer=False, next_exercises=(), words=("When he left,", "I felt lost."))
ONE = FORMS[Pick].steps.replace("at_most = 2", "")


async def click(here: Stage, widget: Widget, x: int = 1, y: int = 0) -> None:
    here.clock.now += MOMENT
    await here.pilot.click(widget, offset=(x, y))
    await here.settle()


async def click_key(here: Stage, key: str) -> None:
    """A click on the hint of a key, by Textual's name."""
    hints = here.app.screen.query_one(KeyHints)
    y, x, _, _ = next(spot for spot in hints.spots if spot[3] == key)
    await click(here, hints, x, y)


async def click_row(here: Stage, number: int) -> None:
    await click(here, here.app.screen.query(HangingText)[number])


async def click_number(here: Stage, number: int) -> None:
    await click(here, here.app.screen.query_one(RateView).query_one("#scale"), 3 * number + 1)


async def by_mouse(kind: type, here: Stage) -> None:
    match kind.__name__:
        case "Rate":
            await click_number(here, 7)
            await click_number(here, 7)
        case "Pick":
            await click_row(here, 0)
            await click_row(here, 2)
        case "Sort":
            await click(here, here.app.screen.query(".pile-title")[0])
            await click(here, here.app.screen.query(".pile-title")[1])
        case "Write":
            await here.type("He left.")
        case "Gather":
            for item in ("a lamp", "a cup"):
                await here.type(item)
                await click_key(here, "enter")
        case "Fill":
            await here.type("he left")
            await click_key(here, "enter")
            await here.type("lost")
        case "Pace":
            await click_key(here, "enter")
    if kind is not Rate:
        await click_key(here, "enter")


@acted
async def test_each_question_can_be_answered_by_mouse() -> None:
    for kind in (Read, Rate, Write, Pick, Gather, Sort, Fill, Pace):
        form = FORMS[kind]
        async with stage(form.script) as here:
            await reach(form, here)
            await by_mouse(kind, here)
            assert (here.step, here.kept.trail[-1]) == ("after", form.answer), kind


@acted
async def test_a_click_on_the_only_choice_takes_it() -> None:
    async with stage(ONE + AFTER) as here:
        await click_row(here, 1)
        assert here.kept.trail == [("withdraw",)]


@acted
async def test_a_click_takes_up_what_lies_on_a_pile() -> None:
    form = FORMS[Sort]
    async with stage(form.script) as here:
        await reach(form, here)
        await here.press("1", "2")
        await click(here, here.app.screen.query("#pile-1 HangingText")[0])
        await here.press("2", "enter")
        expected: Value | Skip = (("unread", "story"), ("unloved", "story"))
        assert here.kept.trail[-1] == expected


@acted
async def test_back_skip_and_leave_can_be_clicked() -> None:
    async with stage(FORMS[Rate].script) as here:
        await click_key(here, "f4")
        assert here.step == "after"
        await click_key(here, "f2")
        assert here.step == "it"
        await click_key(here, "escape")
        assert not here.app.is_running


@acted
async def test_the_footer_shows_the_short_twin_of_a_function_key() -> None:
    async with stage(FORMS[Rate].script) as here:
        assert "F4 ^N skip" in here.words
        assert "F1 ^G help now" in here.words
    async with stage(FORMS[Rate].script, (40, 12)) as here:
        assert "F4 skip" in here.words


async def dragged(here: Stage) -> None:
    question = here.app.screen.query_one(".question")
    await here.pilot.mouse_down(question, offset=(0, 0))
    await here.pilot.hover(question, offset=(6, 0))
    await here.pilot.mouse_up(question, offset=(6, 0))
    await here.settle()


@acted
async def test_ctrl_c_copies_what_is_selected_and_only_then_leaves() -> None:
    async with stage(FORMS[Rate].script) as here:
        await dragged(here)
        await here.press("ctrl+c")
        assert here.app.clipboard == "How str"
        assert COPIED in here.words
        assert here.app.is_running
        await here.press("ctrl+c")
        assert not here.app.is_running


@acted
async def test_ctrl_c_copies_what_is_selected_in_a_field() -> None:
    async with stage(FORMS[Write].script) as here:
        await here.press("type:He left.", "shift+home", "ctrl+c")
        assert here.app.clipboard == "He left."
        await here.press("ctrl+c")
        assert not here.app.is_running


@acted
async def test_the_finished_sentence_can_be_copied() -> None:
    form = FORMS[Fill]
    async with stage(form.steps) as here:
        await here.press(*form.keys, "c")
        assert here.app.clipboard == ""  # the cursor is on no answer
        await here.press("down", "c")
        assert here.app.clipboard == "When he left, I felt lost."


@acted
async def test_the_words_of_an_ending_can_be_copied() -> None:
    async with stage(FORMS[Rate].steps) as here:
        here.app.push_screen(EndingScreen("A test", SAID, can_open=False))
        await here.settle()
        await click_key(here, "c")
        assert here.app.clipboard == "When he left,\nI felt lost."
