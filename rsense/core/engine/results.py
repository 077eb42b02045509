"""Records that a finished session yields: the session record, a trigger, keepsakes, measures.

Separate from the records themselves, which are read and written without an engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, tzinfo
from typing import Any, cast

from rsense.core import engine
from rsense.core.engine import Reply, Session
from rsense.core.engine.transcript import format_answer, transcript
from rsense.core.expressions.bindings import Binding
from rsense.core.prompts import Fill, Value
from rsense.core.records import (
    Came,
    Exchange,
    FollowUp,
    Keepsake,
    MeasureTaken,
    Outcome,
    SessionRecord,
    Trigger,
)
from rsense.core.script.compile import Script
from rsense.core.steps import AskingStep
from rsense.core.trigger_fields import TRIGGER_FIELDS
from rsense.recordable import with_recordable_offset


def session_record(
    session: Session,
    *,
    id: str,
    started: datetime,
    finished: datetime,
    outcome: Outcome,
    about: tuple[str, ...] = (),
) -> SessionRecord:
    """The record of a session: every answer in order, and of what is private not even the question,
    which may have been asked because of a private answer."""
    private = engine.private_steps(session)
    said = transcript(session)[: engine.remembered(session)]
    replies = [one for one in said if one.value is not None and one.step not in private]
    if session.script.head.people:  # both have seen the last one only
        replies = [*{one.step: _by_whom(one, session.script) for one in replies}.values()]
    return SessionRecord(
        id=id,
        at=started,
        exercise=session.script.id,
        title=session.script.title,
        finished=max(finished, started),
        outcome=outcome,
        replies=tuple(replies),
        unused_replies=tuple(
            r for r in session.pending if r.value is not None and r.step not in private
        ),
        measures={} if session.state.forgotten else dict(measures_of(session)),
        about=about,
    )


def _by_whom(said: Exchange, script: Script) -> Exchange:
    """A question of two people, with the word for the one of them who was asked."""
    who = script.owners.get(said.step)
    name = script.given[who].label if who else ""
    named = not name or said.question.startswith(name)
    return said if named else said._replace(question=f"{name}: {said.question}")


def build_trigger(session: Session, *, id: str, at: datetime) -> Trigger | None:
    """The trigger that the answers make; None if the exercise makes none, it forgets, or all of it
    is empty."""
    asked = None if session.state.forgotten else session.script.head.trigger
    said = session.state.bindings
    found = (
        {key: said[step] for key, step in asked.fields().items() if step in said} if asked else {}
    )
    if "what" not in found and "thought" not in found:
        return None
    parts = {key: _field(key, answer) for key, answer in found.items()}
    return Trigger(**{"what": "", **parts, "id": id, "at": at})


def _field(key: str, said: Binding) -> Any:
    match TRIGGER_FIELDS[key].kind:
        case "number":
            return said.value
        case "list":
            return said.value if isinstance(said.value, tuple) else (said.label,)
        case "line":
            return said.label.strip()
        case "text":
            return said.label


def prefill_from_trigger(session: Session, trigger: Trigger) -> tuple[Reply, ...]:
    """Answers that a logged trigger already gives, to prefill their steps.

    A rating of now is never taken from the past.
    """
    head = session.script.head
    rated_now = {measure.before for measure in head.measure.values()}
    replies: list[Reply] = []
    for key, step in head.trigger.fields().items() if head.trigger else ():
        value: Value = getattr(trigger, key)
        known = session.script.names.get(step)
        if value in (None, "", ()) or step in rated_now or known is None:
            continue
        if isinstance(value, str) and TRIGGER_FIELDS[key].vocabulary:
            value = (value,)
        replies.append(Reply(step, value))
    return tuple(replies)


def rating_before(script: Script) -> tuple[str, ...]:
    """The step that asks at first how strong the distress is, from 0 to 10, if there is one."""
    measure = script.head.measure.get("distress")
    asks = measure and all(one.name != measure.before for one in script.head.givens)
    scale = script.names[measure.before] if measure and asks else None
    return (measure.before,) if measure and scale and (scale.low, scale.high) == (0, 10) else ()


def follow_up_of(
    session: Session,
    *,
    id: str,
    at: datetime,
    now: datetime,
    zone: tzinfo,
    about: tuple[str, ...] = (),
) -> FollowUp | None:
    """The question for a later day; None if none is asked for, or the session forgets.

    Only what is carried and shown goes into it, which nothing private does.
    """
    asked, unkept = session.script.head.follow_up, engine.unkept(session)
    said = {n: one for n, one in session.state.bindings.items() if n not in unkept}.get
    until = said(asked.until) if asked and asked.until else None
    if asked is None or session.state.forgotten or (asked.until and until is None):
        return None
    if asked.when is not None and not asked.when.holds(said):
        return None
    sure = said(asked.sure) if asked.sure else None
    return FollowUp(
        id=id,
        at=at,
        ask=asked.ask.show(said),
        due=_due(f"in {asked.after}" if until is None else str(until.value), now, zone),
        exercise=asked.exercise,
        carry={name: _carried(one) for name, here in asked.carried.items() if (one := said(here))},
        about=about,
        sure=sure.value if sure and isinstance(sure.value, int) else None,
    )


def _due(words: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The moment of a span, or of an answer, which may have passed; None where no record can
    hold it."""
    with suppress(ValueError):
        return with_recordable_offset(datetime.fromisoformat(words).replace(tzinfo=zone))
    from rsense.core.coming_moments import InvalidComing, read_coming

    with suppress(InvalidComing):
        return read_coming(words, now, zone)
    return None


