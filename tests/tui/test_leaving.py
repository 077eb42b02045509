"""Leaving at any moment: at once, with all of it kept, and a word on how to go on."""

from __future__ import annotations

import asyncio

import pytest

from rsense.core.engine import Reply, Session, begin
from rsense.ports import Activity
from rsense.session_runner import SaveFailed, SessionRunner
from rsense.tui.app import INTERRUPTED
from tests.steps import step
from tests.tui.stage import Kept, Stage, acted, script, stage

TWO = step("ask", "what", "What happened?") + step("ask", "then", "And then?")
MEASURED = script(
    step("rate", "now", "How strong?") + TWO + step("rate", "later", "And now?"),
    '[measure.distress]\nbefore = "now"\nafter = "later"\nbetter = "lower"\n',
)
PRIVATE = step("ask", "what", "What?", private=True) + TWO.replace('"what"', '"why"')

PLACES = {
    "at the first question": (),
    "at a later question": ("type:She left.\n",),
    "in the middle of a word": ("type:She le",),
    "after a complaint": ("enter",),
    "at the review": ("type:She left.\n", "type:I stayed.\n"),
    "at the ending": ("type:She left.\n", "type:I stayed.\n", "enter"),
}


@pytest.mark.parametrize("keys", PLACES.values(), ids=list(PLACES))
@pytest.mark.parametrize(("key", "code"), [("escape", 0), ("ctrl+c", INTERRUPTED)])
@acted
async def test_it_is_left_at_once(keys: tuple[str, ...], key: str, code: int) -> None:
    async with stage(TWO) as here:
        await here.press(*keys, key)
        assert (here.app.is_running, here.app.return_code) == (False, code)


@pytest.mark.parametrize("over", ["f1", "f12"])
@acted
async def test_control_c_leaves_from_behind_other_screens(over: str) -> None:
    async with stage(TWO) as here:
        await here.press("type:She le", over, "ctrl+c")
        assert (here.app.return_code, here.kept.ahead) == (INTERRUPTED, [Reply("what", "She le")])


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
@acted
async def test_answers_and_half_written_words_are_kept(key: str) -> None:
    async with stage(TWO) as here:
        await here.press("type:She left.\n", "type:I st", key)
    assert (here.kept.trail, here.kept.ahead) == (["She left."], [Reply("then", "I st")])


async def drafts(here: Stage, seconds: float) -> list[Reply]:
    """What of a half-written answer is safe after so many seconds without a key."""
    await here.press("type:She le")
    await asyncio.sleep(seconds)
    return here.kept.ahead


@acted
async def test_half_written_words_are_kept_within_a_second() -> None:
    async with stage(TWO) as here:
        assert await drafts(here, 1.0) == [Reply("what", "She le")]


@acted
async def test_half_written_words_are_not_kept_at_every_key() -> None:
    async with stage(TWO) as here:
        assert await drafts(here, 0) == []


AFTER_A_DRAFT: dict[str, tuple[str, list[str], list[Reply]]] = {
    "later words take its place": ("type:ft", [], [Reply("what", "She left")]),
    "words taken back are no longer kept": ("ctrl+u", [], []),
    "it is gone once its question is answered": ("type:ft\n", ["She left"], []),
}


@pytest.mark.parametrize(("key", "trail", "ahead"), AFTER_A_DRAFT.values(), ids=list(AFTER_A_DRAFT))
@acted
async def test_what_comes_after_a_draft_counts(
    key: str, trail: list[str], ahead: list[Reply], saved_soon: float
) -> None:
    async with stage(TWO) as here:
        await drafts(here, saved_soon)
        await here.press(key, "escape")
    assert (here.kept.trail, here.kept.ahead) == (trail, ahead)


@acted
async def test_a_draft_that_cannot_be_kept_is_complained_of_and_stays(saved_soon: float) -> None:
    async with stage(TWO, kept=Kept(full=True)) as here:
        await drafts(here, saved_soon)
        await here.until(lambda: "Not saved: the disk is full." in here.words)
        assert "She le" in here.words


