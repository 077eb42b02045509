"""Whole ways by keyboard alone, on the real exercises and records: `now`, and re-thinking."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from rsense.core.prompts import Fill, Gather, Pace, Pick, Rate, Read, Sort, Write
from rsense.core.records import SessionRecord
from rsense.ports import Activity
from rsense.services.context import AppContext
from rsense.services.exercise.flow import ExerciseFlow
from rsense.services.frontend_services import full_services
from rsense.services.now.flow import NowFlow
from rsense.store.library import Library, shipped_folder
from rsense.tui.screens.ending import EndingScreen
from rsense.tui.screens.exercise import ExerciseScreen
from rsense.tui.screens.review import ReviewScreen
from rsense.tui.views.base import PromptView
from rsense.tui.views.grouped_pick import GroupedPickView
from tests.cli.small import stand_in
from tests.pictures import invented
from tests.tui.stage import SIZES, WIDE, Size, Stage, acted, running
from tests.tui.terminal import rsense

KEYS = {
    Read: ("pagedown", "enter"),
    Rate: ("6", "enter"),
    Write: ("type:A few words.", "ctrl+s"),
    Pick: ("1", "enter"),
    Gather: ("type:one thing", "enter", "type:another", "enter", "enter"),
    Sort: ("2", "1", "enter"),
    Fill: ("type:a part", "enter"),
    Pace: ("enter", "enter", "enter"),
}
"""What a person presses at each form of question."""
SKIP = "\x0e"
"""Ctrl+N."""
DONE = "now it's 6"
"""What `now` says when the exercise handed its last number back."""
IN_FAMILIES = ("enter", "enter", "enter")
MOST = 120


def keys_for(view: PromptView) -> tuple[str, ...]:
    prompt = view.shown.prompt
    if isinstance(view, GroupedPickView):
        return IN_FAMILIES
    if isinstance(prompt, Rate) and view.at_once:
        return ("8" if view.shown.step == "strength" else "7",)
    if isinstance(prompt, Pick) and prompt.keyed:
        return ("e",) if prompt.at_key("e") and DONE in prompt.text else ("1",)
    return KEYS[type(prompt)]


async def walk(here: Stage) -> None:
    """Answer whatever is asked, as somebody would, until nothing is."""
    for _ in range(MOST):
        screen = here.app.screen
        if not isinstance(screen, ExerciseScreen | ReviewScreen | EndingScreen):
            return
        view = screen.view if isinstance(screen, ExerciseScreen) else None
        await here.press(*(keys_for(view) if view else ("enter",)))
    raise AssertionError(f"no end in sight:\n{here.text}")


async def walked(context: AppContext, opened: Activity, size: Size) -> list[SessionRecord]:
    """The sessions on disk after the whole way."""
    async with running(full_services(context), opened, size, paced=False) as here:
        await walk(here)
    found = (f.record for f in context.records.newest("session"))
    return [record for record in found if isinstance(record, SessionRecord)]


@pytest.mark.slow
@SIZES
@acted
async def test_a_rejection_is_rethought_from_first_to_last(size: Size) -> None:
    with tempfile.TemporaryDirectory() as folder:
        context = invented(folder)
        opened = ExerciseFlow(
            context, context.script("rethink-the-rejection"), private=False
        ).opened(ask=False)
        (session,) = await walked(context, opened, size)
    assert (session.exercise, session.outcome) == ("rethink-the-rejection", "completed")
    assert {"what_happened", "pile", "deeper"} <= {reply.step for reply in session.replies}


@acted
async def test_now_goes_all_the_way_and_links_what_it_made() -> None:
    with tempfile.TemporaryDirectory() as folder:
        stand_in(Path(folder))
        invented_desk = invented(folder)
        library = Library(shipped_folder(), str(Path(folder, "exercises")))
        context = AppContext(folder, library, invented_desk.now, invented_desk.new_id)
        sessions = await walked(context, NowFlow(context).opened(), WIDE)
    (now,) = [session for session in sessions if session.exercise == "now"]
    others = [session.id for session in sessions if session.exercise != "now"]
    assert others
    assert now.about == (*others,)
    assert now.measures["distress"] == (8, 6, "lower")


@pytest.mark.slow
def test_now_by_keyboard_in_a_real_terminal(tmp_path: Path) -> None:
    stand_in(tmp_path)
    with rsense(tmp_path, "now") as terminal:
        for words, keys in (
            ("How strong is it", "8"),
            ("breathe in", "w"),
            ("What happened?", "She read it and is silent.\r"),
            ("What do you feel?", SKIP),
            ("Something that may fit", "1"),
            ("And now?", "4\r"),
            ("Did it help?", "2"),
            ("enough for now", "e"),
        ):
            terminal.until(words)
            terminal.type(keys)
        assert terminal.ended() == 0
        assert terminal.modes_left_on == set()
    records = [path.read_text() for path in tmp_path.rglob("*-session-*.toml")]
    assert any('exercise = "now"' in text and "before = 8\nafter = 4" in text for text in records)
