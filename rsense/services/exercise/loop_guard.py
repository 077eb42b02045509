"""One calm page before the same exercise about the same trigger is done a third time in a day.

Going over one message again and again is asking for reassurance with a keyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta

from rsense.core.records import SessionRecord
from rsense.core.script.parse import Script
from rsense.ports import Activity
from rsense.services.context import AppContext
from rsense.services.forms import ask_choice

ENOUGH = 2
DAY = timedelta(days=1)
NOT_GUARDED = frozenset({"settle", "learn"})
"""Stages of exercises that may help as often as they are done."""
PAGE = (
    "You've looked at this {times} today. Looking again is unlikely to settle it, because what's "
    "missing usually isn't in here: it's time, sleep, or an answer from someone else. It can wait "
    "until tomorrow. If you'd rather go on now, that's open too."
)
LEAVE, PLAN, ON = "leave", "plan", "on"
WAYS = {
    LEAVE: "leave it until tomorrow",
    PLAN: "make a plan for when it comes back tonight",
    ON: "look at it once more",
}
PLAN_EXERCISE = "if-then-plan"


def times_today(context: AppContext, script: Script, about: Collection[str]) -> int:
    """How often an exercise was finished about one of these triggers within a day; 0 where that
    does no harm."""
    if not about or script.head.stage in NOT_GUARDED or script.id == PLAN_EXERCISE:
        return 0
    since, count = context.now() - DAY, 0
    for found in context.records.newest("session"):
        if found.record.at < since:
            break
        same = isinstance(found.record, SessionRecord) and found.record.exercise == script.id
        count += same and not set(about).isdisjoint(found.record.about)
    return count


def guarded(
    context: AppContext, script: Script, about: Collection[str], begin: Callable[[Script], Activity]
) -> Activity:
    """The exercise; from the third time in a day on behind a page, from which one may leave it,
    make a plan, or go on."""
    times = times_today(context, script, about)
    if times < ENOUGH:
        return begin(script)

    def take(chosen: str) -> Activity | None:
        if chosen == LEAVE:
            return None
        return begin(script if chosen == ON else context.script(PLAN_EXERCISE))

    text = PAGE.format(times="twice" if times == ENOUGH else f"{times} times")
    return ask_choice(script.title, text, WAYS, take)
