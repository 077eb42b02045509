"""The line printed in the terminal after an exercise; it holds no answers."""

from __future__ import annotations

from rsense.core import engine
from rsense.core.engine import Session
from rsense.core.prompts import Pace, Paced, Value
from rsense.core.sanitize import one_line
from rsense.ports import Activity

MISTAKE = (
    "Something went wrong inside rsense, and it had to stop. That's a mistake in the program, "
    "not yours."
)
PEOPLE = "“rsense help-now” shows people to call."
"""Where an exercise showed them, or it hurts very much, so that they are at hand after leaving."""
NOT_SAVED = "Some of what you typed couldn't be saved."


def leave_message(opened: Activity, begun: Value, *, saved: bool) -> str:
    """Message on leaving an activity half way, with the command that resumes it; or empty.

    `begun` is a partial answer, `saved` whether the last save succeeded.
    """
    if opened.stop:  # of two people nobody is told more than the other
        return opened.stop().lines[0]
    people = PEOPLE if opened.needs_people(opened.sitting.session) else ""
    return f"{_what_was_kept(opened, begun, saved=saved)} {people}".strip()


def _what_was_kept(opened: Activity, begun: Value, *, saved: bool) -> str:
    if not saved:
        return NOT_SAVED
    if opened.private:
        return f"Left. {opened.nothing_kept_message}"
    sitting = opened.sitting
    if opened.resume_command and (sitting.worth_keeping or sitting.session.pending or begun):
        return f"Kept for later. “{opened.resume_command}” goes on from here."
    return opened.leave_message()


def done_line(session: Session, *, kept: str) -> str:
    """A line on what was done: `A slow breath: 12 breaths, 2 minutes.`

    `kept` is appended: what was not saved, or nothing.
    """
    breaths, seconds = 0, 0.0
    for step in engine.retrace(session):
        prompt, value = step.prompt, step.reply.value
        if isinstance(prompt, Pace) and isinstance(value, Paced) and prompt.look == "breath":
            breaths += value.cycles
            seconds += value.cycles * prompt.seconds / prompt.cycles
    done = f"{_of(breaths, 'breath')}, {_long(seconds)}" if breaths else "done"
    return one_line(f"{session.script.title}: {done}. {kept}")


def _of(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _long(seconds: float) -> str:
    if seconds < 90:
        return _of(round(seconds), "second")
    halves = round(seconds / 30)
    return f"{halves // 2}{' and a half' if halves % 2 else ''} minutes"
