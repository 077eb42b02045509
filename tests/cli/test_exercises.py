"""The list of exercises: in the order of the way, narrowed by words, as wide as there is room."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import get_args

import pytest

from rsense.cli.commands.exercises import matches, overview, stages
from rsense.core.exercise_names import INCLUDED, NOTHING_FITS, STAGES
from rsense.core.people import DANGER
from rsense.core.script.head import Stage
from rsense.services.context import AppContext, open_context
from rsense.services.exercise_search import Head
from rsense.services.frontend_services import full_services
from rsense.services.home import search_exercises
from rsense.store.library import Library, shipped_folder
from rsense.tui.app import RsenseApp
from tests.cli.shell import HEAD, Shell
from tests.steps import step
from tests.tui.stage import Clock, Kept
from tests.tui.stage import Stage as Screens

LIBRARY = Library(shipped_folder())
HEADS = LIBRARY.heads()
OFFERED = [head for head in HEADS if head["id"] not in INCLUDED]
ROWS = 24 - 3
"""Lines of a usual terminal, without the prompt and the last words."""
Lines = Callable[[Sequence[Head], int | None], Iterator[str]]


def test_the_stages_are_those_of_the_language_in_its_order() -> None:
    assert tuple(STAGES) == get_args(Stage)


def test_what_is_only_to_be_read_comes_after_what_can_be_done(rsense: Shell) -> None:
    context = AppContext(str(rsense.home), LIBRARY)
    links = search_exercises(context).exercises
    stages = [[*map(str.lower, STAGES.values())].index(link.stage) for link in links]
    assert stages == sorted(stages)
    assert len(stages) == len(HEADS) - len(INCLUDED)


def test_the_command_narrows_for_programs_too(rsense: Shell) -> None:
    listed = [json.loads(line) for line in rsense("exercises", "notice", "--json").out.splitlines()]
    assert {head["stage"] for head in listed} == {"notice"}


def test_a_word_that_nothing_has_is_answered(rsense: Shell) -> None:
    ran = rsense("exercises", "zzzz")
    assert ran.code == 0
    assert 0 < ran.out.index("Paced breathing") < ran.out.index("Five senses")
    assert ran.err.startswith(f"{NOTHING_FITS}\n")


def test_words_of_danger_show_people_to_call_first(rsense: Shell) -> None:
    ran = rsense("exercises", "kill", "myself")
    assert ran.out.startswith(DANGER)
    assert "five-senses" in ran.out
    assert rsense("exercises", "kill", "myself", "--json").err.startswith(DANGER)


def test_in_a_pipe_every_exercise_is_one_line() -> None:
    listed = [line for line in overview(HEADS, None) if line.startswith("  ")]
    assert len(listed) == len(HEADS)


def test_the_stages_with_a_few_titles_each_fit_one_screen() -> None:
    listed = list(stages(OFFERED, 80, (), {}))
    assert len(listed) == 2 * len(STAGES) < ROWS - 2
    counts = [int(line.split()[-1]) for line in listed[::2]]
    assert sum(counts) == len(OFFERED)
    shown = (1 + line.count("; ") - ("; and " in line) for line in listed[1::2])
    more = (int((re.findall(r"; and (\d+) more$", line) or [0])[0]) for line in listed[1::2])
    assert [a + b for a, b in zip(shown, more, strict=True)] == counts


def test_one_stage_fits_one_screen() -> None:
    for stage in STAGES:
        one = [head for head in OFFERED if head["stage"] == stage]
        assert 1 < len(list(overview(one, 80))) < ROWS, stage


def test_on_a_terminal_the_stages_come_first_and_a_stage_is_a_line_each(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rsense.cli.commands.exercises.terminal_width", lambda: 80)
    first = rsense("exercises").out
    assert first.startswith("Notice  ")
    assert "“rsense exercises settle” lists one stage" in first
    settle = rsense("exercises", "settle").out.splitlines()
    assert settle[0] == "Settle"
    assert len(settle) == 1 + sum(head["stage"] == "settle" for head in OFFERED)
    assert "    A few slow breaths" in rsense("exercises", "settle", "breath").out


@pytest.mark.parametrize("list_them", [overview, matches, partial(stages, own=(), packs={})])
@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_it_keeps_to_the_width_of_a_terminal(width: int, list_them: Lines) -> None:
    assert max(map(len, list_them(HEADS, width))) <= width


@pytest.mark.parametrize("width", [10, 40, 80, 120, 200])
def test_nothing_of_it_is_lost_for_want_of_room(width: int) -> None:
    narrow, whole = (" ".join(matches(HEADS, w)).replace(",", "").split() for w in (width, None))
    assert narrow == whole


def test_all_of_them_are_a_line_each_on_a_usual_terminal() -> None:
    listed = [line for line in overview(HEADS, 80) if line.startswith("  ")]
    assert len(listed) == len(HEADS)


def test_an_own_exercise_of_no_known_stage_is_listed_too(rsense: Shell) -> None:
    rsense.script("my-own", 'title = "Mine"\nstage = "swim"\n[[step]]\n')
    assert "Elsewhere 1 Mine" in rsense("exercises").said
    assert "Mine my-own" in rsense("exercises", "mine").said


def test_lists_say_what_is_ones_own_and_what_a_pack_brought(rsense: Shell) -> None:
    rsense.script("my-own", HEAD + 'tags = ["cancelled"]\n' + step("say", "", "Hello."))
    assert rsense("pack", "add", "short-ones", "--yes").code == 0
    lines = rsense("exercises", "cancelled").out.splitlines()
    assert [line for line in lines if "my-own" in line and line.endswith("  yours")]
    found = rsense("exercises", "hello").out
    assert "short-ones/a-small-hello   3 min  Short ones" in found
    assert "yours" not in found

    async def on_the_screen() -> None:
        app = RsenseApp(full_services(open_context()))
        async with app.run_test(size=(80, 24)) as pilot:
            here = Screens(app, pilot, Clock(), Kept())
            await here.press("slash")
            await here.type("hello")
            await here.until(lambda: "connect, 3 min, Short ones" in here.words)

    asyncio.run(on_the_screen())
