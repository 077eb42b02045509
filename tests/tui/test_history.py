"""Looking back on the screens: found, changed, thrown away, taken back."""

from __future__ import annotations

import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from msgspec.structs import replace

from rsense.core.records import Keepsake, SessionRecord, Trigger
from rsense.ports import HistoryEntry
from rsense.services.context import AppContext
from rsense.services.frontend_services import full_services
from rsense.store.records import reader
from rsense.store.records.query import RecordQuery
from rsense.tui.screens.history import FIRST, HistoryScreen
from rsense.tui.widgets.choice import Choice
from rsense.tui.widgets.row_list import PAGE, RowList
from tests.pictures import NOW, invented
from tests.tui.stage import NARROW, SIZES, WIDE, Size, Stage, acted, running


@dataclass
class Room:
    here: Stage
    context: AppContext

    def trigger(self, words: str) -> Trigger:
        found = (f.record for f in self.context.records.newest("trigger"))
        return next(t for t in found if isinstance(t, Trigger) and words in t.what)


@asynccontextmanager
async def looking_back(size: Size = WIDE, more: int = 0) -> AsyncIterator[Room]:
    """The screen over a few invented days, and `more` older triggers."""
    with tempfile.TemporaryDirectory() as folder:
        context = invented(folder)
        for n in range(more):
            at = NOW - timedelta(days=9, hours=n)
            context.records.add(Trigger(id=f"older{n:05}", at=at, what=f"Older {n}", intensity=2))
        async with running(full_services(context), size=size) as here:
            await here.press("h")
            yield Room(here, context)


@acted
async def test_today_is_told_at_a_glance() -> None:
    async with looking_back() as room:
        assert "Today: 1 trigger, strongest 7" in room.here.words


FILTERS = (
    ("triggers, 4", "drove an hour"),
    ("exercises, none of 5", "Text unread"),
    ("cards, 1", "Text unread"),
    ("7 and up, 1", "Lunch called"),
    ("last 7 days, 4", "Older"),
    ("good moments, none of 5", "Text unread"),
    ("all, 5", "never"),
)


@acted
async def test_the_list_can_be_narrowed_down() -> None:
    async with looking_back(more=1) as room:
        for count, gone in FILTERS:
            await room.here.press("f")
            assert count in room.here.words
            assert gone not in room.here.words


@acted
async def test_a_search_looks_through_all_that_was_said() -> None:
    async with looking_back() as room:
        await room.here.press("slash", "type:disapp", "enter")
        assert "all, 1" in room.here.words
        assert "Lunch called off" in room.here.words


@SIZES
@acted
async def test_a_part_can_be_changed_and_the_change_taken_back(size: Size) -> None:
    async with looking_back(size) as room:
        await room.here.press("e", "2", "enter", "4", "enter")
        assert room.trigger("unread").intensity == 4
        assert "History" in room.here.words
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
            id="session001",
            at=NOW,
            exercise="journal",
            title="Write it down",
            finished=NOW,
            outcome="completed",
        )
        room.context.records.add(session)
        await room.here.press("escape", "h", "e")
        assert "rsense edit session001" in room.here.words


@acted
async def test_a_card_can_be_reworded() -> None:
    async with looking_back() as room:
        await room.here.press("f", "f", "f", "e", "1", "enter", "type:.", "enter")
        cards = [f.record for f in room.context.records.newest("keepsake")]
        assert [c.text for c in cards if isinstance(c, Keepsake)] == [
            "My sister drove an hour when I was ill."
        ]


@acted
async def test_a_long_list_is_turned_page_by_page() -> None:
    async with looking_back(more=2 * PAGE) as room:
        rows = room.here.app.screen.query_one(RowList)
        await room.here.press("end")
        assert rows.at == 2 * PAGE + 3
        assert f"Older {2 * PAGE - 1}" in room.here.words
        await room.here.press("home")
        assert "Text unread" in room.here.words
        assert len(rows.query(".row")) == PAGE


