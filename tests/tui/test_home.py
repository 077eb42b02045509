"""Home as a launcher: by cursor, by key and by click, at every size."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from textual.widgets._toast import Toast

from rsense.core.records import FollowUp, Record, Ritual, Trigger
from rsense.services.context import AppContext
from rsense.services.exercise.flow import ExerciseFlow
from rsense.services.frontend_services import full_services
from rsense.services.now.flow import PARTING_SOFTER
from rsense.tui.screens.exercise import ExerciseScreen
from rsense.tui.screens.home import TILES, HomeScreen
from rsense.tui.widgets.choice import Choice
from tests.pictures import NOW, invented
from tests.tui.stage import NARROW, WIDE, Size, Stage, acted, running

LEFT = "rethink-the-rejection"
DAY = timedelta(days=1)
ASKED = FollowUp("wait234567", NOW - 3 * DAY, "she'll be cold", due=NOW - DAY, sure=80)
HARD = Trigger("hard234567", NOW, "He left", intensity=9)
SIZES: tuple[Size, ...] = ((120, 40), WIDE, (60, 20), NARROW)


@asynccontextmanager
async def at_home(size: Size = WIDE, left: str = "", *records: Record) -> AsyncIterator[Stage]:
    """The home screen over a few invented days; `left` is an exercise left half way."""
    with tempfile.TemporaryDirectory() as folder:
        context = invented(folder)
        for one in records:
            context.records.add(one)
        if left:
            leave_half_way(context, left)
        async with running(full_services(context), size=size) as here:
            yield here


def leave_half_way(context: AppContext, exercise: str) -> None:
    opened = ExerciseFlow(context, context.script(exercise), private=False).opened(ask=False)
    opened.sitting.answer(6, None)
    opened.close()


def under_cursor(here: Stage) -> str:
    """The action of the choice that has the cursor."""
    focused = here.app.focused
    return focused.act if isinstance(focused, Choice) else ""


@acted
async def test_what_comes_back_is_one_row_with_a_key_and_a_click() -> None:
    for size in SIZES:
        async with at_home(size, "", ASKED) as here:
            rows = here.app.screen.query("#waiting Choice").results(Choice)
            (row,) = (one for one in rows if one.act == "come_back")
            row.scroll_visible(animate=False)
            await here.settle()
            assert "You expected" in here.text
            await (here.press("c") if size == WIDE else here.pilot.click(row))
            await here.settle()
            assert isinstance(here.app.screen, ExerciseScreen), size
            assert "came as I feared" in here.text


@acted
async def test_every_tile_can_be_read_where_it_is_very_narrow() -> None:
    async with at_home((20, 6)) as here:
        tiles = [*here.app.screen.query(".tile").results(Choice)]
        assert {tile.size.width for tile in tiles} == {tiles[0].size.width}
        assert all(len(f"n  {tile.name}") < tiles[0].size.width for tile in TILES[1:])


@acted
async def test_what_comes_back_is_no_row_on_a_hard_evening() -> None:
    async with at_home(WIDE, "", ASKED, HARD) as here:
        assert "You expected" not in here.text
        await here.press("c")
        await here.settle()
        (toast,) = here.app.screen.query(Toast)
        assert "so it can wait." in str(toast.render())


@pytest.mark.slow
@acted
async def test_the_cursor_is_on_help_first_and_comes_to_every_choice() -> None:
    for size in SIZES:
        async with at_home(size) as here:
            choices = [one.act for one in here.app.screen.query(Choice)]
            seen: list[str] = []
            for _ in choices:
                seen.append(under_cursor(here))
                assert "› " in here.text, size  # brought into sight
                await here.press("tab")
            assert seen == choices
            assert seen[: len(TILES)] == [tile.action for tile in TILES]


@acted
async def test_arrows_go_where_they_point() -> None:
    async with at_home() as here:
        for key, there in (
            ("right", "breathe"),
            ("down", "exercise('rethink-the-rejection')"),
            ("left", "exercise('five-senses')"),
            ("up", "now"),
            ("up", "now"),
        ):
            await here.press(key)
            assert under_cursor(here) == there


@acted
async def test_a_message_covers_no_key() -> None:
    for size in SIZES:
        async with at_home(size) as here:
            here.app.notify(PARTING_SOFTER, markup=False)
            await here.until(lambda: bool(here.app.screen.query(Toast)))
            (toast,) = here.app.screen.query(Toast)
            assert not toast.region.overlaps(here.app.screen.query_one("#keys").region), size


@acted
async def test_a_choice_opens_by_key_by_enter_and_by_click() -> None:
    async with at_home() as here:
        place = here.app.screen.query(Choice)[1]
        for way in ("b", "enter", "click"):
            if way == "click":
                await here.pilot.click(place)
                await here.settle()
            elif way == "enter":
                await here.press("right", "enter")
            else:
                await here.press(way)
            assert isinstance(here.app.screen, ExerciseScreen), way
            assert "Feet on the floor." in here.words, way  # it has begun
            await here.press("escape")
            here.app.set_focus(here.app.screen.query(Choice)[0])


@acted
async def test_enter_goes_on_with_what_was_left_without_a_question() -> None:
    for keys in (("enter",), ("o",)):
        async with at_home(left=LEFT) as here:
            assert "Half way" in here.words
            await here.press(*keys)
            assert "Before we look at it" in here.words
            assert here.sitting.session.replies


@acted
async def test_ritual_of_today_is_one_row_until_it_is_done() -> None:
    evening = Ritual("ritu234567", NOW - timedelta(days=3), "Ten [b] minutes", "sun 22:00")
    morning = evening._replace(id="morn234567", text="Stretch", every="daily 8:00")
    async with at_home(WIDE, "", morning, evening) as here:
        assert "Today 22:00 Ten [b] minutes y" in here.words
        assert "Stretch" not in here.words
        await here.press("y")
        assert "sun 22:00, next: today 22:00" in here.words
        await here.press("2", "enter")
        assert "Today 08:00 Stretch y" in here.words
        await here.pilot.click(here.app.screen.query("#waiting Choice").last())
        await here.settle()
        assert "daily 8:00, next: tomorrow 08:00" in here.words


@acted
async def test_a_digit_shows_the_exercises_of_a_stage() -> None:
    async with at_home((120, 40)) as here:
        screen = here.app.screen
        assert isinstance(screen, HomeScreen)
        await here.press("2")
        shown = {one.act for one in screen.query("#library Choice").results(Choice)}
        links = screen.services.find("").exercises
        assert shown == {f"exercise('{it.id}')" for it in links if it.stage == "settle"}
        assert under_cursor(here) in shown
        await here.press("2")
        assert screen.stage is None


@acted
async def test_a_stage_that_is_opened_has_the_screen() -> None:
    async with at_home((80, 24)) as here:
        await here.press("3")
        await here.until(lambda: "What is happening?" not in here.words)
        assert here.words.index("Notice") < here.words.index("When you fear the worst")
        assert "Re-think the rejection" in here.words
        assert "Esc back to all" in here.words
        await here.press("escape")
        await here.until(lambda: "What is happening?" in here.words)
        assert "Esc leave" in here.words


@acted
async def test_what_is_below_the_screen_is_said_to_be() -> None:
    async with at_home(NARROW) as here:
        assert "PgDn more" in here.words
        for _ in range(5):
            await here.press("pagedown")
        assert "PgDn more" not in here.words
    async with at_home((120, 50)) as here:
        assert "PgDn more" not in here.words


@acted
async def test_one_escape_too_many_does_not_lead_to_the_shell() -> None:
    async with at_home() as here:
        await here.press("s", "escape", "escape")
        assert "Esc again to leave" in here.words
        here.send("escape")  # a key that is held down
        await here.settle()
        assert here.app.is_running
        await here.press("escape")
        assert not here.app.is_running


@acted
async def test_a_tile_goes_straight_on_with_what_was_left() -> None:
    async with at_home(left=LEFT) as here:
        await here.press("r")
        await here.until(lambda: "You're going on where you left off." in here.words)


@acted
async def test_now_ends_in_a_sentence() -> None:
    async with at_home() as here:
        await here.press("n")
        await here.until(lambda: "How strong" in here.words)
        await here.press("4")
        await here.until(lambda: "What's happening?" in here.words)
        await here.press("p")
        await here.until(lambda: "enough for now" in here.words)
        await here.press("e")
        await here.until(lambda: here.app.screen is here.app.home_screen)
        await here.until(lambda: bool(here.app.screen.query(Toast)))
        assert [str(toast.render()) for toast in here.app.screen.query(Toast)] == [PARTING_SOFTER]


@acted
async def test_what_is_half_typed_in_a_log_is_said_to_be_kept_once_it_is(saved_soon: float) -> None:
    async with at_home() as here:
        await here.press("l")
        assert "Esc leave F1" in here.words
        await here.press("type:He didn't wr")
        await here.until(lambda: "Esc leave, all is kept" in here.words)
