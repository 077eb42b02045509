"""Situations on the way: where two runs of a script stand alike, whatever was answered before.

A situation is the step reached and what of the answers still matters: how often each jump that is
ahead was taken, whether there is something to keep, and what every question that is ahead about
earlier answers leaves open, once all that can no longer change is worked out. From one situation
the same answers lead to the same situations.

Most conditions only decide whether one step is shown, and nothing hangs on that step. What these
leave open stands `aside`: each matters by itself, never two of them together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Mapping

import msgspec

from rsense.core import conditions
from rsense.core.answers import Said
from rsense.core.conditions import Answered, Both, Compare, Either, Not
from rsense.core.layout import Node, Script
from rsense.core.state import State
from rsense.core.steps import Asking
from rsense.core.steps.jump import Jump

Left = Callable[[Mapping[str, Said], int], Hashable]
"""What the answers leave open, where the way can come to no node before this one: True or False,
or whatever may still decide it."""


_KEPT = -1
"""Stands for the node that asks at the end what to keep."""


class _Ask(msgspec.Struct):
    """What a node asks of earlier answers: its condition, and the list that it takes items from."""

    left: Left
    names: frozenset[str]
    """Of those answers."""
    given: list[int]
    """The nodes they are given at, in order."""
    atoms: int
    bare: dict[int, Hashable] = msgspec.field(default_factory=dict)
    """What is left where none was given, by how many of them can come no more."""

    def open(self, said: Mapping[str, Said], first: int) -> Hashable:
        """What is left of it; None where that is the same as if nothing had been said."""
        gone = bisect_left(self.given, first)
        if gone not in self.bare:
            self.bare[gone] = self.left({}, first)
        now = self.left(said, first)
        return None if now == self.bare[gone] else now


class Situation(msgspec.Struct, frozen=True):
    """Where a run stands."""

    main: Hashable
    aside: Mapping[int, Hashable]
    """By node, what is left of what it asks and nothing else hangs on."""


class Been:
    """Where the walks have been."""

    def __init__(self) -> None:
        self._seen: dict[Hashable, tuple[set[tuple[int, Hashable]], set[int]]] = {}
        """By the main part: what was left aside, and of which nodes there always was something."""

    def add(self, situation: Situation) -> bool:
        """Whether its main part is new, or with it what is left of any one node."""
        here = situation.aside
        if situation.main not in self._seen:
            self._seen[situation.main] = {*here.items()}, {*here}
            return True
        left, always = self._seen[situation.main]
        known = here.items() <= left and always <= here.keys()
        left.update(here.items())
        always.intersection_update(here)
        return not known


class Situations:
    """The situations of one script."""

    def __init__(self, script: Script, looked_at: Callable[[int], None] = lambda _: None) -> None:
        """`looked_at` is told how many atoms were looked at, whenever some were."""
        self._looked_at = looked_at
        self._earliest = _earliest(script)
        self._node: dict[str, int] = {}
        """Of a step's id, and of every name that it defines."""
        for index, node in enumerate(script.nodes):
            self._node |= dict.fromkeys((node.id, *node.names), index)
        self._asks = dict(_asks(script, self._node))
        """By node."""
        self._askers: dict[str, list[int]] = {}
        """By name, the nodes that ask about it."""
        for index, ask in self._asks.items():
            for name in ask.names:
                self._askers.setdefault(name, []).append(index)
        alone = (i for i in self._asks if _is_shown_only(script.nodes[i], self._askers))
        self._aside = frozenset((_KEPT, *alone))

    def of(self, state: State) -> Situation:
        """The situation of a run."""
        first = self._earliest[state.at]
        left = self._left(state, first)
        aside = {index: left.pop(index) for index in self._aside & left.keys()}
        return Situation((state.at, self._jumps(state, first), *left.items()), aside)

    def kind(self, state: State) -> Hashable:
        """What one answer comes to, by the state behind it alone: of one kind one is enough."""
        return state.at, *self._left(state, 0).items()

    def _jumps(self, state: State, first: int) -> tuple[tuple[str, int], ...]:
        return tuple(sorted(item for item in state.jumps.items() if self._node[item[0]] >= first))

    def _left(self, state: State, first: int) -> dict[int, Hashable]:
        """By node, what is left of what it asks, where the way comes to none before `first`.

        Those are not in it for which that is the same as if nothing had been said.
        """
        asks, askers = self._asks, self._askers
        named = state.said.keys() & askers.keys()
        touched = {i for name in named for i in askers[name] if i >= first}
        self._looked_at(sum([asks[index].atoms for index in touched]))
        left = ((index, asks[index].open(state.said, first)) for index in sorted(touched))
        found = {index: now for index, now in left if now is not None}
        if kept := [id for id, texts in state.cards.items() if texts]:
            # For good, or as long as it is not taken back by a later round.
            found[_KEPT] = any(self._node[id] < first for id in kept) or tuple(sorted(kept))
        return found


