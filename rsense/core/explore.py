"""Walking a script without a person: every branch, for the checker and the tests.

A place on the way is the step reached, the jumps taken, and how all that later steps ask of
the answers stands; two walks that meet in one are walked on only once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from rsense.core.answers import Said
from rsense.core.conditions import Answered, Atom, Compare, Ref, Scalar, Test, test_of
from rsense.core.engine import Session, Shown, answer, begin, look
from rsense.core.layout import Script
from rsense.core.problems import Problem
from rsense.core.prompts import SKIPPED, Gather, Pick, Prompt, Rate, Skip, Value, Write
from rsense.core.shelves import SHELVES, Shelves
from rsense.core.steps.jump import Jump

MOST_PLACES = 20_000

FULL_SHELVES: Shelves = dict.fromkeys(SHELVES, ("a card",))
"""With a card to recall, and the choice not to, both ways behind a recall are walked."""


class _Ask(msgspec.Struct, frozen=True):
    """What a step asks of earlier answers: an atom of its condition, or a list of items."""

    by: int
    """The node that asks."""
    prefix: str
    about: Atom | str
    names: tuple[str, ...]
    """Of the answers it asks about, as the session calls them."""
    test: Test | None
    """Whether it is so, where it is an atom about one answer."""
    bare: object
    """How it stands while none of them is answered."""


class TooManyWalks(Exception):
    """The script branches more than can be walked."""


def walks(script: Script, shelves: Shelves | None = None) -> Iterator[Session]:
    """Sessions that together take every sample answer in every place reached.

    Yields each walk at its end, or where it meets one already walked. Raises TooManyWalks.
    """
    asks = tuple(_asks(script))
    returns = _returns(script)
    start = begin(script, shelves)
    pending, seen = [start], {_place(start, asks, returns)}
    while pending:
        session = pending.pop()
        shown = look(session)
        if shown is None:
            yield session
            continue
        for value in _samples(session, shown, asks):
            onward = answer(session, value)
            place = _place(onward, asks, returns)
            if place in seen:
                yield onward
                continue
            seen.add(place)
            if len(seen) > MOST_PLACES:
                raise TooManyWalks(f"more than {MOST_PLACES} places to walk through")
            pending.append(onward)


def walk_problems(script: Script, file: str) -> Iterator[Problem]:
    """What only walking shows."""
    try:
        for _ in walks(script, FULL_SHELVES):
            pass
    except TooManyWalks:
        what = f"it branches into more than {MOST_PLACES} places"
        yield Problem(file, 1, 1, "", what, "fewer conditions on scales, or two exercises")


def _asks(script: Script) -> Iterator[_Ask]:
    for index, node in enumerate(script.nodes):
        abouts: tuple[Atom | str, ...] = () if node.step.when is None else node.step.when.atoms
        for about in (*abouts, *(name for _, name in node.step.sources())):
            names = tuple(node.prefix + name for name in _names(about))
            test = None if isinstance(about, str) else test_of(about)
            bare = _stands(_Ask(index, node.prefix, about, names, test, None), {})
            yield _Ask(index, node.prefix, about, names, test, bare)


def _names(about: Atom | str) -> tuple[str, ...]:
    match about:
        case str():
            return (about,)
        case Compare():
            return about.names
        case Answered():
            return (about.name,)


def _returns(script: Script) -> tuple[int, ...]:
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


def _samples(session: Session, shown: Shown, asks: tuple[_Ask, ...]) -> Iterator[Value | Skip]:
    """What the prompt offers, and what any condition compares its answer with."""
    node = session.script.nodes[session.state.at]
    literals = tuple(
        literal
        for ask in asks
        if isinstance(ask.about, Compare) and node.id in ask.names
        for literal in _literals(ask.about)
    )
    yield from dict.fromkeys((*shown.prompt.samples(), *_compared(shown.prompt, literals)))
    if shown.skippable:
        yield SKIPPED


def _literals(atom: Compare) -> Iterator[Scalar]:
    for side in (atom.left, atom.right):
        for literal in side if isinstance(side, tuple) else (side,):
            if not isinstance(literal, Ref):
                yield literal


def _compared(prompt: Prompt, literals: tuple[Scalar, ...]) -> Iterator[Value]:
    """The literals as answers: numbers with their neighbours, words singly and together."""
    words = tuple(dict.fromkeys(w for w in literals if isinstance(w, str) and w == w.strip() != ""))
    match prompt:
        case Rate(low=low, high=high):
            numbers = (int(n) for n in literals if not isinstance(n, str))
            near = (number + step for number in numbers for step in (-1, 0, 1))
            yield from (number for number in near if low <= number <= high)
        case Write():
            yield from words
        case Gather(at_least=at_least, at_most=at_most) if at_least <= len(words):
            yield words[:at_most]
        case Pick(at_least=at_least, at_most=at_most):
            together = tuple(o.value for o in prompt.options if o.value in words)[:at_most]
            if at_least <= len(together):
                yield together
            if prompt.other and at_least <= 1:
                yield from (prompt.accept((word,)) for word in words)
        case _:
            pass


def _place(session: Session, asks: tuple[_Ask, ...], returns: tuple[int, ...]) -> object:
    """The step, the jumps, whether there is something to keep, and what later steps ask."""
    state = session.state
    said, answered, first = state.said, state.said.keys(), returns[state.at]
    stands = tuple(
        ask.bare if answered.isdisjoint(ask.names) else _stands(ask, said)
        for ask in asks
        if ask.by >= first
    )
    return state.at, tuple(sorted(state.jumps.items())), any(state.cards.values()), stands


def _stands(ask: _Ask, said: Mapping[str, Said]) -> object:
    """How it stands: raw values where names meet names, for a list none, one or several."""
    found = [said.get(name) for name in ask.names]
    if isinstance(ask.about, str):
        value = found[0].value if found[0] else ()
        return min(len(value), 2) if isinstance(value, tuple) else 0
    if len(found) > 1:
        return tuple(one.value if one else None for one in found)
    so = ask.test is not None and ask.test(lambda name: said.get(ask.prefix + name))
    return found[0] is not None, so
