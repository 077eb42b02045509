"""Each prompt form met with the keyboard alone, on a wide and on a narrow screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from rsense.core.engine import Reply
from rsense.core.prompts import (
    SKIPPED,
    Fill,
    Gather,
    Moment,
    Pace,
    Pick,
    Prompt,
    Rate,
    Read,
    Sort,
    Write,
)
from rsense.ports import Activity, Services
from tests.nobody import nobody_to_call
from tests.shipped import LIBRARY
from tests.steps import step
from tests.tui.forms import AFTER, FORMS, Form, reach
from tests.tui.hostile import Posed
from tests.tui.stage import NARROW, SIZES, Size, acted, running, stage


def forms(which: Callable[[Form], object]) -> pytest.MarkDecorator:
    """Those of the forms, each by its name."""
    some = {kind.__name__: form for kind, form in FORMS.items() if which(form)}
    return pytest.mark.parametrize("form", some.values(), ids=list(some))


HALVED = forms(lambda form: form.half)


def test_every_prompt_form_is_met_here() -> None:
    assert set(FORMS) == set(get_args(Prompt))


def test_only_what_cannot_be_answered_wrongly_refuses_nothing() -> None:
    assert {kind for kind, form in FORMS.items() if not form.wrong} == {Read, Pace, Rate, Write}


@SIZES
@forms(lambda _: True)
@acted
async def test_the_keyboard_alone_answers_goes_back_and_leaves_out(form: Form, size: Size) -> None:
    async with stage(form.script, size) as here:
        await reach(form, here)
        assert form.question in here.words
        await here.press(*form.keys)
        assert (here.step, here.kept.trail[-1]) == ("after", form.answer)
        await here.press("f2")
        assert here.step == "it"
        await here.press(*form.again)  # the answer is there again
        assert (here.step, here.kept.trail[-1]) == ("after", form.answer)
        await here.press("ctrl+b", "f4")
        skipped = None if form is FORMS[Read] else SKIPPED
        assert (here.step, here.kept.trail[-1]) == ("after", skipped)


@SIZES
@forms(lambda form: form.wrong)
@acted
async def test_a_refused_answer_is_complained_of_and_changes_nothing(
    form: Form, size: Size
) -> None:
    async with stage(form.script, size) as here:
        await reach(form, here)
        before, view = here.sitting.session, here.view
        await here.press(*form.wrong)
        assert form.complaint in here.words
        assert here.sitting.session is before
        assert here.view is view


@forms(lambda form: form.wrong_left)
@acted
async def test_what_was_refused_is_kept_when_leaving(form: Form) -> None:
    async with stage(form.script) as here:
        await reach(form, here)
        await here.press(*form.wrong, "escape")
    assert Reply("it", form.wrong_left) in here.kept.ahead


@HALVED
@acted
async def test_what_was_begun_is_kept_when_leaving(form: Form) -> None:
    async with stage(form.script) as here:
        await reach(form, here)
        await here.press(*form.half, "escape")
    assert Reply("it", form.left) in here.kept.ahead


@HALVED
@acted
async def test_what_was_begun_is_still_there_after_going_back_and_forth(form: Form) -> None:
    async with stage(step("say", "first", "First.") + form.script) as here:
        await here.press("enter")
        await reach(form, here)
        await here.press(*form.half, "f2")
        while here.step == "it":  # a sentence goes back gap by gap
            await here.press("f2")
        await here.press("f4" if here.step == "first" else "enter")
        shown = here.sitting.current
        assert shown is not None
        assert (shown.step, shown.prefill) == ("it", form.left)


@acted
async def test_a_message_is_read_with_notes_under_it() -> None:
    assert LIBRARY.message_lint
    services = Services(nobody_to_call, notes=LIBRARY.message_lint.notes)
    opened = Activity(Posed(Write("Say it.", lint=True), None))
    async with running(services, opened) as here:
        await here.press("type:You never call.")
        assert "“You never”: This may sound as if it's always so" in here.words


RATE, WRITE, PICK = FORMS[Rate].steps, FORMS[Write].steps, FORMS[Pick].steps
ONE_PICK = PICK.replace("at_most = 2", "other = true")
MANY_PICK = PICK.replace("at_most = 2", "at_most = 3\nother = true")
LONG_RATE = RATE + "high = 100\n"
LONG_WRITE = WRITE + 'lines = "many"\n'
NUMBER_PICK = step("choose", "it", "How many?", options=["10", "2", "1", "0"])
TWO_BINS, SENTENCE = FORMS[Sort], FORMS[Fill]

WAYS = {
    "arrows begin a rating in its middle": (RATE, ("right", "enter"), 5),
    "arrows move a rating": (RATE, ("right", "right", "right", "left", "enter"), 6),
    "two digits make one number": (RATE, ("1", "0", "enter"), 10),
    "a digit too many begins again": (RATE, ("7", "3", "enter"), 3),
    "a rating stops at its end": (RATE, ("9", "right", "right", "right", "enter"), 10),
    "an erased rating can be given again": (RATE, ("9", "backspace", "2", "enter"), 2),
    "three digits reach a hundred": (LONG_RATE, ("1", "0", "0", "enter"), 100),
    "page keys move by ten": (LONG_RATE, ("5", "5", "pageup", "enter"), 65),
    "a cursor picks one": (ONE_PICK, ("down", "down", "enter"), ("withdraw",)),
    "the first arrow comes to the first": (ONE_PICK, ("up", "enter"), ("write",)),
    "space takes the first": (ONE_PICK, ("space", "enter"), ("write",)),
    "nothing is chosen by an Enter alone": (ONE_PICK, ("enter",), SKIPPED),
    "a number picks one": (ONE_PICK, ("3", "enter"), ("check",)),
    "a letter goes to a label": (ONE_PICK, ("type:wi", "enter"), ("withdraw",)),
    "of numbers the very one is taken": (NUMBER_PICK, ("1", "enter"), ("1",)),
    "a number of two digits is taken": (NUMBER_PICK, ("1", "0", "enter"), ("10",)),
    "numbers are gone through by arrows": (NUMBER_PICK, ("down", "down", "enter"), ("2",)),
    "of several numbers none is marked unseen": (
        NUMBER_PICK + "at_most = 2\n",
        ("2", "space", "enter"),
        ("2",),
    ),
    "own words are one more choice": (ONE_PICK, ("4", "enter", "type:hide\n"), ("hide",)),
    "own words stand beside picks": (
        MANY_PICK,
        ("1", "4", "type:hide\n", "enter"),
        ("write", "hide"),
    ),
    "a mark is taken back": (PICK, ("1", "2", "1", "enter"), ("withdraw",)),
    "an empty line of one's own changes nothing": (
        ONE_PICK,
        ("4", "enter", "enter", "1", "enter"),
        ("write",),
    ),
    "Enter breaks a line in a long text": (LONG_WRITE, ("type:One.\nTwo.", "ctrl+s"), "One.\nTwo."),
    "Ctrl+S takes a short text too": (WRITE, ("type:One.", "ctrl+s"), "One."),
    "Backspace in an empty line takes an item back": (
        FORMS[Gather].steps,
        ("type:a lamp\n", "type:a cup\n", "backspace", "backspace", "type:t\n", "enter"),
        ("a lamp", "a cut"),
    ),
    "arrows put items in bins": (
        TWO_BINS.steps,
        (*TWO_BINS.before, "right", "down", "left", "enter"),
        (("unread", "fact"), ("unloved", "story")),
    ),
    "piles that are numbers go by their names": (
        TWO_BINS.steps.replace('"a fact"', '"2"').replace('"a story"', '"1"'),
        (*TWO_BINS.before, "1", "2", "enter"),
        (("unread", "story"), ("unloved", "fact")),
    ),
    "F2 goes a gap back": (
        SENTENCE.steps,
        ("type:he left\n", "f2", "type:!\n", "type:lost\n"),
        (("event", "he left!"), ("feeling", "lost")),
    ),
    "a gap left empty comes back after the last one": (
        SENTENCE.steps,
        ("enter", "type:lost\n", "type:he left\n", "enter"),
        (("event", "he left"), ("feeling", "lost")),
    ),
}


@pytest.mark.parametrize(("steps", "keys", "answer"), WAYS.values(), ids=list(WAYS))
@acted
async def test_each_way_of_answering_works(
    steps: str, keys: tuple[str, ...], answer: object
) -> None:
    async with stage(steps + AFTER) as here:
        await here.press(*keys)
        assert (here.step, here.kept.trail[-1]) == ("after", answer)


@acted
async def test_a_list_of_numbers_has_no_numbers_beside_it() -> None:
    async with stage(NUMBER_PICK + AFTER) as here:
        assert "( ) 2 ( ) 1 ( ) 0" in here.words


CARDS = {"evidence": ("She drove an hour.", "We talked."), "plans": ("If it rains, then I stay.",)}
NONE_NEEDED = {
    "Enter picks none": ("evidence", ("enter",), ()),
    "of one card, too": ("plans", ("enter",), ()),
    "a number marks": ("plans", ("1", "enter"), ("If it rains, then I stay.",)),
    "a second takes the place of the first": ("evidence", ("1", "2", "enter"), ("We talked.",)),
    "a mark comes off again": ("evidence", ("1", "1", "enter"), ()),
}


@pytest.mark.parametrize(("shelf", "keys", "answer"), NONE_NEEDED.values(), ids=list(NONE_NEEDED))
@acted
async def test_where_none_is_needed_none_is_picked_by_itself(
    shelf: str, keys: tuple[str, ...], answer: object
) -> None:
    recall = step("recall", "kept", "Which?", shelf=shelf, at_most=1)
    async with stage(recall + AFTER, shelves=CARDS) as here:
        await here.press(*keys)
        assert (here.step, here.kept.trail[-1]) == ("after", answer)


SKIPS = {
    "a list": (ONE_PICK, (), "Enter skip"),
    "a list where something is chosen": (ONE_PICK, ("down",), "F4 ^N skip"),
    "a long text": (LONG_WRITE, (), "F4 ^N skip"),
    "a line": (WRITE, (), "F4 ^N skip"),
    "a scale": (RATE, (), "F4 ^N skip"),
    "a list to tick": (MANY_PICK, (), "F4 ^N skip"),
}


@pytest.mark.parametrize(("steps", "keys", "hint"), SKIPS.values(), ids=list(SKIPS))
@acted
async def test_keys_name_what_skips(steps: str, keys: tuple[str, ...], hint: str) -> None:
    async with stage(steps + AFTER) as here:
        await here.press(*keys)
        assert hint in here.words
        assert here.words.count(" skip") == 1


@acted
async def test_own_words_come_back_as_they_were() -> None:
    for steps, keys in (
        (ONE_PICK, ("4", "enter", "type:hide\n")),
        (MANY_PICK, ("4", "type:hide\n", "enter")),
    ):
        async with stage(steps + AFTER) as here:
            await here.press(*keys, "f2", "enter")
            assert (here.step, here.kept.trail[-1]) == ("after", ("hide",))


HALF_OWN = {
    "one": (ONE_PICK, ("4", "enter", "type:hid"), ("hid",)),
    "several": (MANY_PICK, ("1", "4", "type:hid"), ("write", "hid")),
    "erased again": (
        MANY_PICK,
        ("1", "4", "type:hid", "backspace", "backspace", "backspace"),
        ("write",),
    ),
}


@pytest.mark.parametrize(("steps", "keys", "begun"), HALF_OWN.values(), ids=list(HALF_OWN))
@acted
async def test_own_words_half_written_are_kept(
    steps: str, keys: tuple[str, ...], begun: object
) -> None:
    async with stage(steps + AFTER) as here:
        await here.press(*keys, "escape")
    assert [reply.value for reply in here.kept.ahead] == [begun]


LONG = "This question is longer than a narrow screen, and it goes on and on about itself. " * 5
FIRST_PLACES = {
    "a rating": (FORMS[Rate], ("7",), "[7]"),
    "the first of a list": (FORMS[Pick], ("down", "up"), "› 1 [ ] write"),
    "the first to be sorted": (FORMS[Sort], ("down", "up"), "unread"),
    "a line of words": (FORMS[Write], ("type:She",), "She"),
    "an item": (FORMS[Gather], ("type:a lamp",), "a lamp"),
    "a gap": (FORMS[Fill], ("type:he left",), "he left"),
    "the end of a page": (FORMS[Read], ("down",) * 12, "about itself."),
}


@pytest.mark.parametrize(("form", "keys", "place"), FIRST_PLACES.values(), ids=list(FIRST_PLACES))
@acted
async def test_behind_a_long_question_the_place_of_the_cursor_comes_into_sight(
    form: Form, keys: tuple[str, ...], place: str
) -> None:
    long = form.steps.replace(form.question, LONG)
    async with stage(long, NARROW) as here:
        await reach(form, here)
        await here.press(*keys)
        assert place in here.words


@acted
async def test_moment_is_read_back_as_it_is_understood() -> None:
    async with stage(FORMS[Moment].script) as here:
        assert "A day or a time, such as “in 3 days”" in here.words
        await here.press("type:fri")
        assert "That's Friday 27 November, 20:00." in here.words
