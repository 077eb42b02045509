"""Looking back on the screens: found, changed, thrown away, taken back."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest

from rsense.cli.desk import Desk
from rsense.cli.house import house_services
from rsense.core.records import Keepsake, SessionRecord, Trigger
from rsense.tui.app import RsenseApp
from rsense.tui.rows import PAGE, Rows
from tests.pictures import NOW, invented
from tests.tui.stage import NARROW, WIDE, Clock, Kept, Size, Stage, acted


@dataclass
class Room:
    here: Stage
    desk: Desk

    def trigger(self, words: str) -> Trigger:
        found = (f.record for f in self.desk.records.newest("trigger"))
        return next(t for t in found if isinstance(t, Trigger) and words in t.what)


@asynccontextmanager
async def looking_back(size: Size = WIDE, more: int = 0) -> AsyncIterator[Room]:
    """The screen over a few invented days, and `more` older triggers."""
    with tempfile.TemporaryDirectory() as folder:
        desk = invented(folder)
        for n in range(more):
            at = NOW - timedelta(days=9, hours=n)
            desk.records.add(Trigger(id=f"older{n:05}", at=at, what=f"Older {n}", intensity=2))
        clock = Clock()
        app = RsenseApp(house_services(desk), clock=clock)
        async with app.run_test(size=size) as pilot:
            here = Stage(app, pilot, clock, Kept())
            await here.press("h")
            yield Room(here, desk)


@acted
async def test_today_is_told_at_a_glance() -> None:
    async with looking_back() as room:
        assert "Today: 1 trigger, 7 at most" in room.here.words


FILTERS = {
    ("f",): ("triggers, 4", "drove an hour"),
    ("f", "f"): ("exercises, nothing yet", "Text unread"),
    ("f", "f", "f"): ("kept, 1", "Text unread"),
    ("f",) * 4: ("7 and stronger, 1", "Lunch called"),
    ("f",) * 5: ("the last seven days, 4", "Older"),
    ("f",) * 6: ("all, 5", "never"),
}


@pytest.mark.parametrize(("keys", "told"), FILTERS.items(), ids=lambda it: str(it[0]))
@acted
async def test_the_list_can_be_narrowed_down(keys: tuple[str, ...], told: tuple[str, str]) -> None:
    async with looking_back(more=1) as room:
        await room.here.press(*keys)
        count, gone = told
        assert count in room.here.words
        assert gone not in room.here.words


@acted
async def test_a_search_looks_through_all_that_was_said() -> None:
    async with looking_back() as room:
        await room.here.press("slash", "type:disapp", "enter")
        assert "all, 1" in room.here.words
        assert "Lunch called off" in room.here.words


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x12"])
@acted
async def test_a_part_can_be_changed_and_the_change_taken_back(size: Size) -> None:
    async with looking_back(size) as room:
        await room.here.press("e", "2", "enter", "4", "enter")
        assert room.trigger("unread").intensity == 4
        assert "Looking back" in room.here.words
        await room.here.press("u")
        assert room.trigger("unread").intensity == 7
        assert "It reads as before" in room.here.words


@acted
async def test_feelings_are_changed_where_they_stand() -> None:
    async with looking_back() as room:
        await room.here.press("e", "3", "enter", "backspace", "type:stung", "enter", "enter")
        assert room.trigger("unread").emotions == ("anxious", "stung")


@acted
async def test_a_moment_is_said_in_words() -> None:
    async with looking_back() as room:
        before = room.trigger("unread").at
        await room.here.press("e", "8", "enter", *["backspace"] * 16, "type:2026-11-21 08:00")
        await room.here.press("enter")
        assert room.trigger("unread").at < before


@acted
async def test_a_moment_that_is_none_is_asked_again_and_changes_nothing() -> None:
    async with looking_back() as room:
        before = room.trigger("unread").at
        await room.here.press("e", "8", "enter", *["backspace"] * 16, "type:soonish", "enter")
        assert "soonish" in room.here.words
        assert room.trigger("unread").at == before


@acted
async def test_what_is_left_out_stays_as_it_was() -> None:
    async with looking_back() as room:
        await room.here.press("e", "2", "enter", "f4")
        assert room.trigger("unread").intensity == 7


@acted
async def test_what_is_thrown_away_is_gone_and_comes_back() -> None:
    async with looking_back() as room:
        await room.here.press("d")
        assert "all, 3" in room.here.words
        assert "In the trash" in room.here.words
        await room.here.press("u")
        assert "all, 4" in room.here.words
        assert room.trigger("unread").intensity == 7


@acted
async def test_with_nothing_to_take_back_it_says_so() -> None:
    async with looking_back() as room:
        await room.here.press("u")
        assert "nothing to take back" in room.here.words


@acted
async def test_an_exercise_is_left_to_an_editor() -> None:
    async with looking_back() as room:
        session = SessionRecord(
            id="session001", at=NOW, exercise="journal", title="An open page", finished=NOW,
            outcome="completed",
        )  # fmt: skip
        room.desk.records.add(session)
        await room.here.press("escape", "h", "e")
        assert "rsense edit session001" in room.here.words


@acted
async def test_a_card_can_be_reworded() -> None:
    async with looking_back() as room:
        await room.here.press("f", "f", "f", "e", "1", "enter", "type:.", "enter")
        cards = [f.record for f in room.desk.records.newest("keepsake")]
        assert [c.text for c in cards if isinstance(c, Keepsake)] == [
            "My sister drove an hour when I was ill."
        ]


@acted
async def test_a_long_list_is_turned_page_by_page() -> None:
    async with looking_back(more=2 * PAGE) as room:
        rows = room.here.app.screen.query_one(Rows)
        await room.here.press("end")
        assert rows.at == 2 * PAGE + 3
        assert f"Older {2 * PAGE - 1}" in room.here.words
        await room.here.press("home")
        assert "Text unread" in room.here.words
        assert len(rows.children) == PAGE
