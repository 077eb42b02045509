"""A breath and a silence on the screen, by a clock that the test turns."""

from __future__ import annotations

import math

import pytest

from rsense.core.prompts import SKIPPED, Pace, Paced, Phase
from rsense.core.steps.breathe import Pattern
from rsense.tui.views import pace as pace_module
from rsense.tui.views.breath import Breath
from rsense.tui.views.pace import LEAD_SECONDS, SETTLING_SECONDS
from rsense.tui.views.pace_timing import in_short, moment_at
from tests.steps import step
from tests.tui.stage import SIZES, WIDE, Size, Stage, acted, stage

BREATH = step(
    "breathe", "breath", "Let the out-breath be the longer one.", pattern="4-6", cycles=2
) + step("ask", "after", "And now?")
SILENCE = step("timer", "still", "Be still.", seconds=90) + step("ask", "after", "And now?")
BLOCKS = "█▏▎▍▌▋▊▉▁▂▃▄▅▆▇"


async def begin(here: Stage, seconds: float = 0) -> None:
    """Begin, and go so far into the first breath."""
    await here.press("enter")
    await here.pass_time(LEAD_SECONDS + seconds)


def said(here: Stage) -> str:
    """The words and numbers on the screen, the bar left out."""
    return " ".join("".join(" " if c in BLOCKS else c for c in here.text).split())


MOMENTS = {
    0.0: "breathe in 4 1 of 2",
    3.5: "breathe in 1 1 of 2",
    4.0: "breathe out 6 1 of 2",
    9.9: "breathe out 1 1 of 2",
    10.0: "breathe in 4 2 of 2",
    19.9: "breathe out 1 2 of 2",
    20.0: "That was all of it. Enter goes on.",
}


@acted
async def test_phase_seconds_left_and_turn_are_told() -> None:
    async with stage(BREATH) as here:
        await begin(here)
        first_breath = here.clock.now
        for seconds, words in MOMENTS.items():
            await here.pass_time(first_breath + seconds - here.clock.now)
            assert words in said(here), seconds


@SIZES
@acted
async def test_the_shape_grows_with_the_in_breath(size: Size) -> None:
    async with stage(BREATH, size) as here:
        await begin(here)
        empty = sum(here.text.count(block) for block in BLOCKS)
        await here.pass_time(3.9)
        assert sum(here.text.count(block) for block in BLOCKS) > 2 * empty


