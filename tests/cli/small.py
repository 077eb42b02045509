"""A small exercise in place of one that ships: what a test needs of it, whatever the words."""

from __future__ import annotations

from pathlib import Path

from rsense.core.script.parse import parse
from rsense.ports import Activity
from rsense.services.context import AppContext
from rsense.services.exercise.flow import ExerciseFlow

SMALL = """format = 1
title = "A small pause"
stage = "settle"

[measure.distress]
before = "now"
after = "later"

[[step]]
id = "now"
kind = "rate"
text = "How much distress?"

[[step]]
id = "later"
kind = "rate"
text = "And now?"
"""
SILENT = """format = 1
title = "A silent minute"
stage = "settle"

[[step]]
kind = "say"
text = "Sit for a minute."
"""
KEEPING = """format = 1
title = "Mine"
stage = "settle"
[trigger]
what = "first"
[[step]]
id = "first"
kind = "ask"
text = "What happened?"
[[step]]
id = "second"
kind = "ask"
text = "When were you seen?"
keep = "evidence"
"""
"""What comes of it: a trigger, and a card if one is wished."""


def begun(context: AppContext, text: str = KEEPING, about: tuple[str, ...] = ()) -> Activity:
    """An exercise of this text, ready to run."""
    flow = ExerciseFlow(context, parse("mine", text), private=False, about=about)
    return flow.opened(ask=False)


BODY_FIRST = (
    "mindful-pause",
    "ride-the-wave",
    "paced-breathing",
    "five-senses",
    "hand-on-heart",
    "muscle-release",
    "self-compassion-break",
    "orienting",
    "time-out",
    "observe-sensations",
)
"""Whatever may be suggested when it is strong."""


def stand_in(home: Path, text: str = SMALL) -> None:
    """Put a small exercise in the place of everything that settles."""
    folder = home / "exercises"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in BODY_FIRST:
        (folder / f"{name}.toml").write_text(text)
