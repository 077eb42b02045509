"""The one line that a breath in the terminal leaves behind."""

from __future__ import annotations

import pytest

from rsense.core import engine
from rsense.core.prompts import SKIPPED, Paced, Skip
from rsense.ports import Activity
from rsense.session_runner import SessionRunner
from rsense.tui.exit_message import PEOPLE, done_line, leave_message
from tests.core.scripts import parsed, run

BREATH = (
    '[[step]]\nid = "breath"\nkind = "breathe"\ntext = "Breathe."\npattern = "4-6"\nminutes = 3\n'
)
TIMER = '[[step]]\nid = "sit"\nkind = "timer"\ntext = "Sit."\nseconds = 60\n'


@pytest.mark.parametrize(
    ("steps", "answer", "line"),
    [
        (BREATH, Paced(180, 18, finished=True), "18 breaths, 3 minutes."),
        (BREATH, Paced(150, 15, finished=False), "15 breaths, 2 and a half minutes."),
        (BREATH, Paced(15, 1, finished=False), "1 breath, 10 seconds."),
        (BREATH, Paced(4, 0, finished=False), "done."),
        (BREATH, SKIPPED, "done."),
        (TIMER, Paced(60, 1, finished=True), "done."),
    ],
)
def test_it_counts_the_whole_breaths(steps: str, answer: Paced | Skip, line: str) -> None:
    session = run(parsed(steps), answer)
    assert done_line(session, kept="") == f"A test: {line}"
    assert done_line(session, kept="Nothing was kept.") == f"A test: {line} Nothing was kept."


@pytest.mark.parametrize(("distress", "told"), [(8, True), (7, False), (None, False)])
def test_who_leaves_while_it_is_very_strong_is_told_of_people(
    distress: int | None, told: bool
) -> None:
    runner = SessionRunner(run(parsed(TIMER)), lambda _: None)
    opened = Activity(runner, needs_people=lambda session: engine.needs_people(session, distress))
    left = leave_message(opened, None, saved=True)
    assert (PEOPLE in left) is told
