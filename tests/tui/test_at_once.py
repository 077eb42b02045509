"""One key is enough where it hurts: a number, a way on, the breath; and the ways out of it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from rsense.core.prompts import Pace, Paced, Pick, Rate
from rsense.core.records import SessionRecord
from rsense.services.context import AppContext
from rsense.services.frontend_services import full_services
from rsense.services.now.flow import NowFlow
from rsense.tui.enter_guard import MOMENT
from rsense.tui.views.rate import SECOND_DIGIT_SECONDS
from tests.pictures import invented
from tests.tui.stage import Stage, acted, running
from tests.tui.terminal import rsense

AT_ONCE = 10.0
"""Seconds that a busy machine may take from the key to the breath; alone it is a tenth of one."""


@asynccontextmanager
async def now() -> AsyncIterator[tuple[Stage, AppContext]]:
    """`rsense now` at its first question."""
    with tempfile.TemporaryDirectory() as folder:
        context = invented(folder)
        async with running(full_services(context), NowFlow(context).opened()) as here:
            yield here, context


def asked(here: Stage) -> object:
    return here.sitting.current and here.sitting.current.prompt


@acted
async def test_one_digit_begins_the_breath_with_its_line_and_its_ways() -> None:
    async with now() as (here, _):
        await here.press("9")
        assert isinstance(asked(here), Pace)
        for words in ("breathe in", "Feet on the floor.", "n something else", "p people"):
            assert words in here.words, words
        assert "Enter begins" not in here.words


@acted
async def test_feet_on_the_floor_runs_at_once_and_says_it_once() -> None:
    async with now() as (here, _):
        await here.press("9", "n", "f")
        assert isinstance(asked(here), Pace)
        assert "Enter begins" not in here.words
        assert here.words.count("Press one heel") == 1


@acted
async def test_ten_is_a_key_of_its_own_and_a_one_waits_for_its_nought() -> None:
    async with now() as (here, _):
        await here.press("t")
        assert isinstance(asked(here), Pace)
    async with now() as (here, _):
        await here.press("1", "0")
        assert isinstance(asked(here), Pace)
    async with now() as (here, _):
        await here.press("1")
        assert isinstance(asked(here), Rate)
        await here.until(lambda: isinstance(asked(here), Pick), SECOND_DIGIT_SECONDS + 5)
        await here.settle()


@acted
async def test_a_number_and_a_way_answer_to_a_click() -> None:
    async with now() as (here, _):
        here.clock.now += MOMENT
        row = next(n for n, line in enumerate(here.lines) if " 4 " in line)
        await here.pilot.click(offset=(here.lines[row].index(" 4 ") + 1, row))
        await here.settle()
        here.clock.now += MOMENT
        row = next(n for n, line in enumerate(here.lines) if "people" in line)
        await here.pilot.click(offset=(here.lines[row].index("people"), row))
        await here.settle()
        assert "You don't need a reason to call" in here.words


@acted
async def test_a_way_out_of_the_breath_keeps_how_far_it_went() -> None:
    async with now() as (here, context):
        await here.press("8")
        await here.pass_time(25)
        await here.press("n")
        assert "feet on the floor" in here.words
        (record,) = [found.record for found in context.records.newest("session")][:1]
        assert isinstance(record, SessionRecord)
        assert record.replies[-1].value == Paced(25, 2, finished=False)


@acted
async def test_two_minutes_lead_to_how_strong_it_is_without_a_key() -> None:
    async with now() as (here, _):
        await here.press("8")
        for _ in range(3):
            await here.pass_time(41)
        await here.until(lambda: "How strong is it now?" in here.words)


@acted
async def test_space_pauses_the_breath_and_enter_ends_it() -> None:
    async with now() as (here, _):
        await here.press("8")
        await here.pass_time(5)
        await here.press("space")
        assert "Paused." in here.words
        await here.press("enter")
        assert "How strong is it now?" in here.words


@pytest.mark.slow
def test_from_the_shell_one_key_leads_to_the_breath(tmp_path: Path) -> None:
    with rsense(tmp_path, "now") as terminal:
        terminal.until("How strong is it")
        began = time.monotonic()
        terminal.type("9")
        terminal.until("breathe in", AT_ONCE)
        assert time.monotonic() - began < AT_ONCE


@pytest.mark.slow
def test_in_lines_a_letter_leaves_the_breath(tmp_path: Path) -> None:
    with rsense(tmp_path, "now", "--plain") as terminal:
        terminal.until("number>")
        terminal.type("9\r")
        terminal.until("breathe in, 4 seconds")
        terminal.type("n\r")
        terminal.until("f. feet on the floor")
        terminal.type("p\r")
        terminal.until("You don't need a reason to call")
        terminal.type("e\r")
        assert terminal.ended() == 0
