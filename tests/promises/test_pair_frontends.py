"""Two at one screen, in lines and on screens: a page between turns, one ending for every stop."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from rsense.plain.console import SCROLLBACK
from rsense.plain.dialogue import run
from rsense.services.context import AppContext
from rsense.services.exercise.ending_words import STOPPED
from rsense.services.exercise.flow import ExerciseFlow
from rsense.services.frontend_services import full_services, services_for
from rsense.session_runner import SaveFailed
from rsense.tui.app import RsenseApp
from tests.core.test_pair import GATE, SCRIPT
from tests.pictures import Stopwatch, press
from tests.plain.lines import Talk, talk
from tests.promises.test_full_disk import Disk, unwritten
from tests.shipped import LIBRARY, script

NAMED = ("", "Mia", "Rob")
TO_ROB = (*NAMED, "", "", "from me", "")
GATE_SAYS_NO = {
    "the first is afraid": ("3", "4", "", "", "3", "1", ""),
    "the second is afraid": ("3", "1", "", "", "3", "4", ""),
    "the first would rather not": ("3", "3", "", "", "3", "2", ""),
    "the second would rather not": ("3", "1", "", "", "3", "3", ""),
}


def told(folder: Path, *lines: str, name: str = "") -> Talk:
    """What lines say to a person who types these."""
    context, here = AppContext(str(folder), LIBRARY), talk(*lines, interactive=True)
    of_two = script(name) if name else SCRIPT
    opened = ExerciseFlow(context, of_two, private=False).opened(ask=True)
    run(opened, services_for(context), here.console)
    assert not [path for path in folder.rglob("*") if path.is_file()]
    return here


def test_lines_scroll_what_was_said_away_before_the_other_looks(tmp_path: Path) -> None:
    written = told(tmp_path, *TO_ROB, ":stop").written
    mine = written.index("Mia?")
    page = written.index("Hand over to Rob. Press Enter when Rob is here.")
    assert written[mine:page].count("") >= 24
    assert SCROLLBACK in written[mine:page]


def test_lines_show_both_at_the_reveal(tmp_path: Path) -> None:
    written = told(tmp_path, *TO_ROB, "from them", "").written
    at = written.index("Both:")
    assert written[at : at + 7] == ["Both:", "", "Mia:", "from me", "", "Rob:", "from them"]


@pytest.mark.parametrize("looks", [":answers", ":back"])
def test_lines_let_nobody_look_back_past_a_hand_over(looks: str, tmp_path: Path) -> None:
    for lines in (TO_ROB, TO_ROB[:-1]):
        assert "from me" not in told(tmp_path, *lines, looks, "", ":stop").text


def test_lines_end_alike_however_it_is_stopped(tmp_path: Path) -> None:
    ways = {word: (*NAMED, "", word) for word in (":stop", ":quit")} | {"no input": NAMED}
    for lines in [*ways.values(), *((*NAMED, "", *way) for way in GATE_SAYS_NO.values())]:
        written = told(tmp_path, *lines, name=GATE).written
        words = " ".join(written[-2:])
        assert words == STOPPED.lines[0], lines
        assert written[-29:-4].count("") >= 24, lines


def test_lines_wait_where_what_both_keep_cannot_be_saved(tmp_path: Path) -> None:
    disk = Disk(unwritten)
    context = AppContext(str(tmp_path), LIBRARY, files=disk.files)
    whole = (*TO_ROB, "from them", "", "", "a pact", "", "1", "", "1", "")
    here = talk(*whole, interactive=True)
    opened = ExerciseFlow(context, SCRIPT, private=False).opened(ask=True)
    with pytest.raises(SaveFailed):
        run(opened, services_for(context), here.console)
    assert sum("Enter tries again" in cue for cue in here.cues) == 2


def seen(folder: Path, *keys: str) -> str:
    """What the screen of the gate shows after these keys, without the spaces around its lines."""

    async def shown() -> str:
        context, clock = AppContext(str(folder), LIBRARY), Stopwatch()
        opened = ExerciseFlow(context, script(GATE), private=False).opened(ask=True)
        app = RsenseApp(full_services(context), opened, clock=clock)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            for key in keys:
                await press(pilot, clock, key)
            strips = app.screen._compositor.render_strips()
            return "\n".join(strip.text.strip() for strip in strips)

    text = asyncio.run(shown())
    assert not [path for path in folder.rglob("*.toml") if "records" in str(path)]
    return text


@pytest.mark.slow
def test_screens_end_alike_however_it_is_stopped(tmp_path: Path) -> None:
    named = ("enter", "type:Mia", "enter", "type:Rob", "enter", "enter")
    stopped = seen(tmp_path, *named, "escape")
    assert "That's it for today." in stopped
    for way in GATE_SAYS_NO.values():
        keys = [key for answer in way for key in ((answer,) if answer else ()) + ("enter",)]
        assert seen(tmp_path, *named, *keys) == stopped, way
