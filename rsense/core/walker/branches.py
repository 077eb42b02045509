"""What of a script one answer takes: the step, an option, a condition either way. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rsense.core.engine import Session, answer, begin, next_exercises
from rsense.core.engine.outcome import STILL_HIGH
from rsense.core.engine.state import State, apply
from rsense.core.prompts import SKIPPED, Pace, Paced, Skip, Sort, Value
from rsense.core.script.compile import Script
from rsense.core.steps.choose import Choose
from rsense.core.steps.jump import Jump

ENDS = "ends there"
"""Of an include: the whole ends in it."""
STAYS, UNSAID = f"still {STILL_HIGH} or more", f"skipped after {STILL_HIGH} or more"
"""Of the second rating of a measured distress."""


class Branch(NamedTuple):
    """One of the ways that a person can take at a step; of a door, at the end."""

    number: int
    """Of the step in the script's own file, from 0; -1 for a question that the engine added."""
    step: str
    what: str
    """Such as `answered`, `skipped` or `option feet`."""


def taken(before: Session, value: Value | Skip) -> Iterator[Branch]:
    """Branches of one answer, and of what is passed until the next question.

    Of an include, only that it is entered or passed and whether all ends there: what it asks
    belongs to its own file.
    """
    script, node = before.script, before.script.nodes[before.state.at]
    after = answer(before, value)
    if node.is_own:
        yield from (Branch(node.number, node.id, what) for what in _answered(before, value))
    yield from _passed(script, apply(script, before.state, value), after.state)
    if not after.complete:
        return
    if node.prefix and node.number < max(one.number for one in script.nodes):
        include = next(n for n in script.nodes if n.number == node.number and not n.prefix)
        yield Branch(node.number, include.id, ENDS)
    opened = next_exercises(after)
    for door in script.head.doors:
        if door.when is not None:
            yield Branch(-1, f"next {door.to}", "offered" if door.to in opened else "not offered")


def begun(session: Session) -> Iterator[Branch]:
    """Branches that are passed before the first question."""
    return _passed(session.script, State(0, session.script.given), session.state)


def branches_of(session: Session) -> frozenset[Branch]:
    """Every branch that a session took."""
    here = begin(session.script, session.shelves)
    found = {*begun(here)}
    for reply in session.replies:
        found |= {*taken(here, reply.value)}
        here = answer(here, reply.value)
    felt = ""
    for reply in session.replies:
        felt = strong_after(session.script, felt, reply.step, reply.value)
    return frozenset({*found, *strong_branches(session.script, felt)})


def strong_after(script: Script, felt: str, step: str, value: Value | Skip) -> str:
    """What is known of a strong distress after one more answer: empty where it isn't strong, the
    step where it was rated so, STAYS or UNSAID."""
    measure = script.head.measure.get("distress")
    if measure is None or step not in (measure.before, measure.after):
        return felt
    again = felt and step == measure.after
    if not isinstance(value, int):
        return UNSAID if again else felt
    return "" if value < STILL_HIGH else STAYS if again else step


def strong_branches(script: Script, felt: str) -> Iterator[Branch]:
    """The branch that a session ends with, which only all of its answers tell."""
    if felt in (STAYS, UNSAID):
        after = script.head.measure["distress"].after
        yield Branch(script.node(after).number, after, felt)


def _answered(session: Session, value: Value | Skip) -> Iterator[str]:
    step, prompt = session.script.nodes[session.state.at].step, session.state.prompt
    if value is SKIPPED:
        yield "broken off" if isinstance(prompt, Pace) else "skipped"
        return
    yield "shown" if value is None else "answered"
    match value:
        case tuple() if isinstance(step, Choose) and step.options:
            values = {choice.value for choice in step.choices}
            yield from (f"option {one}" if one in values else "own words" for one in value)
            if not value:
                yield "none of them"
        case tuple() if isinstance(prompt, Sort):
            yield from (f"bin {pair[1]}" for pair in value)
        case Paced():
            yield "to the end" if value.finished else "broken off"
        case _:
            pass


def _passed(script: Script, state: State, end: State) -> Iterator[Branch]:
    """What lies between an answer and the next question."""
    at, jumps = state.at, dict(state.jumps)
    while at < len(script.nodes) and not (at == end.at and jumps == end.jumps):
        node = script.nodes[at]
        step, by = node.step, at + 1
        if node.is_skipped(end.bindings):
            what, by = "passed by", node.skip_to
        elif isinstance(step, Jump) and jumps.get(node.id, 0) < step.at_most:
            jumps[node.id] = jumps.get(node.id, 0) + 1
            what, by = "taken", script.target(node, step.to)
        elif isinstance(step, Jump):
            what, by = "passed by", node.skip_to
        else:
            what = "passed by" if step.asks else "entered"
        if node.is_own and node.number >= 0:
            yield Branch(node.number, node.id, what)
        at = by
