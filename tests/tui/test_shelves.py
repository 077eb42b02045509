"""The shelves: shelf by shelf, as many cards as there may be, each of them readable to its end."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager

import pytest
from msgspec.structs import replace
from textual.widget import Widget

from rsense.ports import Services
from rsense.tui.screens.shelves import FIRST, ShelvesScreen
from rsense.tui.widgets.row_list import PAGE, RowList
from tests.nobody import nobody_to_call
from tests.tui.hostile import HOUSE
from tests.tui.stage import NARROW, WIDE, Size, Stage, acted, running

LONG = " ".join(f"word{n}" for n in range(2500))
TALL = "\n".join(f"line {n}" for n in range(300))
SIZES = (NARROW, WIDE, (120, 40))


@asynccontextmanager
async def shelves(cards: Iterable[tuple[str, str]], size: Size = WIDE) -> AsyncIterator[Stage]:
    services = Services(nobody_to_call, home_actions=replace(HOUSE, shelves=lambda: cards))
    async with running(services, size=size) as here:
        assert services.home_actions
        here.app.push_screen(ShelvesScreen(services.home_actions))
        await here.until(lambda: "The shelves" in here.words)
        yield here


def read_slowly(cards: int) -> Iterator[tuple[str, str]]:
    """As from a disk: what is not asked for takes no time."""
    for number in range(cards):
        time.sleep(0.00003)
        yield f"Shelf {number % 3}", f"Card {number}"


@acted
async def test_cards_stand_under_the_title_of_their_shelf() -> None:
    async with shelves([("First", "one"), ("Second", "two"), ("First", "three")]) as here:
        assert "1 of 2 First › one three Second two" in here.words
        await here.press("end")
        assert "1 of 1" in here.words
        assert "› two" in here.words


@acted
async def test_empty_shelves_say_so() -> None:
    async with shelves([]) as here:
        assert "The shelves are empty. Exercises offer to put things here." in here.words


@pytest.mark.slow
@pytest.mark.parametrize("count", [5_000, 20_000])
@acted
async def test_many_cards_are_read_while_the_screen_is_used(count: int) -> None:
    async with shelves(read_slowly(count)) as here:
        assert list(here.app.workers)  # it did not wait for all of them
        few = len(here.app.screen.query(Widget))
        here.send("down")
        await here.until(lambda: "› Card 3" in here.words)
        await here.settle()  # all of them are read
        assert "› Card 3" in here.words  # the cursor stays on its card
        assert len(here.app.screen.query_one(RowList).items) == count
        await here.press("end")
        last = max(number for number in range(count) if number % 3 == 2)
        assert f"› Card {last}" in here.words
        assert len(here.app.screen.query(Widget)) == few < 3 * PAGE


@acted
async def test_the_screen_can_be_left_while_cards_are_read() -> None:
    async with shelves(read_slowly(10**9)) as here:
        here.send("escape")
        await here.until(lambda: not isinstance(here.app.screen, ShelvesScreen))
        await here.until(lambda: not list(here.app.workers))


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@acted
async def test_a_long_card_is_short_in_the_list_and_whole_on_its_own(size: Size) -> None:
    cards = [("First", LONG), ("First", TALL), ("First", "short"), *[("First", LONG)] * FIRST]
    async with shelves(cards, size) as here:
        await here.press("down")
        assert "› line 0" in here.words
        assert "line 6" not in here.words
        await here.press("enter", "end")
        await here.until(lambda: "line 299" in here.words)
        await here.press("escape", "up", "enter", "end")
        await here.until(lambda: "word2499" in here.words)
        await here.press("escape", "escape")
        assert not isinstance(here.app.screen, ShelvesScreen)
