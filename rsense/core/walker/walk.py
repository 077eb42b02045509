"""Visit every state that a run of a script can reach: its steps, answers and ends.

Runs in one state have the same futures, so each state is visited once, by one of the shortest
ways to it. The work is counted and not timed: what can be walked on one machine can be walked on
every one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import astuple

from rsense.core.engine import Session, answer, begin
from rsense.core.engine.state import State
from rsense.core.expressions.bindings import Binding
from rsense.core.expressions.conditions import Atom, names_of, test_of
from rsense.core.prompts import Prompt, Skip, Value
from rsense.core.script.compile import PlacedStep, Script
from rsense.core.shelves import SHELVES, Shelves
from rsense.core.steps.jump import Jump
from rsense.core.walker.sample_answers import (
    Literals,
    carried_samples,
    compared_literals,
    literals_of,
    sample_answers,
)

FULL_SHELVES: Shelves = dict.fromkeys(SHELVES, ("a card",))
"""A card on every shelf: both ways behind a recall, with a card and without, are visited."""

MOST_WORK = 180_000
"""Units of about half a microsecond. The largest need of what ships is 153,000."""


class Move(msgspec.Struct, frozen=True):
    """One answer, from one state to another: indices into `Walk.sessions`."""

    start: int
    value: Value | Skip
    end: int


class Walk(msgspec.Struct, frozen=True):
    """The states of a script and the answers between them."""

    sessions: tuple[Session, ...]
    """One session in each state, those with the fewest answers first."""
    moves: tuple[Move, ...]
    """Every answer that was tried."""
    unfinished: str
    """Why states are missing and what to do about it, in words; empty when none is."""

    @property
    def steps(self) -> frozenset[str]:
        """Ids of the steps that some state asks."""
        return frozenset(one.step for one in self.sessions if not one.complete)


Answers = Callable[[Session, Literals], Iterable[Value | Skip]]
"""Answers to try at the question of a session."""


def walk(
    script: Script,
    shelves: Shelves | None = None,
    most: int = MOST_WORK,
    answers: Answers = sample_answers,
) -> Walk:
    """Every state of the script, or as many as `most` units of work allow."""
    asked = {asked for node in script.nodes for asked in _comparisons(node)} | {*_doors(script)}
    count = sum(1 for _, atom in asked for _ in literals_of(atom))
    work = len(script.nodes) * count // 8  # every literal may belong to every name
    sessions, moves = [begin(script, shelves)], list[Move]()
    if work > most:
        return _stopped(sessions, moves)
    literals = compared_literals(script)
    key_of = StateKeys(script, literals)
    states = {key_of(sessions[0].state): 0}
    for carried in carried_samples(script, literals):
        session = begin(script.taking(carried), shelves)
        if states.setdefault(key_of(session.state), len(sessions)) == len(sessions):
            sessions.append(session)
    cost = 50 + (len(script.nodes) + len(key_of) + count) // 4
    pieces = {one.id: sum(len(t.pieces) for _, t in one.step.texts()) for one in script.nodes}
    for start, session in enumerate(sessions):
        for value in answers(session, literals):
            if work > most:
                return _stopped(sessions, moves)
            onward = answer(session, value)
            work += cost + _size(session.state.prompt, value, onward.state.prompt)
            work += pieces.get(onward.step, 0)
            end = states.setdefault(key_of(onward.state), len(sessions))
            if end == len(sessions):
                sessions.append(onward)
            moves.append(Move(start, value, end))
    return Walk(tuple(sessions), tuple(moves), "")


def _stopped(sessions: list[Session], moves: list[Move]) -> Walk:
    found = f"{len(sessions)} states and {len(moves)} answers"
    advice = "fewer conditions, jumps or options, or two exercises"
    why = f"stopped at {found}, and there are more; {advice}"
    return Walk(tuple(sessions), tuple(moves), why)


def _size(asked: Prompt | None, value: Value | Skip, next_asked: Prompt | None) -> int:
    """Work for what is asked and answered: the time grows with options, items and text."""
    fields = [] if asked is None else [*astuple(asked)]
    fields += () if next_asked is None else astuple(next_asked)
    things = sum(len(field) for field in fields if isinstance(field, tuple))
    letters = sum(len(field) for field in fields if isinstance(field, str))
    return things // 2 + letters // 16 + (4 * len(value) if isinstance(value, tuple) else 0)


Fact = Callable[[Mapping[str, Binding], int], Hashable]
"""What still matters of the answers given, where no node before this index can come again."""


class StateKeys:
    """Keys of states: equal where the same answers lead to equal states.

    A key holds the step and whether there is something to keep, and for every node that can still
    come the truth of its comparisons, the lists that it takes items from, and the jumps taken.
    """

    def __init__(self, script: Script, literals: Literals) -> None:
        self._earliest = _earliest_nodes(script)
        self._node = {n: i for i, node in enumerate(script.nodes) for n in (node.id, *node.names)}
        last: dict[tuple[str, Atom] | str, int] = {}
        for index, node in enumerate(script.nodes):
            last |= dict.fromkeys((*_comparisons(node), *_quoted(node, literals)), index)
        last |= dict.fromkeys(_doors(script), len(script.nodes))
        ordered = sorted(last.items(), key=lambda asked: asked[1])
        self._facts = [self._fact(about) for about, _ in ordered]
        self._asked_at = [index for _, index in ordered]
        """By fact, the last node that asks for it."""

    def __len__(self) -> int:
        """How many facts a key holds at most."""
        return len(self._facts)

    def __call__(self, state: State) -> Hashable:
        first = self._earliest[state.at]
        ahead = self._facts[bisect_left(self._asked_at, first) :]
        jumps = sorted(one for one in state.jumps.items() if self._node[one[0]] >= first)
        cards = sorted(id for id, texts in state.kept.items() if texts)
        # What a later round may take back is told apart; the rest is there for good.
        kept = any(self._node[id] < first for id in cards) or tuple(cards)
        return (
            state.at,
            tuple(jumps),
            state.forgotten,
            state.turn,
            state.revealed,
            kept,
            *(fact(state.bindings, first) for fact in ahead),
        )

    def _fact(self, about: tuple[str, Atom] | str) -> Fact:
        if isinstance(about, str):
            return _words(about)
        prefix, atom = about
        test, names = test_of(atom), [prefix + name for name in names_of(atom)]
        last = max((self._node.get(name, -1) for name in names), default=-1)

        def truth(said: Mapping[str, Binding], _: int) -> Hashable:
            return test((lambda name: said.get(prefix + name)) if prefix else said.get)

        def two_sides(said: Mapping[str, Binding], first: int) -> Hashable:
            if last < first:
                return truth(said, first)
            return tuple(said[name].value if name in said else None for name in names)

        return two_sides if len(names) > 1 else truth


def _words(name: str) -> Fact:
    def words(said: Mapping[str, Binding], _: int) -> Hashable:
        found = said.get(name)
        return found and (found.items or found.value, found.label)

    return words


def _comparisons(node: PlacedStep) -> Iterator[tuple[str, Atom]]:
    for atom in () if node.step.when is None else node.step.when.atoms:
        yield node.prefix, atom


def _doors(script: Script) -> Iterator[tuple[str, Atom]]:
    for door in script.head.doors:
        for atom in () if door.when is None else door.when.atoms:
            yield "", atom


def _quoted(node: PlacedStep, literals: Literals) -> Iterator[str]:
    """Names whose very words matter: lists to take items from, and parts of a compared answer."""
    compared = any(literals[name] for name in node.names)
    for _, name in (*node.step.sources(), *(node.step.quoted_names() if compared else ())):
        yield node.prefix + name


def _earliest_nodes(script: Script) -> tuple[int, ...]:
    """For every node, the earliest one that can still come after it, through jumps back."""
    earliest = list(range(len(script.nodes) + 1))
    for index in reversed(range(len(script.nodes))):
        node = script.nodes[index]
        back = script.target(node, node.step.to) if isinstance(node.step, Jump) else index
        earliest[index] = min(index, back, earliest[index + 1])
    closed: list[int] = []
    for index, first in enumerate(earliest):
        closed.append(index if first == index else closed[first])  # a jump may follow a jump back
    return tuple(closed)
