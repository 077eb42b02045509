"""The palette: by name, from anywhere, to where it says."""

from __future__ import annotations

import tempfile
from types import SimpleNamespace

import pytest
from textual.command import Hit

from rsense.core.exercise_names import NOTHING_FITS
from rsense.services.exercise.flow import ExerciseFlow
from rsense.services.frontend_services import full_services, services_for
from rsense.tui.command_palette import CommandProvider
from tests.pictures import invented
from tests.tui.stage import Stage, acted, running, stage

LEADS = {
    "history": "History",
    "settings": "any name, which exercises then offer",
    "write": "Write it down",
    "find an": "Find an exercise",
    "keys": "↑ ↓ more Esc back",
    "log a": "What happened?",
    "it hurts": "How strong is it",
    "ride the wave": "An urge like",
}


async def chosen(here: Stage, words: str) -> None:
    await here.press("ctrl+p")
    await here.type(words)
    await here.until(lambda: words in here.words.casefold())
    await here.pilot.pause(0.2)
    await here.press("enter")
    await here.pilot.pause(0.2)
    await here.settle()


@pytest.mark.slow
@pytest.mark.parametrize(("words", "there"), LEADS.items(), ids=list(LEADS))
@pytest.mark.parametrize("under_way", [False, True], ids=["at home", "in an exercise"])
@acted
async def test_it_leads_where_it_says(words: str, there: str, under_way: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        context = invented(folder)
        opened = ExerciseFlow(context, context.script("journal"), private=False).opened(ask=False)
        async with running(full_services(context), opened if under_way else None) as here:
            await chosen(here, words)
            assert there in here.words


FIRST = {
    "ground": "Ground",
    "breathe": "Breathe",
    "pause": "Pause",
    "rethink": "Re-think",
    "re-think": "Re-think",
    "write": "Write",
    "log": "Log a trigger",
    "now": "It hurts now",
    "help": "Help now",
    "sett": "Settings",
    "history": "History",
    "look back": "History",
    "ghosted": "Sit with not knowing",
    "panic": "Five senses",
    "thought rec": "Thought record",
    "suicidal": "Help now",
    "don’t want to be here": "Help now",
    "qwertz": "Paced breathing",
}
"""What is typed, and the first hit."""


async def hits(running: SimpleNamespace, query: str) -> list[Hit]:
    class Here(CommandProvider):
        app = running  # type: ignore[assignment]

        def __init__(self) -> None:
            pass

    return [hit async for hit in Here().search(query) if isinstance(hit, Hit)]


@acted
async def test_words_find_what_they_mean_first() -> None:
    with tempfile.TemporaryDirectory() as folder:
        services = full_services(invented(folder))
        app = SimpleNamespace(home_screen=True, services=services, action_help_now=list)
        app.action_keys = app.action_blank = list
        found = {query: [str(hit.text) for hit in await hits(app, query)] for query in FIRST}
        assert {query: texts[0] for query, texts in found.items()} == FIRST
        doubled = [query for query, texts in found.items() if len(texts) > len(set(texts))]
        assert doubled == []
        assert found["breathe"][:2] == ["Breathe", "Paced breathing"]


@acted
async def test_words_that_nothing_has_are_answered_with_two_that_help_now() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = SimpleNamespace(home_screen=True, services=full_services(invented(folder)))
        found = await hits(app, "qwertz")
        assert [hit.text for hit in found] == ["Paced breathing", "Five senses"]
        assert [NOTHING_FITS in str(hit.help) for hit in found] == [True, False]


@acted
async def test_with_one_exercise_alone_it_still_has_help_and_keys() -> None:
    async with stage('[[step]]\nid = "it"\nkind = "ask"\ntext = "What?"\n') as here:
        await chosen(here, "help now")
        assert "Call somebody." in here.words


@pytest.mark.slow
@acted
async def test_over_one_exercise_alone_it_opens_others_and_comes_back() -> None:
    with tempfile.TemporaryDirectory() as folder:
        context = invented(folder)
        opened = ExerciseFlow(context, context.script("journal"), private=False).opened(ask=False)
        async with running(services_for(context), opened) as here:
            for words in ("it hurts", "log a", "ground", "ride the wave"):
                await chosen(here, words)
                await here.until(lambda: len(here.app.screen_stack) == 2)
                assert LEADS.get(words, "Five senses") in here.words
                await here.press("escape")
                await here.until(lambda: len(here.app.screen_stack) == 1)
                assert "What's on your mind?" in here.words
            await here.press("ctrl+p")
            await here.type("qwertz")
            await here.until(lambda: NOTHING_FITS.split(".")[0] in here.words)


@acted
async def test_over_a_private_exercise_nothing_is_offered_that_keeps() -> None:
    with tempfile.TemporaryDirectory() as folder:
        services = services_for(invented(folder), private=True)
        app = SimpleNamespace(home_screen=None, services=services, action_help_now=list)
        app.action_keys = app.action_blank = app.action_interrupt = list
        titles = [str(hit.text) for query in ("it", "log") for hit in await hits(app, query)]
        assert not {"It hurts now", "Log a trigger"} & set(titles)


@pytest.mark.parametrize(
    "size",
    [(80, 24), *(pytest.param(s, marks=pytest.mark.slow) for s in ((80, 6), (20, 3))), (1, 1)],
    ids=str,
)
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