@acted
async def test_each_way_has_its_colour_and_the_next_breath_has_the_rows_of_the_last() -> None:
    async with stage(BREATH) as here:
        await begin(here)
        shape = here.view.query_one(Breath)
        seen = []
        for _ in range(2):
            await here.pass_time(2)
            seen.append(shape.render_line(shape.size.height // 2))
            await here.pass_time(4)
            seen.append(shape.render_line(shape.size.height // 2))
            await here.pass_time(4)
        breathed_in, out, in_again, out_again = seen
        assert breathed_in is in_again
        assert out is out_again
        assert {one.style for one in breathed_in}.isdisjoint({one.style for one in out if one.text})


@acted
async def test_without_animations_there_is_no_shape_and_the_words_count_all_the_same() -> None:
    async with stage(BREATH, still=True) as here:
        await begin(here, 3.5)
        assert not set(here.text) & set(BLOCKS)
        assert "breathe in 1 1 of 2" in said(here)


@pytest.mark.parametrize(("size", "there"), [(WIDE, True), ((60, 20), False)], ids=str)
@acted
async def test_what_a_silence_is_for_stays_in_sight_where_there_is_room(
    size: Size, there: bool
) -> None:
    async with stage(SILENCE, size) as here:
        await begin(here)
        assert ("Be still." in said(here)) is there
        await here.press("enter")
        assert "And now?" in said(here)


@acted
async def test_while_a_breath_is_followed_there_is_nothing_else() -> None:
    async with stage(BREATH) as here:
        await begin(here)
        assert "Let the out-breath" not in said(here)


Way = tuple[float | str, ...]
"""Seconds that pass, and keys: a quarter of a second passes at each."""


def begun(seconds: float, *more: float | str) -> Way:
    """So far into the first breath, and on."""
    return ("enter", LEAD_SECONDS + seconds, *more)


async def go(here: Stage, way: Way) -> None:
    for one in way:
        await (here.press(one) if isinstance(one, str) else here.pass_time(one))


SAID: dict[str, tuple[str, Way, str]] = {
    "nothing begins by itself": (BREATH, (60,), "the longer one. Enter begins."),
    "there is time to sit back first": (BREATH, ("enter", 1.5), "Sit however you like. 2"),
    "a silence tells minutes and seconds": (SILENCE, begun(15.5), "1:15"),
    "a breath that is left ends first": (BREATH, begun(5, "enter"), "After this breath."),
    "time stands still in a pause": (BREATH, begun(12, "space", 100), "Paused. Space goes on."),
    "a breath goes on from its in-breath": (
        BREATH,
        begun(17, "space", 100, "space"),
        "breathe in 4 2 of 2",
    ),
    "a silence goes on from where it stood": (SILENCE, begun(15.5, "space", 100, "space"), "1:15"),
    "a pause before the first breath is no harm": (
        BREATH,
        ("enter", 1, "space", 50, "space", 2),
        "breathe in 4 1 of 2",
    ),
    "help leaves a breath as it is": (BREATH, begun(2, "f1", "escape", 1), "breathe in 1 1 of 2"),
}


@pytest.mark.parametrize(("steps", "way", "words"), SAID.values(), ids=list(SAID))
@acted
async def test_what_is_said_on_the_way(steps: str, way: Way, words: str) -> None:
    async with stage(steps) as here:
        await go(here, way)
        assert words in said(here)


STORED: dict[str, tuple[Way, object]] = {
    "to its end": (begun(20, "enter"), Paced(20, 2, finished=True)),
    "longer than its end": (begun(50, "enter"), Paced(20, 2, finished=True)),
    "not even to the first": (begun(-1, "enter"), Paced(0, 0, finished=False)),
    "a breath that is left ends first": (begun(5, "enter", 5), Paced(10, 1, finished=False)),
    "the last breath, left, finishes it": (begun(15, "enter", 6), Paced(20, 2, finished=True)),
    "left twice it is left at once": (begun(14.6, "enter", "enter"), Paced(15, 1, finished=False)),
    "left out half way": (begun(5, "f4"), SKIPPED),
    "to its end after a pause": (
        begun(17, "space", 100, "space", 10, "enter"),
        Paced(20, 2, finished=True),
    ),
    "broken off in a pause": (begun(15, "space", 100, "enter"), Paced(15, 1, finished=False)),
    "under a clock that goes back": (begun(5, -600, "enter"), Paced(5, 0, finished=False)),
}


@pytest.mark.parametrize(("way", "answer"), STORED.values(), ids=list(STORED))
@acted
async def test_what_was_followed_is_stored_in_whole_breaths(way: Way, answer: object) -> None:
    async with stage(BREATH) as here:
        await go(here, way)
        assert (here.step, here.kept.trail) == ("after", [answer])


@acted
async def test_without_waiting_it_is_over_at_once() -> None:
    async with stage(BREATH, paced=False) as here:
        await here.press("enter")
        await here.pass_time(0)
        await here.press("enter")
        assert here.kept.trail == [Paced(20, 2, finished=True)]


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The clock on the wall, as its one item; it stands."""
    seconds = [5000.0]
    monkeypatch.setattr(pace_module, "time", lambda: seconds[0])
    return seconds


@acted
async def test_a_machine_that_slept_is_welcomed_back_and_has_not_breathed(
    wall: list[float],
) -> None:
    async with stage(BREATH) as here:
        await begin(here, 15)
        wall[0] += 3600
        await here.pass_time(0)
        assert "Welcome back. Space goes on." in said(here)
        await here.press("space")
        assert "breathe in 4 2 of 2" in said(here)


@acted
async def test_a_program_that_was_stopped_has_not_breathed(wall: list[float]) -> None:
    """Stopped by Ctrl+Z or a debugger, both clocks run on, and no frame is drawn."""
    async with stage(BREATH) as here:
        await begin(here, 5)
        wall[0] += 3600
        await here.pass_time(3600)
        await here.press("enter")
        assert here.kept.trail == [Paced(5, 0, finished=False)]


@acted
async def test_frames_that_come_late_do_not_add_up() -> None:
    prompt = Pace("", (Phase("breathe in", 4, 1.0), Phase("breathe out", 6, 0.0)), 2)
    async with stage(BREATH) as here:
        await begin(here)
        first_breath = here.clock.now
        for late in (0.01, 1.7, 0.3, 2.9, 0.05, 3.3, 0.7, 4.1):
            await here.pass_time(late)
            moment = moment_at(prompt, here.clock.now - first_breath)
            assert moment is not None
            count = f"{moment.phase.label} {math.ceil(moment.left - 1e-9)} {moment.cycle + 1} of 2"
            assert count in said(here)


@acted
async def test_the_keys_of_a_breath_are_named_once_it_began() -> None:
    async with stage(BREATH) as here:
        await begin(here)
        assert "Space pause Enter go on" in said(here).replace("F4 ^N skip ", "")


PATTERNS = {
    "4-6": ("in out", "4 in, 6 out"),
    "4-7-8": ("in hold out", "4 in, 7 hold, 8 out"),
    "4-4-4-4": ("in hold out hold", "4 in, 4 hold, 4 out, 4 hold"),
    "sigh": ("in in out", "2 in, 1 more, 6 out"),
    "5.5-5.5": ("in out", "5.5 in, 5.5 out"),
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_which_way_the_breath_goes_is_known_and_told_in_short(pattern: str) -> None:
    prompt = Pace("", Pattern(pattern).phases)
    assert (" ".join(prompt.ways), in_short(prompt)) == PATTERNS[pattern]


@acted
async def test_the_shape_of_a_paused_breath_sinks_and_then_rests() -> None:
    async with stage(BREATH) as here:
        await begin(here, 3.9)
        await here.press("space")
        await here.pass_time(SETTLING_SECONDS)
        shape = here.view.query_one(Breath)
        assert shape.level == pytest.approx(0)
        here.view._next = None  # type: ignore[attr-defined]
        await here.pass_time(5)
        assert here.view._next is None  # type: ignore[attr-defined]


class Heard:
    """Tones that only remember."""

    def __init__(self) -> None:
        self.tones: list[str] = []

    def prepare(self) -> None:
        pass

    def play(self, tone: str) -> None:
        self.tones.append(tone)


@acted
async def test_a_tone_is_heard_when_the_breath_turns_and_only_then() -> None:
    async with stage(BREATH) as here:
        heard = here.app.tones = Heard()  # type: ignore[assignment]
        await begin(here)
        for seconds in (1, 3, 1, 5):
            await here.pass_time(seconds)
        assert heard.tones == ["in", "out", "in"]


@acted
async def test_in_twenty_columns_and_six_rows_there_is_all_of_it() -> None:
    async with stage(BREATH, (20, 6)) as here:
        await begin(here, 2)
        assert said(here).startswith("breathe in 2 1 of 2")
        assert set(BLOCKS) & set(here.text)
