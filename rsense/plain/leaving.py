"""What is said on leaving the line dialogue."""

from __future__ import annotations

from enum import Enum

from rsense.plain.console import Console
from rsense.plain.line_drafts import Unsaved, all_saved
from rsense.ports import Activity
from rsense.save_queue import NOT_WAITED_FOR, PATIENCE
from rsense.session_runner import SaveFailed


class Result(Enum):
    """How a dialogue ended."""

    FINISHED = "finished"
    LEFT = "left"


def report_leaving(
    opened: Activity, console: Console, unsaved: Unsaved, seconds: float = PATIENCE
) -> Result:
    """Say on leaving what was saved. Raises SaveFailed if the last answer was not."""
    safe = all_saved(console, seconds)  # before printing, which fails if the terminal is gone
    console.say()
    if not safe:
        raise SaveFailed(NOT_WAITED_FOR)
    if unsaved.why:
        if opened.resume_command and opened.sitting.worth_keeping and opened.stands_on_disk():
            console.say(
                f"What you said before is kept. “{opened.resume_command}” goes on from there."
            )
        raise unsaved.why
    opened.let_go()
    if opened.private:
        console.say(f"Left. {opened.nothing_kept_message}")
    elif opened.finish is None:
        console.say(f"Left. {opened.leave_message()}".rstrip())
    elif opened.resume_command and opened.sitting.worth_keeping:
        console.say(f"Kept for later. “{opened.resume_command}” goes on from here.")
    else:
        console.say(f"Left. {opened.leave_message() or 'There was nothing to keep yet.'}")
    return Result.LEFT
