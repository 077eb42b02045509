"""What is kept of a person's days: triggers, sessions, keepsakes. Frozen values, no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from rsense.core import engine
from rsense.core.answers import Said
from rsense.core.engine import Reply, Session
from rsense.core.prompts import Value
from rsense.core.transcript import Exchange, transcript

Outcome = Literal["completed", "left"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Something that set it off."""

    id: str
    at: datetime
    """When it happened, in the person's local time, with its offset."""
    what: str
    intensity: int | None = None
    """0 to 10."""
    emotions: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    urge: tuple[str, ...] = ()
    who: str = ""
    tags: tuple[str, ...] = ()
    type: str = ""
    domain: str = ""
    before: str = ""
    did: str = ""
    thought: str = ""
    about: tuple[str, ...] = ()
    """Ids of records this one belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTaken:
    """A rating before and after; `better` says which way is the good one."""

    before: int
    after: int
    better: str = "lower"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """One sitting with one exercise, readable without its script."""

    id: str
    at: datetime
    """When it was begun."""
    exercise: str
    title: str
    finished: datetime
    outcome: Outcome
    replies: tuple[Exchange, ...] = ()
    aside: tuple[Reply, ...] = ()
    """Answers to steps that the way no longer led through."""
    measures: Mapping[str, MeasureTaken] = field(default_factory=dict)
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepsake:
    """A card on a shelf."""

    id: str
    at: datetime
    shelf: str
    text: str
    about: tuple[str, ...] = ()


Record = Trigger | SessionRecord | Keepsake


def session_record(
    session: Session,
    *,
    id: str,
    started: datetime,
    finished: datetime,
    outcome: Outcome,
    about: tuple[str, ...] = (),
) -> SessionRecord:
    """What is kept of a sitting: every answer in order, nothing private."""
    private = {name for name, known in session.script.names.items() if known.private}
    return SessionRecord(
        id=id,
        at=started,
        exercise=session.script.id,
        title=session.script.title,
        finished=max(finished, started),
        outcome=outcome,
        replies=tuple(
            said for said in transcript(session) if said.value is not None or said.private
        ),
        aside=tuple(r for r in session.ahead if r.value is not None and r.step not in private),
        measures=dict(_measures(session)),
        about=about,
    )


def trigger_of(session: Session, *, id: str, at: datetime) -> Trigger | None:
    """The trigger that an exercise's answers make; None when it makes none, or says nothing."""
    asked = session.script.head.trigger
    said = session.state.said
    found = (
        {key: said[step] for key, step in asked.fields().items() if step in said} if asked else {}
    )
    if "what" not in found and "thought" not in found:
        return None
    parts = {key: _field(key, answer) for key, answer in found.items()}
    return Trigger(**{"what": "", **parts, "id": id, "at": at})


def _field(key: str, said: Said) -> Any:
    if key in ("emotions", "body", "urge", "tags"):
        return said.value if isinstance(said.value, tuple) else (said.label,)
    return said.value if key == "intensity" else said.label


def replies_about(session: Session, trigger: Trigger) -> tuple[Reply, ...]:
    """Answers that a logged trigger already gives, to be offered when their step comes.

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
        if isinstance(value, str) and key in ("type", "domain"):
            value = (value,)
        replies.append(Reply(step, value))
    return tuple(replies)


def _measures(session: Session) -> Mapping[str, MeasureTaken]:
    """The first answer of `before` and the last of `after`, where both are there."""
    pairs: dict[str, MeasureTaken] = {}
    for name, measure in session.script.head.measure.items():
        firsts = [r.value for r in session.trail if r.step == measure.before]
        lasts = [r.value for r in session.trail if r.step == measure.after]
        before = next((value for value in firsts if isinstance(value, int)), None)
        after = next((value for value in reversed(lasts) if isinstance(value, int)), None)
        if before is not None and after is not None:
            pairs[name] = MeasureTaken(before=before, after=after, better=measure.better)
    return pairs


def keepsakes_of(
    session: Session, *, id_of: Mapping[str, str], at: datetime, about: tuple[str, ...]
) -> tuple[Keepsake, ...]:
    """The cards that the person chose to keep; `id_of` gives each card's id."""
    return tuple(
        Keepsake(id=id_of[card.value], at=at, shelf=card.shelf, text=card.text, about=about)
        for card in engine.cards(session)
    )
