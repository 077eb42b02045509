"""The end of an exercise, and what is said on leaving it, in lines."""

from __future__ import annotations

from rsense.core import engine
from rsense.core.people import people_text
from rsense.plain.console import ASK_COUNTRY, Console, Dialogue
from rsense.plain.line_drafts import all_saved
from rsense.ports import Activity, Ending
from rsense.save_queue import NOT_WAITED_FOR, PATIENCE
from rsense.session_runner import SaveFailed


def show_ending(
    ending: Ending, console: Console, *, doors: bool, after: Activity | None = None
) -> None:
    """People to call who stand just above, on the last page of what it is `after`, are not listed
    again."""
    reviewed = after and console.interactive and after.sitting.to_review
    above = after and engine.ends_with_people(after.sitting.session) and not reviewed
    console.say()
    if ending.words and not ending.softer:
        console.say("In short:")
        for text in ending.words:
            console.say(text, indent="  ")
    changes = tuple(map(str, ending.changes))
    called = None if above else ending.people
    people = (people_text(called, console.width, ASK_COUNTRY),) if called else ()
    # After a hard ending comfort, and people, come before the ratings.
    softer = (*ending.lines[:1], *people, *ending.lines[1:], *changes)
    for line in softer if ending.softer else (*changes, *ending.lines):
        console.say(line)
    for line in ending.to_type:
        console.say(line)
    if doors and ending.next_exercises:
        console.say("If you want to go on from here:")
    for door in ending.next_exercises if doors else ():
        console.say(
            f"rsense run {door.id}: {door.title}, {minutes_text(door.minutes)}", indent="  "
        )


def minutes_text(minutes: float) -> str:
    return "1 minute" if minutes == 1 else f"{minutes:g} minutes"


def report_leaving(talk: Dialogue, seconds: float = PATIENCE) -> None:
    """Say on leaving what was saved. Raises SaveFailed if the last answer was not."""
    opened, console = talk.opened, talk.console
    safe = all_saved(console, seconds)  # before printing, which fails if the terminal is gone
    console.say()
    if not safe:
        raise SaveFailed(NOT_WAITED_FOR)
    if talk.unsaved:
        if opened.resume_command and opened.sitting.worth_keeping and opened.stands_on_disk():
            console.say(
                f"What you said before is kept. “{opened.resume_command}” goes on from there."
            )
        raise talk.unsaved
    opened.let_go()
    if opened.stop:
        console.scroll_clear()
        show_ending(opened.stop(), console, doors=False)
        return
    if opened.private:
        console.say(f"Left. {opened.nothing_kept_message}")
    elif opened.finish is None:
        console.say(f"Left. {opened.leave_message()}".rstrip())
    elif opened.resume_command and opened.sitting.worth_keeping:
        console.say(f"Kept for later. “{opened.resume_command}” goes on from here.")
    else:
        console.say(f"Left. {opened.leave_message() or 'There was nothing to keep yet.'}")
    session = opened.sitting.session
    if opened.needs_people(session) and not opened.people:  # else they stand above
        kind, of_kind = engine.people_shown(session), talk.services.people
        people = of_kind(kind) if kind and of_kind else talk.services.help_now("")
        console.say()
        console.say(people_text(people, console.width))
