"""Rituals: make one, note that it was done, pause, end and take it up again, for every frontend."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import takewhile

from rsense.core.engine import Session
from rsense.core.fold import fold
from rsense.core.records import Ritual, RitualState, SessionRecord
from rsense.core.recurrence import InvalidRecurrence, read_recurrence
from rsense.core.sanitize import one_line
from rsense.insight.rituals import day_of, due_today, is_done, next_time
from rsense.ports import Activity, RitualToday
from rsense.services.clock import MachineZone, when_words
from rsense.services.context import AppContext
from rsense.services.corrections import change_record, open_record
from rsense.services.errors import USAGE, UserError
from rsense.services.exercise.flow import open_exercise
from rsense.services.form_scripts import form
from rsense.services.forms import ask_choice, form_activity, last_page, text_of
from rsense.services.over_time.follow_ups import quiet_until
from rsense.services.record_lookup import ambiguous, none_found
from rsense.services.saving import as_save_failed
from rsense.services.trigger_input import coming_moment
from rsense.store.record_index import ritual_files

TITLE = "Rituals"
WITHOUT_EXERCISE = "ritual"
"""Exercise of the session that says that a ritual was done, where it has none."""
PAUSES = {"open": "until I take it up again", "in a week": "a week", "in 4 weeks": "four weeks"}
_DAY = timedelta(days=1)


def rituals(context: AppContext) -> list[Ritual]:
    """Each of them once, the newest first."""
    read = context.listed(ritual_files)
    known = {one.id: one for one in reversed(read) if isinstance(one, Ritual)}
    return list(reversed(known.values()))


def ritual_today(context: AppContext, left: Collection[str] = ()) -> RitualToday | None:
    """The one that home shows: never more than one, never as a question, none after a hard note.

    Exercises `left` half way have a row there themselves.
    """
    now, known = context.now(), going_on(context)
    if not known or not due_today(known, (), now, MachineZone()) or quiet_until(context):
        return None  # most evenings: nothing more is read
    for at, ritual in due_today(known, sessions_today(context), now, MachineZone()):
        if not ritual.exercise or ritual.exercise not in left:
            return RitualToday(ritual.id, f"{at:%H:%M}", _with(ritual))
    return None


def going_on(context: AppContext) -> list[Ritual]:
    return [ritual for ritual in rituals(context) if ritual.state != "ended"]


def sessions_today(context: AppContext) -> list[SessionRecord]:
    """What was done in the last day: enough to know whether a ritual of today was."""
    since = context.now() - _DAY
    newest = (found.record for found in context.records.newest("session", since=since))
    recent = takewhile(lambda record: record.at > since, newest)
    return [one for one in recent if isinstance(one, SessionRecord)]


def coming(
    ritual: Ritual, context: AppContext, done: Collection[SessionRecord] = ()
) -> datetime | None:
    """When it comes round next; None while it is paused or ended. `done` are `sessions_today`."""
    now = context.now()
    at = next_time(ritual, now, MachineZone())
    if at and day_of(at) == day_of(now) and is_done(ritual, done, now):
        return next_time(ritual, at, MachineZone())
    return at


def status(ritual: Ritual, context: AppContext, done: Collection[SessionRecord] = ()) -> str:
    """`next: tomorrow 20:00`, `paused until …`, `ended`. `done` are `sessions_today`."""
    at, now = coming(ritual, context, done), context.now()
    if _is_paused(ritual, now):
        return f"paused until {when_words(ritual.until, now)}" if ritual.until else "paused"
    return f"next: {when_words(at, now)}" if at else ritual.state


def _is_paused(ritual: Ritual, now: datetime) -> bool:
    return ritual.state == "paused" and (ritual.until is None or ritual.until > now)


def find_ritual(context: AppContext, words: str) -> Ritual:
    """The one with these words, or whose id begins so; one that goes on rather than an ended one.

    Raises UserError.
    """
    known, wanted = rituals(context), fold(" ".join(words.split()))
    found = [one for one in known if one.id.startswith(wanted) or wanted in fold(one.text)]
    found = found if wanted else []
    found = [one for one in found if wanted in (one.id, fold(one.text))] or found
    found = [ritual for ritual in found if ritual.state != "ended"] or found
    if not found:
        said = f"There is no ritual “{one_line(words)}”." if wanted else "Which one?"
        raise none_found(context, f"{said} “rsense ritual list” shows them.")
    if len(found) > 1:
        lines = {ritual.id: f"{ritual.every}  {one_line(ritual.text)}" for ritual in found}
        raise ambiguous(words, lines, lambda line: line)
    return found[0]


def make(context: AppContext, text: str, every: str, exercise: str = "", who: str = "") -> Ritual:
    """A new ritual, not yet written. Raises UserError."""
    from rsense.services.exercise_search import resolve_exercise, unknown_exercise

    try:
        read_recurrence(every)
    except InvalidRecurrence as error:
        raise UserError(str(error), USAGE) from error
    if not text.strip():
        raise UserError("Nothing was said, so nothing was kept.", USAGE)
    known = exercise and resolve_exercise(exercise, context.library)
    if exercise and not known:
        raise UserError(unknown_exercise(exercise, context.library), USAGE)
    name = who.strip().removeprefix("@")
    return Ritual(context.new_id(), context.now(), text, every.strip(), known, name)


def note_done(context: AppContext, ritual: Ritual) -> bool:
    """Write that it was done now; False if this day knows it already. Raises NotSaved."""
    now = context.now()
    if is_done(ritual, sessions_today(context), now):
        return False
    did = SessionRecord(
        id=context.new_id(),
        at=now,
        exercise=ritual.exercise or WITHOUT_EXERCISE,
        title=one_line(ritual.text),
        finished=now,
        outcome="completed",
        about=(ritual.id,),
    )
    context.log(did)
    return True


def set_state(context: AppContext, ritual: Ritual, state: RitualState, until: str = "") -> Ritual:
    """Keep, pause or end a ritual, `until` as somebody typed it. Raises UserError, NotSaved."""
    back = coming_moment(until, context.now()) if until else None
    change_record(context, open_record(context, ritual.id), {"state": state, "until": back})
    return ritual._replace(state=state, until=back)


def rituals_page(context: AppContext) -> Activity:
    """All that goes on as one question, and a new one, for a frontend."""
    done = sessions_today(context)
    options = {
        ritual.id: f"{_with(ritual)}, {ritual.every}, {status(ritual, context, done)}"
        for ritual in going_on(context)
    }
    options |= {"new": "a new one", "none": "not now"}

    def take(way: str) -> Activity | None:
        if way == "new":
            return new_ritual(context)
        return None if way == "none" else ritual_page(context, way)

    which = " Which one?" if len(options) > len(("new", "none")) else ""
    text = f"Something small, done regularly, alone or with someone.{which}"
    return ask_choice(TITLE, text, options, take)


def ritual_page(context: AppContext, id: str) -> Activity:
    """One ritual, and what can be done with it. Raises SaveFailed."""
    with as_save_failed():
        ritual = find_ritual(context, id)
    options = {"later": "not now"}
    if ritual.exercise in context.library.paths:
        options["begin"] = f"begin “{context.library.title(ritual.exercise)}”"
    paused = _is_paused(ritual, context.now())
    other = {"kept": "take it up again"} if paused else {"paused": "pause it"}
    options |= {"done": "it's done", **other, "ended": "end it"}

    def take(way: str) -> Activity | None:
        if way == "later":
            return None
        if way == "begin":
            return open_exercise(context, ritual.exercise)
        if way == "paused":
            return _pause(context, ritual)
        with as_save_failed():
            if way == "done":
                note_done(context, ritual)
            else:
                set_state(context, ritual, "ended" if way == "ended" else "kept")
        return None

    text = f"{_with(ritual)}\n{ritual.every}, {status(ritual, context, sessions_today(context))}"
    return ask_choice(TITLE, text, options, take, default="later")


def _pause(context: AppContext, ritual: Ritual) -> Activity:
    def take(way: str) -> None:
        with as_save_failed():
            set_state(context, ritual, "paused", "" if way == "open" else way)

    return ask_choice(TITLE, "For how long? Nothing is missed meanwhile.", PAUSES, take)


def new_ritual(context: AppContext, said: Session | None = None, why: str = "") -> Activity:
    """A ritual asked for; where its time cannot be read, only that is asked again, with `why`."""
    without = ("text", "who") if said else ()
    values = {"why": f"{why}\n\n" if why else ""}

    def take(session: Session) -> Activity | None:
        first = said or session
        text, every = text_of(first, "text"), text_of(session, "every")
        if not text or not every:
            return None
        try:
            ritual = make(context, text, every, who=text_of(first, "who"))
        except UserError as error:
            return new_ritual(context, first, str(error))
        with as_save_failed():
            context.log(ritual)
        text = f"Kept: {_with(ritual)}.\n{status(ritual, context)}"
        return last_page(TITLE, text)

    return form_activity(form(context.library, "ritual", without=without, values=values), take)


def _with(ritual: Ritual) -> str:
    """Its words, and with whom."""
    return one_line(ritual.text) + (f", with {one_line(ritual.who)}" if ritual.who else "")
