"""Pages of programmes: which to begin, the next sitting, a rest; and the marks that they leave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from rsense.core.engine import Session
from rsense.core.programmes import Programme, Sitting
from rsense.core.records import PathMark, PathStep
from rsense.core.sanitize import one_line
from rsense.insight.programme_position import AWAY, Position
from rsense.ports import Activity, Ending
from rsense.services.context import AppContext
from rsense.services.errors import USAGE, UserError
from rsense.services.exercise.flow import open_exercise
from rsense.services.form_scripts import form
from rsense.services.forms import ask_choice, form_activity, text_of
from rsense.services.over_time.programmes import Standing, standing
from rsense.services.record_text import day_words
from rsense.services.saving import as_save_failed
from rsense.services.trigger_input import coming_moment

TITLE = "Programmes"
RESTS = {"3 days": "a few days", "1 week": "a week", "2 weeks": "two weeks", "1 month": "a month"}
SOONER = "You can go on sooner if you like."
RESTING = f"It rests, and so can you. {SOONER}"
PUT_AWAY = "It's put away. If you take it up again, you can go on from here or begin anew."


def by_title(context: AppContext) -> Mapping[str, Programme]:
    """Every programme, by its name, in the order of titles."""
    return dict(sorted(context.library.programmes.items(), key=lambda one: one[1].title))


def named(context: AppContext, name: str) -> tuple[str, Programme]:
    """A programme by its name or its title. Raises UserError."""
    from rsense.core.script.diagnostics import suggested

    known = context.library.programmes
    wanted = name.strip().casefold()
    for one, programme in known.items():
        if wanted in (one, programme.title.casefold()):
            return one, programme
    for broken in context.library.unreadable:
        if broken.path == context.library.programme_paths.get(name):
            raise UserError(one_line(str(broken)))
    advice = suggested(name, known) or f"The programmes are {', '.join(known)}."
    raise UserError(f"There is no programme “{one_line(name)}”. {advice}", USAGE)


def mark(context: AppContext, here: Standing, did: PathStep, until: datetime | None = None) -> None:
    """Note that it rests, is put away or taken up again. Raises NotSaved."""
    made = PathMark(context.new_id(), context.now(), here.name, did, here.title, until)
    context.log(made)


def begin(context: AppContext, name: str) -> Activity:
    """Begin a programme: what it is, one person who may know, then its first sitting.

    One that was begun before is gone on with, if the person likes. Raises UserError and SaveFailed.
    """
    name, programme = named(context, name)
    here = standing(context, name)
    if here is None or here.position is None or here.position.at == 0 or here.position.whole:
        return _begun(context, name, programme)

    def take(way: str) -> Activity:
        if way == "anew":
            return _begun(context, name, programme)
        with as_save_failed():
            mark(context, here, "on")
        return page(context, straight=True)

    text = f"You've done some of “{here.title}” before."
    ways = {"on": f"go on where you were, at {here.position.place}", "anew": "from the beginning"}
    return ask_choice(here.title, text, ways, take, default="on")


def _begun(context: AppContext, name: str, programme: Programme) -> Activity:
    def take(session: Session) -> Activity:
        who = text_of(session, "who").strip()
        with as_save_failed():
            title = one_line(programme.title)
            made = PathMark(context.new_id(), context.now(), name, "begun", title, who=who)
            context.log(made)
        return page(context, straight=True)

    count = len(programme.sitting)
    order = f"There are {count} sittings. You do them in this order, whenever you like."
    if count == 1:
        order = "It's one sitting, and you do it whenever you like."
    values = {"title": programme.title, "summary": programme.summary, "order": order}
    return form_activity(form(context.library, "programme", values=values), take)


def choose(context: AppContext) -> Activity:
    """The question which programme to begin. Raises SaveFailed."""
    titles = {name: f"{one.title}: {one.summary}" for name, one in by_title(context).items()}

    def take(name: str) -> Activity | None:
        with as_save_failed():
            return begin(context, name) if name in titles else None

    return ask_choice(TITLE, "Which one would you like?", {**titles, "none": "none of them"}, take)


def page(context: AppContext, *, straight: bool = False) -> Activity:
    """The next sitting with what else can be done; without a programme, which to begin.

    `straight` opens the sitting at once where there is nothing to say first. Raises SaveFailed.
    """
    here = standing(context)
    if here is None:
        return choose(context)
    if here.position is None:
        text = f"The file of “{here.title}” is gone or can't be read, so it can't go on for now."
        return _ask(context, here, text, {})
    if here.position.whole:
        left = here.position.next
        extra = {"next": f"the one that's left: {_sitting(context, left)}"} if left else {}
        again = {"anew": "do it again from the beginning"}
        return _ask(context, here, f"You've done all of “{here.title}”.", {**extra, **again})
    return _next(context, here, here.position, straight=straight)


def _next(context: AppContext, here: Standing, there: Position, *, straight: bool) -> Activity:
    now, sitting = context.now(), there.next
    note = ""
    if until := here.rests_until(now):
        note = f"It rests until {day_words(until)}. {SOONER}"
    elif now - here.last_sign() >= AWAY:
        note = "Welcome back. You can go on, do the last one again, or put it away."
    elif there.opens and there.opens > now:
        when = _when(there.opens, now)
        note = f"A little time in between helps: this one is meant for {when}. {SOONER}"
    if sitting is None or (straight and not note and not sitting.optional):
        return _opened(context, there)
    about = f"{_sitting(context, sitting)}. {one_line(sitting.why)}"
    text = "\n\n".join(filter(None, (f"{here.title}, {there.place}", note, about)))
    ways = {"next": "go on" if there.at else "begin"}
    if sitting.optional:
        ways["leave"] = "leave this one out"
    return _ask(context, here, text, ways)


def _ask(context: AppContext, here: Standing, text: str, ways: dict[str, str]) -> Activity:
    there = here.position
    if there and there.before:
        ways["again"] = f"do the last one again: {context.library.title(there.before)}"
    if there and not there.whole:
        ways["rest"] = "rest for a while"
    ways |= {"away": "put it away", "other": "another programme"}

    def take(way: str) -> Activity | None:
        if way == "next" and there:
            return _opened(context, there)
        if way == "leave" and there:
            return _opened(context, there.passed())
        if way == "again" and there:
            return open_exercise(context, there.before)
        if way == "anew" and there:
            return _begun(context, here.name, there.programme)
        if way == "rest":
            return _rest(context, here)
        if way == "other":
            return choose(context)
        with as_save_failed():
            mark(context, here, "away")
        return None

    asked = ask_choice(TITLE, text, ways, take, default=next(iter(ways)) if there else "")
    return replace(asked, parting=PUT_AWAY)


def _rest(context: AppContext, here: Standing) -> Activity:
    def take(span: str) -> None:
        with as_save_failed():
            mark(context, here, "resting", coming_moment(span, context.now()))

    asked = ask_choice(here.title, "For how long?", RESTS, take)
    return replace(asked, parting=RESTING)


def _opened(context: AppContext, there: Position) -> Activity:
    """The next sitting, which says at its end where one is. Raises SaveFailed."""
    if there.next is None:
        return page(context)
    opened = open_exercise(context, there.next.exercise)
    finish, after = opened.finish, there.passed()
    if finish is None:
        return opened
    said = f"That was {there.place} in “{one_line(there.programme.title)}”."
    if after.next is None or after.whole:
        said = f"{said} You've done all of it."
    else:
        said = f"{said} Next comes “{context.library.title(after.next.exercise)}”."

    def ending(session: Session) -> Ending:
        done = finish(session)
        return done if done.softer else replace(done, lines=(*done.lines, said))

    return replace(opened, finish=ending)


def _sitting(context: AppContext, sitting: Sitting) -> str:
    return f"“{context.library.title(sitting.exercise)}”{', if you like' * sitting.optional}"


def _when(at: datetime, now: datetime) -> str:
    """`today from 21:00 on`, `tomorrow`, `Sat 12 Dec`."""
    days = (at.date() - now.date()).days
    if days == 0:
        return f"today from {at:%H:%M} on"
    return "tomorrow" if days == 1 else day_words(at)
