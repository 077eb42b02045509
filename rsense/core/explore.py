"""Walking a script without a person: every branch, for the checker and the tests.

A place on the way is the step reached, the jumps taken and how every later condition stands;
two walks that meet in one are walked on only once.
"""

from __future__ import annotations

from collections.abc import Iterator

from rsense.core.conditions import Atom, Compare, holds
from rsense.core.engine import Session, answer, begin, look
from rsense.core.layout import Script
from rsense.core.problems import Problem
from rsense.core.prompts import SKIPPED, Rate, Skip, Value
from rsense.core.shelves import Shelves

MOST_PLACES = 20_000

Watched = tuple[Atom, str]
"""An atom of some condition, and the prefix of the names in it."""


class TooManyWalks(Exception):
    """The script branches more than can be walked."""


def walks(script: Script, shelves: Shelves | None = None) -> Iterator[Session]:
    """Sessions that together take every sample answer in every place reached.

    Yields each walk at its end, or where it meets one already walked. Raises TooManyWalks.
    """
    watched = tuple(_watched(script))
    lists = tuple(_lists(script))
    start = begin(script, shelves)
    pending, seen = [start], {_place(start, watched, lists)}
    while pending:
        session = pending.pop()
        shown = look(session)
        if shown is None:
            yield session
            continue
        for value in _samples(session, watched):
            onward = answer(session, value)
            place = _place(onward, watched, lists)
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
        for _ in walks(script):
            pass
    except TooManyWalks:
        what = f"it branches into more than {MOST_PLACES} places"
        yield Problem(file, 1, 1, "", what, "fewer conditions on scales, or two exercises")


def _watched(script: Script) -> Iterator[Watched]:
    for node in script.nodes:
        if node.step.when is not None:
            yield from ((atom, node.prefix) for atom in node.step.when.atoms)


def _lists(script: Script) -> Iterator[str]:
    """Names that later steps take their items from: empty or not is a way of its own."""
    for node in script.nodes:
        yield from (node.prefix + name for _, name in node.step.sources())


def _samples(session: Session, watched: tuple[Watched, ...]) -> Iterator[Value | Skip]:
    shown = look(session)
    if shown is None:
        return
    node = session.script.nodes[session.state.at]
    if isinstance(shown.prompt, Rate):
        scale = range(shown.prompt.low, shown.prompt.high + 1)
        compared = (
            number + step
            for atom, prefix in watched
            if isinstance(atom, Compare) and node.id in (prefix + name for name in atom.names)
            for number in _numbers(atom)
            for step in (-1, 0, 1)
        )
        yield from dict.fromkeys((*shown.prompt.samples(), *(n for n in compared if n in scale)))
    else:
        yield from shown.prompt.samples()
    if shown.skippable:
        yield SKIPPED


def _numbers(atom: Compare) -> Iterator[int]:
    for side in (atom.left, atom.right):
        for literal in side if isinstance(side, tuple) else (side,):
            if isinstance(literal, int | float):
                yield int(literal)


def _place(session: Session, watched: tuple[Watched, ...], lists: tuple[str, ...]) -> object:
    """The step, the jumps, and how each atom stands; raw values where names meet names."""
    state = session.state
    stands: list[object] = []
    for atom, prefix in watched:
        names = atom.names if isinstance(atom, Compare) else (atom.name,)
        found = [state.said.get(prefix + name) for name in names]
        if len(names) > 1:
            stands.append(tuple(said.value if said else None for said in found))
        else:
            so = holds(atom, lambda name, prefix=prefix: state.said.get(prefix + name))  # type: ignore[misc]
            stands.append((found[0] is not None, so))
    filled = tuple(name for name in lists if (said := state.said.get(name)) and said.counts)
    return state.at, tuple(sorted(state.jumps.items())), tuple(stands), filled
