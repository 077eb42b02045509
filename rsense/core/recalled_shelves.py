"""Cards that one session needs: only the shelves that its script recalls, only as many as it shows.

A resumed session reads its shelves anew. A card that was picked stays an answer, even if it was
deleted since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rsense.core.prompts import Value
from rsense.core.records import Reply
from rsense.core.script.compile import Script
from rsense.core.shelves import Shelf, Shelves
from rsense.core.steps.recall import NEWEST, Recall

LONGEST = 2000
"""Characters of one card in a session: with `NEWEST` cards a shelf, what can be picked at one step
stays below 60 kB, and an unfinished session far below the 1 MB that a file may have."""


def recalled(script: Script) -> frozenset[Shelf]:
    """Shelves that a script recalls."""
    return frozenset(_steps(script).values())


def shelves_for(
    script: Script, shelves: Mapping[str, Iterable[str]], replies: Iterable[Reply] = ()
) -> Shelves:
    """The recalled shelves, each with its `NEWEST` different cards, long ones cut short.

    Cards picked in `replies` come first: they can still be picked, deleted or not.
    """
    steps = _steps(script)
    offered: dict[Shelf, list[str]] = {shelf: [] for shelf in steps.values()}
    for reply in replies:
        if reply.step in steps and isinstance(reply.value, tuple):
            offered[steps[reply.step]] += (one for one in reply.value if isinstance(one, str))
    for shelf, cards in offered.items():
        cards.extend(map(_short, shelves.get(shelf, ())))
    return {shelf: tuple(dict.fromkeys(cards))[:NEWEST] for shelf, cards in offered.items()}


def refitting(script: Script, replies: Iterable[Reply]) -> tuple[Reply, ...]:
    """Replies that fit the current shelves: reading an empty one becomes a pick of nothing."""
    steps = _steps(script)
    nothing: Value = ()
    return tuple(
        Reply(reply.step, nothing) if reply.step in steps and reply.value is None else reply
        for reply in replies
    )


def _steps(script: Script) -> dict[str, Shelf]:
    return {node.id: node.step.shelf for node in script.nodes if isinstance(node.step, Recall)}


def _short(card: str) -> str:
    return card if len(card) <= LONGEST else f"{card[:LONGEST]}…"
