"""Walking a script without a person: every branch, for the checker and the tests."""

from __future__ import annotations

from collections.abc import Iterator

from rsense.core.engine import Session, answer, begin
from rsense.core.layout import Node, Script
from rsense.core.problems import Problem
from rsense.core.prompts import Prompt, Skip, Value
from rsense.core.samples import Samples, breadth, parts
from rsense.core.shelves import SHELVES, Shelves
from rsense.core.situations import Been, Situations

MOST_WORK = 500_000
"""What walking may cost, in units of a quarter of a microsecond or so. It is counted and not
measured: what can be walked on one machine can be walked on every one."""

_AN_ANSWER, _A_SAMPLE, _AN_ATOM, _TO_READ_ONE = 60, 35, 4, 60

FULL_SHELVES: Shelves = dict.fromkeys(SHELVES, ("a card",))
"""With a card to recall, and the choice not to, both ways behind a recall are walked."""


class TooManyWalks(Exception):
    """The script branches more than can be walked."""


def walks(script: Script, shelves: Shelves | None = None) -> Iterator[Session]:
    """Sessions that together take every kind of answer in every situation reached.

    Yields each walk at its end, or where it meets one already walked. Raises TooManyWalks.
    """
    work = _Work()
    conditions = (node.step.when for node in script.nodes if node.step.when)
    work.spend(_TO_READ_ONE * sum(len(condition.atoms) for condition in conditions))
    situations = Situations(script, lambda atoms: work.spend(_AN_ATOM * atoms))
    samples = Samples(script, situations, work.spend_on)
    start = begin(script, shelves)
    pending, been = [start], Been()
    been.add(situations.of(start.state))
    while pending:
        session = pending.pop()
        if session.complete:
            yield session
        for value in samples.of(session.state):
            onward = answer(session, value)
            work.spend(
                _AN_ANSWER + 8 * parts(value) + _size(onward, script.nodes[session.state.at])
            )
            if been.add(situations.of(onward.state)):
                pending.append(onward)
            else:
                yield onward


def walk_problems(script: Script, file: str) -> Iterator[Problem]:
    """What only walking shows."""
    try:
        for _ in walks(script, FULL_SHELVES):
            pass
    except TooManyWalks:
        what = "there are more ways through it than can be walked"
        advice = "fewer conditions, jumps or options, or two exercises"
        yield Problem(file, 1, 1, "", what, advice)


class _Work:
    """What walking has cost so far."""

    def __init__(self) -> None:
        self._spent = 0

    def spend_on(self, prompt: Prompt, value: Value | Skip) -> None:
        """What trying an answer takes. Raises TooManyWalks."""
        self.spend(_A_SAMPLE + 2 * breadth(prompt) + 4 * parts(value))

    def spend(self, units: int) -> None:
        """Raises TooManyWalks."""
        self._spent += units
        if self._spent > MOST_WORK:
            raise TooManyWalks


def _size(session: Session, answered: Node) -> int:
    """What it takes to pass on from an answer, to carry the answers, and to ask what comes."""
    state, nodes = session.state, session.script.nodes
    passed = max(state.at - answered.past, 0) if not state.jumps else len(nodes)
    carried = sum(len(state.said[name].label) for name in answered.names if name in state.said)
    if state.prompt is None:
        return passed + carried // 8 + len(state.said) // 8
    node = nodes[state.at]
    pieces = sum(len(text.pieces) for _, text in node.step.texts())
    letters = carried + len(state.prompt.text)
    cards = 0 if node.number >= 0 else len(nodes) + 4 * breadth(state.prompt)
    return passed + 2 * pieces + letters // 8 + len(state.said) // 8 + breadth(state.prompt) + cards