OLDER = 130
"""Records behind those that are looked through at once."""


@acted
async def test_every_record_is_looked_through_and_counted() -> None:
    async with looking_back(more=FIRST + OLDER) as room:
        await room.here.until(lambda: f"all, {4 + FIRST + OLDER} " in f"{room.here.words} ")
        await room.here.press("f", "f", "f", "f")
        assert f"7 and up, 1 of {4 + FIRST + OLDER}" in room.here.words
        assert "so far" not in room.here.words


@acted
async def test_a_search_finds_the_oldest_record_of_many() -> None:
    oldest = FIRST + OLDER - 1
    async with looking_back(more=FIRST + OLDER) as room:
        await room.here.press("slash", f"type:Older {oldest}")
        await room.here.until(lambda: f"all, 1 of {4 + FIRST + OLDER}" in room.here.words)
        assert f"Older {oldest}" in room.here.words


@acted
async def test_a_search_that_finds_nothing_says_what_was_looked_through() -> None:
    async with looking_back(more=FIRST + OLDER) as room:
        await room.here.press("slash", "type:unicorn")
        told = f"Nothing fits these words. All {4 + FIRST + OLDER} records were looked through."
        await room.here.until(lambda: told in room.here.words)
        assert f"all, none of {4 + FIRST + OLDER}" in room.here.words
        assert "nothing here yet" not in room.here.words


@acted
async def test_a_search_finds_what_history_finds_and_nothing_else() -> None:
    """Not the words of the screen, such as `how strong`, and whatever the letters' case."""
    for typed, count in (("UNREAD", 1), ("hours three", 1), ("strong", 0), ("trigger", 0)):
        async with looking_back() as room:
            await room.here.press("slash", f"type:{typed}")
            asked = RecordQuery(words=typed)
            folder = room.context.records.folder
            there = reader.documents(folder, asked, lambda _: None)
            assert sum(asked.matches(document) for _, document in there) == count
            assert f"all, {count or 'none'} of 4" in room.here.words


@acted
async def test_keys_are_answered_while_records_are_read() -> None:
    async with looking_back() as room:
        services = room.here.app.services
        assert services.home_actions
        shown = next(past for past in services.home_actions.history("") if past)

        def slow(_: str) -> Iterator[HistoryEntry]:
            for number in range(1_000_000):
                time.sleep(0.0002)
                yield replace(shown, id=f"{number}", line=f"Line {number}")

        house = replace(services.home_actions, history=slow, record_count=lambda: 1_000_000)
        room.here.app.push_screen(HistoryScreen(services, house))
        await room.here.until(lambda: "of 1000000)" in room.here.words)
        room.here.send("down")
        await room.here.until(lambda: room.here.app.screen.query_one(RowList).at == 1)
        assert "of 1000000)" in room.here.words  # all of it takes 200 s
        room.here.send("escape")
        await room.here.until(lambda: "of 1000000)" not in room.here.words)


@SIZES
@acted
async def test_an_empty_history_invites(size: Size) -> None:
    async with looking_back(size) as room:
        await room.here.press("d", "d", "d", "d")
        assert "Nothing here yet." in room.here.words
        await room.here.press("l")
        assert "What happened?" in room.here.words


@acted
async def test_a_narrow_screen_shows_the_list_and_enter_the_note() -> None:
    async with looking_back(NARROW) as room:
        assert "felt: anxious" not in room.here.words
        await room.here.press("enter")
        assert "today 19:40, trigger" in room.here.words
        assert "felt: anxious" in room.here.words
        assert "d delete" in room.here.words
        assert "? keys" in room.here.words
        await room.here.press("escape")
        assert "felt: anxious" not in room.here.words


@acted
async def test_a_filter_is_chosen_by_a_click() -> None:
    async with looking_back() as room:
        await room.here.pilot.click(room.here.app.screen.query(Choice)[3])
        await room.here.settle()
        assert "cards, 1" in room.here.words
        assert "[cards]" in room.here.text
