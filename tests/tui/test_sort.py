"""Sorting: one in hand, the piles in sight."""

from __future__ import annotations

from tests.tui.forms import FORMS, Form, reach
from tests.tui.stage import Stage, acted, stage

SORT: Form = next(form for kind, form in FORMS.items() if kind.__name__ == "Sort")


async def sorting(here: Stage) -> None:
    await reach(SORT, here)


@acted
async def test_the_first_one_not_placed_is_in_hand() -> None:
    async with stage(SORT.script) as here:
        await sorting(here)
        assert "1 of 2 unread" in here.words
        await here.press("1")
        assert "2 of 2 unloved" in here.words


@acted
async def test_what_was_placed_stands_on_its_pile() -> None:
    async with stage(SORT.script, (60, 20)) as here:  # the piles under each other
        await sorting(here)
        await here.press("2")
        assert "2 a story unread" in here.words


@acted
async def test_with_all_placed_it_says_so_and_enter_comes_first() -> None:
    async with stage(SORT.script) as here:
        await sorting(here)
        assert here.words.index("1 a fact 2 a story") < here.words.index("Enter go on")
        await here.press("1", "2")
        assert "All sorted." in here.words
        assert "Enter go on 1 a fact 2 a story" in here.words


@acted
async def test_arrows_take_one_up_again_and_put_it_elsewhere() -> None:
    async with stage(SORT.script) as here:
        await sorting(here)
        await here.press("1", "2", "up", "right", "enter")
        assert here.kept.trail[-1] == (("unread", "story"), ("unloved", "story"))


@acted
async def test_what_a_number_does_is_told_on_the_narrowest_screen() -> None:
    async with stage(SORT.script, (40, 12)) as here:
        await sorting(here)
        assert "1 a fact 2 a story" in here.words