@acted
async def test_a_private_draft_is_never_kept(saved_soon: float) -> None:
    async with stage(PRIVATE) as here:
        await drafts(here, saved_soon)
        await here.press("escape")
    assert here.kept.sessions == []


GOES_ON = "Kept for later. “rsense run test” goes on from here."
FAREWELLS = {
    "nothing said": ((), False, ""),
    "something said": (("type:She left.\n",), False, GOES_ON),
    "half a word": (("type:She le",), False, GOES_ON),
    "in private": (("type:She left.\n",), True, "Left. Nothing was kept."),
}


@pytest.mark.parametrize(("keys", "private", "farewell"), FAREWELLS.values(), ids=list(FAREWELLS))
@acted
async def test_the_farewell_says_how_to_go_on(
    keys: tuple[str, ...], private: bool, farewell: str
) -> None:
    async with stage(TWO, private=private) as here:
        await here.press(*keys, "escape")
    assert here.app.farewell == farewell


@acted
async def test_the_farewell_says_so_when_words_were_not_kept() -> None:
    async with stage(TWO) as here:
        await here.press("type:She le")
        here.kept.full = True
        await here.press("escape")
    assert "Kept for later" not in here.app.farewell


@acted
async def test_the_farewell_names_people_to_call_where_they_were_shown() -> None:
    crisis = step("people", "", "Thank you for saying it.", lines="crisis")
    async with stage(crisis + TWO) as here:
        await here.press("enter", "type:She left.\n", "escape")
    assert here.app.farewell.endswith("goes on from here. “rsense help-now” shows people to call.")


@acted
@pytest.mark.parametrize(("said", "told"), [("7", False), ("8", True), ("9", True)])
@pytest.mark.parametrize("private", [False, True])
async def test_the_farewell_names_people_to_call_when_it_is_very_strong(
    said: str, told: bool, private: bool
) -> None:
    async with stage(MEASURED, private=private) as here:
        await here.press(said, "enter", "escape")
    assert ("shows people to call" in here.app.farewell) == told


@pytest.mark.parametrize("key", ["enter", "ctrl+c"])
@acted
async def test_a_finished_exercise_needs_no_farewell(key: str) -> None:
    async with stage(TWO) as here:
        await here.press(*PLACES["at the ending"], key)
    assert here.app.farewell == ""


@acted
async def test_no_farewell_holds_an_answer() -> None:
    async with stage(TWO) as here:
        await here.press("type:She left.\n", "type:I st", "escape")
    assert "She" not in here.app.farewell


@pytest.mark.parametrize("full", [True, False])
@acted
async def test_words_that_could_not_be_saved_are_no_success(full: bool) -> None:
    async with stage(TWO, kept=Kept(full=full)) as here:
        await here.press("type:She left.", "escape")
        assert here.app.unsaved == full


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
@acted
async def test_what_is_left_may_be_gone_on_with_from_anywhere(key: str) -> None:
    closed: list[bool] = []
    kept = Kept()
    sitting = SessionRunner(begin(script(TWO)), kept.keep)
    opened = Activity(
        sitting, kept.finish, resume_command="rsense run test", close=lambda: closed.append(True)
    )
    async with stage(opened) as here:
        await here.press("type:She left.\n", key)
    assert closed


@acted
async def test_what_follows_and_cannot_be_kept_is_asked_again() -> None:
    kept = Kept()

    def full(_: Session) -> Activity | None:
        kept.full = True
        raise SaveFailed("Not saved: the disk is full.")

    async with stage(
        Activity(SessionRunner(begin(script(TWO)), kept.keep), next_activity=full)
    ) as here:
        await here.press("type:She left.\n", "type:I stayed.\n")
        assert (here.step, "Not saved: the disk is full." in here.words) == ("then", True)
        assert here.app.is_running
