"""What comes of a session: what stays off the disk, exercises to offer next, cards to keep."""

from __future__ import annotations

from itertools import islice

from rsense.core.engine.session import Session
from rsense.core.engine.state import cards_of
from rsense.core.engine.trail import kept_together, retrace, unkept
from rsense.core.prompts import SKIPPED, HelpKind
from rsense.core.steps import AskingStep, ShelfCard
from rsense.core.steps.people import People

STILL_HIGH = 8
"""Distress, of ten, from which nobody is left without people to call."""


def private_steps(session: Session) -> frozenset[str]:
    """Ids of the steps whose answers never go to disk."""
    nodes = session.script.nodes
    private = {n.id for n in nodes if isinstance(n.step, AskingStep) and n.step.private}
    forgotten = {reply.step for reply in session.replies[remembered(session) :]}
    here = {nodes[session.state.at].id} if session.state.forgotten and session.state.prompt else ()
    return frozenset((*private, *forgotten, *here, *unkept(session)))


def remembered(session: Session) -> int:
    """How many of the replies came before a step with `forget`."""
    steps = (session.script.node(reply.step).step for reply in session.replies)
    forgets = (isinstance(step, AskingStep) and step.forget for step in steps)
    return next((n for n, forget in enumerate(forgets) if forget), len(session.replies))


def people_shown(session: Session) -> HelpKind | None:
    """Which people to call were shown last on the way, or are now; None if none were."""
    here = session.script.nodes[session.state.at : session.state.at + 1]
    steps = (session.script.node(reply.step).step for reply in session.replies)
    kinds = [s.lines for s in (*steps, *(node.step for node in here)) if isinstance(s, People)]
    return kinds[-1] if kinds else None


def grave_choice(session: Session) -> HelpKind | None:
    """What people can be called about, where a word was chosen that nobody should be alone with.

    None where a condition of the script is about that word: it takes care of it. Nor of two people
    at one screen: the one would see what the other chose.
    """
    script = session.script
    whens = [node.step.when.source for node in script.nodes if node.step.when]
    kinds: set[HelpKind | None] = set()
    for reply in () if script.head.people else session.replies:
        listed = script.vocabularies.get(
            getattr(script.node(reply.step).step, "vocabulary", None) or ""
        )
        if listed and isinstance(picked := reply.value, tuple):
            words = (word for word in listed.words() if word.people and word.value in picked)
            kinds |= {word.people for word in words if not any(word.value in one for one in whens)}
    return "crisis" if "crisis" in kinds else "abuse" if "abuse" in kinds else None


def said_texts(session: Session) -> str:
    """All that was said in words, a line each: what is only begun, too."""
    values = (reply.value for reply in (*session.replies, *session.pending))
    parts = (part for value in values for part in (value if isinstance(value, tuple) else (value,)))
    texts = (text for part in parts for text in (part if isinstance(part, tuple) else (part,)))
    return "\n".join(text for text in texts if isinstance(text, str))


def last_distress(session: Session) -> int | None:
    """The newest rating of distress, before or after; who leaves out the second is not calm yet."""
    measure = session.script.head.measure.get("distress")
    asked = (measure.before, measure.after) if measure else ()
    said = [r.value for r in session.replies if r.step in asked and isinstance(r.value, int)]
    return said[-1] if said else None


def needs_people(session: Session, before: int | None = None) -> bool:
    """True if whoever leaves is told of people to call: they were shown, or it's very strong, as
    rated here, or `before`, or a word was chosen that nobody should be alone with."""
    rated = last_distress(session)
    strong = (before if rated is None else rated) or 0
    return bool(people_shown(session) or grave_choice(session)) or strong >= STILL_HIGH


def ends_with_people(session: Session) -> bool:
    """True if the last thing shown was people to call in a crisis."""
    last = (session.script.node(reply.step).step for reply in session.replies[-1:])
    return any(isinstance(step, People) and step.lines == "crisis" for step in last)


def next_exercises(session: Session) -> tuple[str, ...]:
    """Exercises to offer next, those whose condition holds; none after a step with
    `doors = false`, where people are to be called."""
    steps = (session.script.node(reply.step).step for reply in session.replies)
    if any(isinstance(step, AskingStep) and not step.doors for step in steps):
        return ()
    said = session.state.bindings.get
    return tuple(door.to for door in session.script.head.doors if door.opens(said))


def only_private(session: Session) -> bool:
    """True if every answer is private, or forgotten: then even the steps that were reached would
    reveal one. Once the session forgets, what was skipped before is no answer. Nor does it tell
    that somebody read, and answered nothing, where people to call were shown."""
    if session.script.head.people:
        return not kept_together(session)
    forgot = session.state.forgotten
    none = (None, SKIPPED) if forgot else (None,)
    said = islice(retrace(session), remembered(session))
    steps = [step for step in said if step.reply.value not in none]
    if steps:
        return all(step.private for step in steps)
    return forgot or not session.replies or people_shown(session) is not None


def kept_cards(session: Session) -> tuple[ShelfCard, ...]:
    """Cards that the person chose to keep."""
    offered = {card.value: card for card in cards_of(session.script, session.state)}
    kept = next((r.value for r in reversed(session.replies) if r.step == "exercise.keep"), ())
    values = kept if isinstance(kept, tuple) else ()
    return tuple(offered[value] for value in values if isinstance(value, str) and value in offered)
