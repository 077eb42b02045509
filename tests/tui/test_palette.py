"""The palette: by name, from anywhere, to where it says."""

from __future__ import annotations

import tempfile

import pytest

from rsense.services.exercise.flow import ExerciseFlow
from rsense.services.face_services import full_services
from rsense.tui.app import RsenseApp
from tests.pictures import invented
from tests.tui.stage import Clock, Kept, Stage, acted, stage

LEADS = {
    "look back": "Looking back",
    "settings": "the other person",
    "find an": "Find an exercise",
    "keys": "↑ ↓ more Esc back",
    "log a": "What happened?",
    "it hurts": "What is happening?",
    "ride the wave": "Something wants to be done",
}


async def chosen(here: Stage, words: str) -> None:
    await here.press("ctrl+o")
    await here.type(words)
    await here.until(lambda: words in here.words.casefold())
    await here.pilot.pause(0.2)
    await here.press("enter")
    await here.pilot.pause(0.2)
    await here.settle()


@pytest.mark.parametrize(("words", "there"), LEADS.items(), ids=list(LEADS))
@pytest.mark.parametrize("under_way", [False, True], ids=["at home", "in an exercise"])
@acted
async def test_it_leads_where_it_says(words: str, there: str, under_way: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        context = invented(folder)
        opened = ExerciseFlow(context, context.script("journal"), private=False).opened(ask=False)
        clock = Clock()
        app = RsenseApp(full_services(context), opened if under_way else None, clock=clock)
        async with app.run_test(size=(80, 24)) as pilot:
            here = Stage(app, pilot, clock, Kept())
            await here.settle()
            await chosen(here, words)
            assert there in here.words


@acted
async def test_with_one_exercise_alone_it_still_has_help_and_keys() -> None:
    async with stage('[[step]]\nid = "it"\nkind = "ask"\ntext = "What?"\n') as here:
        await chosen(here, "help now")
        assert "Call somebody." in here.words


@pytest.mark.parametrize("size", [(80, 24), (80, 6), (20, 3), (1, 1)], ids=str)
@pytest.mark.parametrize("key", ["pageup", "pagedown", "home", "end", "up", "down"])
@acted
async def test_its_list_is_paged_before_there_is_room_for_it(
    key: str, size: tuple[int, int]
) -> None:
    async with stage('[[step]]\nid = "it"\nkind = "ask"\ntext = "What?"\n', size) as here:
        for pressed in ("ctrl+o", key, key, "e", key, key):
            here.send(pressed)
        await here.settle()
        for _ in range(3):
            await here.press(key, "e", key)
        assert here.app.is_running
