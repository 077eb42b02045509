"""The end of an exercise, in lines."""

from __future__ import annotations

from rsense.core.people import people_text
from rsense.plain.console import WIDTH, Console
from rsense.ports import Ending


def show_ending(ending: Ending, console: Console, *, doors: bool) -> None:
    console.say()
    if ending.words and not ending.softer:
        console.say("In short:")
        for text in ending.words:
            console.say(text, indent="  ")
    changes = tuple(map(str, ending.changes))
    people = (people_text(ending.people, WIDTH),) if ending.people else ()
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
