"""The step engine: a session over a script, its answers so far, and what to ask next."""

from __future__ import annotations

from rsense.core.engine.current_prompt import CurrentPrompt
from rsense.core.engine.outcome import (
    ends_with_people,
    grave_choice,
    kept_cards,
    needs_people,
    next_exercises,
    only_private,
    people_shown,
    private_steps,
    remembered,
    said_texts,
)
from rsense.core.engine.session import (
    Session,
    answer,
    back,
    begin,
    current,
    refit,
    revise,
    turn_start,
)
from rsense.core.engine.trail import AnsweredPrompt, retrace, unkept
from rsense.core.records import Reply

__all__ = [
    "AnsweredPrompt",
    "CurrentPrompt",
    "Reply",
    "Session",
    "answer",
    "back",
    "begin",
    "current",
    "ends_with_people",
    "grave_choice",
    "kept_cards",
    "needs_people",
    "next_exercises",
    "only_private",
    "people_shown",
    "private_steps",
    "refit",
    "remembered",
    "retrace",
    "revise",
    "said_texts",
    "turn_start",
    "unkept",
]
