"""Taking up what comes back, on any frontend: its answer, not yet, or let it go."""

from __future__ import annotations

from contextlib import suppress

from msgspec.structs import replace

from rsense.core.engine import Session
from rsense.core.records import FollowUp
from rsense.insight.predictions import NOT_NOW, NOTHING
from rsense.ports import Activity
from rsense.services.clock import when_words
from rsense.services.context import AppContext
from rsense.services.edit_flow import edit_part
from rsense.services.errors import UserError
from rsense.services.exercise.flow import open_exercise
from rsense.services.exercise.follow_up import Closing
from rsense.services.form_scripts import form
from rsense.services.forms import ask_choice, form_activity, last_page, text_of
from rsense.services.help_now import people_for, people_to_call
from rsense.services.now.flow import NowFlow
from rsense.services.over_time.follow_ups import is_held_back, ledger, question, waiting
from rsense.services.saving import as_save_failed
from rsense.services.trigger_input import coming_moment
from rsense.session_runner import SaveFailed

TITLE = "To come back to"
CAME = {"no": "it didn't come", "partly": "it came in part", "yes": "it came as I feared"}
LATER = {
    "tomorrow": "tomorrow evening",
    "in 3 days": "in three days",
    "in a week": "in a week",
    "some": "some day, when I look for it",
    "another": "at another time",
}
"""When a question may come back, and its label."""
HELP = {"now": "something that helps now", "people": "people to call"}
"""What is offered first where it came as feared."""
FIRST = {"yes": "It came, and that hurts.\n\n"}
"""What is said before words are asked for."""
PARTING = {
    "yes": "You saw it coming, and it still isn't easy. You don't have to be alone with it.",
    "partly": "Part of it came, and part of it didn't. Both are worth knowing the next time.",
    "no": "It didn't come this time. You've written it down, so you can look back at it when the "
    "next one feels certain.",
    "done": "You came back to it. That's done now.",
    "let go": "You've let it go. It won't be asked again.",
}


def come_back(context: AppContext) -> Activity:
    """Take up the one that waits now. Raises SaveFailed, where none does too."""
    found = waiting(context)
    if found is None:
        raise SaveFailed(NOT_NOW if is_held_back(context) else NOTHING)
    return take_up(context, found)


def take_up(context: AppContext, follow_up: FollowUp) -> Activity:
    """Ask it: its script where there is one, else what came of it; or later, or let it go."""
    title = ""
    if follow_up.exercise:
        with suppress(UserError):  # it is gone, or broken: the words are here, and a free answer
            title = context.script(follow_up.exercise).title
    prediction = follow_up.sure is not None and not title
    options = CAME if prediction else {"begin": f"look at it: {title}"} if title else {}
    told = {} if prediction else {"done": "it's settled" if title else "say what happened"}
    ways = {**options, **told, "later": "not yet", "let go": "let it go"}

    def take(way: str) -> Activity | None:
        if way == "begin":
            return open_exercise(context, follow_up.exercise, follow_up.id)
        if way == "later":
            return _later(context, follow_up)
        return _closed(context, follow_up, way)

    harmless = "begin" if title else "later"  # what an Enter too many may take
    return ask_choice(TITLE, question(follow_up), ways, take, default=harmless)


def _later(context: AppContext, follow_up: FollowUp) -> Activity:
    now = context.now()

    def take(way: str) -> Activity | None:
        if way == "another":
            return edit_part(context, follow_up.id, "due")
        with as_save_failed():
            due = None if way == "some" else coming_moment(way, now)
        Closing(context, follow_up).put(due=due)
        when = f"It comes back {when_words(due, now)}." if due else "It won't ask by itself."
        return last_page(TITLE, f"That's all right. {when}")

    return ask_choice(TITLE, "When should it come back?", LATER, take)


def _closed(context: AppContext, follow_up: FollowUp, way: str) -> Activity:
    """Close it, on the disk before more is asked; then what happened, in words."""
    came = way if way in CAME else ""
    closing = Closing(context, follow_up)
    state = "let go" if way == "let go" else "done"
    closing.put(state=state, came=came, closed=context.now())

    def helped(by: str) -> Activity | None:
        if by == "now":
            return NowFlow(context).opened()
        return _people(context) if by == "people" else None

    def parting() -> Activity:
        found = ledger(context) if came else ""
        text = "\n\n".join(filter(None, (PARTING[way], found)))
        return last_page(TITLE, text, HELP if way == "yes" else {}, helped)

    if way == "let go":
        return parting()

    def keep(session: Session) -> bool:
        closing.put(answer=text_of(session, "answer"))
        return True

    def take(session: Session) -> Activity:
        keep(session)
        danger = people_for(context, text=text_of(session, "answer"))
        return last_page(TITLE, danger) if danger else parting()

    values = {"first": FIRST.get(way, "")}
    return form_activity(form(context.library, "follow-up", values=values), take, keep=keep)


def _people(context: AppContext) -> Activity:
    page = last_page(TITLE, "Someone you can talk to:")
    return replace(page, people=people_to_call(context))
