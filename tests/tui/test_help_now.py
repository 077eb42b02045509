"""Help now on the screen: numbers on the first page, other countries, and where they were read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from rsense.core.people import PeopleToCall
from rsense.core.records import Keepsake
from rsense.ports import Activity
from rsense.services.context import AppContext
from rsense.services.frontend_services import full_services
from rsense.services.help_now import people_to_call
from rsense.store.library import Library, shipped_folder
from rsense.tui.bindings import ASK_COUNTRY
from tests.tui.stage import Stage, acted, running, stage

AT = datetime(2026, 11, 22, 10, 52, 8, tzinfo=UTC)


def british() -> PeopleToCall:
    return people_to_call(None, None, country="GB", environ={})


@asynccontextmanager
async def at_home(folder: Path, country: str) -> AsyncIterator[Stage]:
    context = AppContext(str(folder), Library(shipped_folder()))
    context.settings.change("country", country)
    async with running(full_services(context)) as here:
        yield here


@acted
async def test_every_number_of_a_country_stands_on_the_first_page(tmp_path: Path) -> None:
    async with at_home(tmp_path, "GB") as here:
        await here.press("f1")
        for number in (british().emergency, *(line.number for line in british().lines)):
            assert number in here.words


@acted
async def test_the_safety_plan_stands_between_the_emergency_number_and_the_lines(
    tmp_path: Path,
) -> None:
    context = AppContext(str(tmp_path), Library(shipped_folder()))
    context.log(Keepsake("one", AT, "safety", "First I'll ring at my [b]neighbour's[/b] door."))
    async with at_home(tmp_path, "GB") as here:
        await here.press("f1")
        words = ("999", "My safety plan: First I'll ring at my [b]neighbour's[/b] door.", "116 123")
        assert sorted(words, key=here.words.index) == list(words)


@acted
async def test_another_country_is_found_by_typing_its_name(tmp_path: Path) -> None:
    async with at_home(tmp_path, "GB") as here:
        await here.press("f1", "c", "d", "e", "u", "enter")
        assert "Help now Germany 112" in here.words
        assert "116 123" not in here.words


@acted
async def test_where_the_numbers_were_read_waits_behind_a_key(tmp_path: Path) -> None:
    async with at_home(tmp_path, "GB") as here:
        await here.press("f1")
        assert "read on" not in here.words
        await here.press("s")
        assert "read on 28 Nov 2026" in here.words


@acted
async def test_the_country_of_the_settings_is_chosen_from_the_list(tmp_path: Path) -> None:
    async with at_home(tmp_path, "GB") as here:
        await here.press("s", "end", "up", "up", "up", "enter", "i", "r", "e", "l", "enter")
        assert "country: Ireland" in here.words


@acted
async def test_people_stand_under_the_question_they_belong_to() -> None:
    async with stage('[[step]]\nid = "a"\nkind = "ask"\ntext = "And now?"\n') as before:
        runner = before.app.screen.sitting  # type: ignore[attr-defined]
    async with stage(Activity(runner, people=british())) as here:
        assert "And now? 999 If you're in danger, or might hurt yourself" in here.words
        assert "Samaritans" in here.words
        assert ASK_COUNTRY not in here.words
    async with stage(Activity(runner, people=people_to_call(None, environ={}))) as here:
        assert ASK_COUNTRY in here.words


@acted
async def test_a_country_chosen_where_none_was_known_is_kept(tmp_path: Path) -> None:
    async with at_home(tmp_path, "") as here:
        await here.press("f1")
        assert "Your country" in here.words
        await here.press("c", "i", "r", "e", "l", "enter")
        assert "These are shown first from now on." in here.words
        await here.press("escape", "f1")
        assert "Help now Ireland" in here.words
        assert "Other countries" in here.words


@acted
async def test_people_below_are_those_of_the_country_just_chosen(tmp_path: Path) -> None:
    async with at_home(tmp_path, "") as here:
        await here.press("n", "5", "p")
        assert "call your local emergency number" in here.words
        await here.press("f1", "c", "i", "r", "e", "l", "enter", "escape")
        assert "112 or 999 If you're in danger" in here.words
        assert "numbers of your country" not in here.words


@acted
async def test_more_is_promised_only_where_there_is_more(tmp_path: Path) -> None:
    async with at_home(tmp_path, "") as here:
        await here.press("f1")
        assert "PgDn" not in here.words
