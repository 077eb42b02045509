"""The one line that an exercise below the prompt leaves in the terminal: nothing of the answers."""

from __future__ import annotations

from rsense.core import engine
from rsense.core.engine import Session
from rsense.core.prompts import Pace, Paced
from rsense.core.visible import one_line


def left_behind(session: Session, *, private: bool) -> str:
    """What was done, in a line: `A slow breath: 12 breaths, 2 minutes.`"""
    breaths, seconds = 0, 0.0
    for step in engine.retrace(session):
        prompt, value = step.prompt, step.reply.value
        if isinstance(prompt, Pace) and isinstance(value, Paced) and prompt.look == "breath":
            breaths += value.cycles
            seconds += value.cycles * prompt.seconds / prompt.cycles
    done = f"{_of(breaths, 'breath')}, {_long(seconds)}" if breaths else "done"
    kept = " Nothing was kept." if private else ""
    return one_line(f"{session.script.title}: {done}.{kept}")


def _of(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _long(seconds: float) -> str:
    if seconds < 90:
        return _of(round(seconds), "second")
    halves = round(seconds / 30)
    return f"{halves // 2}{' and a half' if halves % 2 else ''} minutes"