def _is_shown_only(node: Node, asked: Mapping[str, object]) -> bool:
    """Whether nothing hangs on it but that it is shown."""
    step = node.step
    if not isinstance(step, Asking) or step.keep or any(step.exits()):
        return False
    return asked.keys().isdisjoint(node.names)


def _asks(script: Script, node_of: Mapping[str, int]) -> Iterator[tuple[int, _Ask]]:
    compared = _compared(script)
    for index, node in enumerate(script.nodes):
        step = node.step
        lists = [node.prefix + name for _, name in step.sources()]
        shapes: list[Left] = [_length(name) for name in lists]
        words = [] if compared.isdisjoint(node.names) else [*_stored(node)]
        shapes += [_words(name) for name in words]
        asked: list[str] = []
        atoms = len(shapes)
        if step.when is not None:
            shapes.append(_left_of(step.when.root, node.prefix, node_of))
            asked += (node.prefix + name for name in step.when.names)
            atoms += len(step.when.atoms)
        if shapes:
            names = frozenset((*lists, *words, *asked))
            given = sorted(node_of[name] for name in names)
            yield index, _Ask(_joined(shapes, settles=False), names, given, atoms)


def _compared(script: Script) -> set[str]:
    """The names whose very words matter: those compared, and those that they are made of."""
    found: set[str] = set()
    for node in reversed(script.nodes):
        for atom in () if node.step.when is None else node.step.when.atoms:
            if isinstance(atom, Compare):
                found |= {node.prefix + name for name in atom.names}
        if not found.isdisjoint(node.names):
            found |= {*_stored(node)}
    return found


def _stored(node: Node) -> Iterator[str]:
    return (node.prefix + name for _, name in node.step.stored())


def _earliest(script: Script) -> tuple[int, ...]:
    """For every node the earliest one that the way can still come to from there."""
    earliest = list(range(len(script.nodes) + 1))
    for index in reversed(range(len(script.nodes))):
        node = script.nodes[index]
        back = script.target(node, node.step.to) if isinstance(node.step, Jump) else index
        earliest[index] = min(index, back, earliest[index + 1])
    closed: list[int] = []
    for index, first in enumerate(earliest):
        closed.append(index if first == index else closed[first])  # from there a jump may go on
    return tuple(closed)


def _left_of(part: conditions.Node, prefix: str, node_of: Mapping[str, int]) -> Left:
    match part:
        case Both(parts):
            return _joined([_left_of(p, prefix, node_of) for p in parts], settles=False)
        case Either(parts):
            return _joined([_left_of(p, prefix, node_of) for p in parts], settles=True)
        case Not(inner):
            return _turned(_left_of(inner, prefix, node_of))
        case Compare() | Answered():
            return _atom(part, prefix, node_of)


def _joined(parts: list[Left], *, settles: bool) -> Left:
    """Of several: one that is `settles` decides it, and what is otherwise decided falls away."""

    def left(said: Mapping[str, Said], first: int) -> Hashable:
        still: list[Hashable] = []
        for number, part in enumerate(parts):
            now = part(said, first)
            if now is settles:
                return settles
            if now is not (not settles):
                still.append((number, now))
        return tuple(still) or not settles

    return left


def _turned(part: Left) -> Left:
    def left(said: Mapping[str, Said], first: int) -> Hashable:
        now = part(said, first)
        return not now if isinstance(now, bool) else now

    return left


_MAY_BE = {True: ("so",), False: ("not so",)}
"""How an atom stands whose answer may still change."""


def _atom(atom: Compare | Answered, prefix: str, node_of: Mapping[str, int]) -> Left:
    """Settled once its answers are; until then how it stands, or what two names stand for."""
    test, own = conditions.test_of(atom), [prefix + name for name in conditions.names_of(atom)]
    last = max((node_of[name] for name in own), default=-1)

    def left(said: Mapping[str, Said], first: int) -> Hashable:
        so = test((lambda name: said.get(prefix + name)) if prefix else said.get)
        return so if last < first else _MAY_BE[so]

    def left_of_two(said: Mapping[str, Said], first: int) -> Hashable:
        if last < first:
            return left(said, first)
        return tuple(said[name].value if name in said else None for name in own)

    return left_of_two if len(own) > 1 else left


def _length(name: str) -> Left:
    """Of a list, how many items it has."""

    def left(said: Mapping[str, Said], first: int) -> Hashable:
        value = said[name].value if name in said else ()
        return len(value) if isinstance(value, tuple) else 0

    return left


def _words(name: str) -> Left:
    """Of an answer, what is made of it elsewhere."""

    def left(said: Mapping[str, Said], first: int) -> Hashable:
        found = said.get(name)
        return found and (found.items or found.value, found.label)

    return left