def _carried(said: Binding) -> Value:
    """An answer as it reads: a number, words, or a list of them."""
    match said.value:
        case tuple(items):
            return said.items or items
        case int(number):
            return number
        case _:
            return said.label


def came_of(session: Session) -> Came:
    """Whether it came as it was expected, as the session says; empty where it does not."""
    came = session.script.head.came
    said = session.state.bindings.get(came) if came and not session.state.forgotten else None
    return cast("Came", said.value) if said else ""


def closing_sentences(session: Session) -> tuple[str, ...]:
    """Sentences that were composed on the way, for the ending.

    Not the pinned answers: these are often the thoughts that hurt most, and no last words. None
    once the session forgets.
    """
    if session.state.forgotten or session.script.head.people:
        return ()
    made = {
        step.reply.step: format_answer(step.reply.value, step.prompt)
        for step in engine.retrace(session)
        if isinstance(step.prompt, Fill)
        and isinstance(step.reply.value, tuple)
        and not _only_held(session, step.reply.step)
    }
    return tuple(dict.fromkeys(made.values()))


def _only_held(session: Session, name: str) -> bool:
    """True if an answer is pinned and not kept."""
    step = session.script.node(name).step
    return isinstance(step, AskingStep) and step.pin and step.keep is None


def measures_of(session: Session) -> Mapping[str, MeasureTaken]:
    """Measures with the first answer of `before` and the last of `after`, if both were given."""
    pairs: dict[str, MeasureTaken] = {}
    for name, measure in session.script.head.measure.items():
        given = session.script.given.get(measure.before)
        firsts = [r.value for r in session.replies if r.step == measure.before]
        firsts += [given.value] if given else []
        lasts = [r.value for r in session.replies if r.step == measure.after]
        before = next((value for value in firsts if isinstance(value, int)), None)
        after = next((value for value in reversed(lasts) if isinstance(value, int)), None)
        if before is not None and after is not None:
            pairs[name] = MeasureTaken(before=before, after=after, better=measure.better)
    return pairs


def keepsakes_of(
    session: Session, *, id_of: Mapping[str, str], at: datetime, about: tuple[str, ...]
) -> tuple[Keepsake, ...]:
    """Keepsake records of the cards that the person chose; `id_of` gives each card's id."""
    return tuple(
        Keepsake(id=id_of[card.value], at=at, shelf=card.shelf, text=card.text, about=about)
        for card in engine.kept_cards(session)
    )
