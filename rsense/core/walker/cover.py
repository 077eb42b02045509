"""The branches that some way through a script takes, and few ways that take them all. Pure."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from contextlib import suppress
from functools import cached_property
from itertools import islice

from rsense.core.engine import Session, answer
from rsense.core.prompts import Refused
from rsense.core.script.compile import Script
from rsense.core.steps.recall import Recall
from rsense.core.walker.branches import (
    STAYS,
    UNSAID,
    Branch,
    begun,
    branches_of,
    strong_after,
    strong_branches,
    taken,
)
from rsense.core.walker.walk import FULL_SHELVES, Move, walk
from rsense.core.walker.ways import Ways, last_first

GAIN = 1000
"""Answers that one more branch is worth."""


class Cover:
    """The walk of a script as branches: with cards on every shelf and, where it asks for any,
    without."""

    def __init__(self, script: Script) -> None:
        recalls = any(isinstance(node.step, Recall) for node in script.nodes)
        walks = [walk(script, FULL_SHELVES), *([walk(script)] if recalls else [])]
        self.unfinished = next((one.unfinished for one in walks if one.unfinished), "")
        self._full = walks[0]
        self._sessions: list[Session] = []
        self._onward: list[list[tuple[Move, frozenset[Branch]]]] = []
        """By state, its answers and what each takes."""
        for one in walks:
            shift = len(self._sessions)
            self._sessions += one.sessions
            self._onward += ([] for _ in one.sessions)
            for move in one.moves:
                found = frozenset(taken(one.sessions[move.start], move.value))
                moved = Move(move.start + shift, move.value, move.end + shift)
                self._onward[moved.start].append((moved, found))

    @cached_property
    def _begins(self) -> dict[int, frozenset[Branch]]:
        """Each state that a way begins in, with what is passed before the first question."""
        firsts = [n for n, session in enumerate(self._sessions) if not session.replies]
        return {n: frozenset(begun(self._sessions[n])) for n in firsts}

    @cached_property
    def branches(self) -> frozenset[Branch]:
        """Every branch that some way takes."""
        moves = (found for onward in self._onward for _, found in onward)
        return frozenset().union(*self._begins.values(), *moves, self._strong)

    @cached_property
    def _strong(self) -> dict[Branch, Session]:
        """The shortest ways of whoever stays at a strong distress, and of whoever then skips the
        second rating: states don't tell these apart."""
        ways, found = Ways(self._full), dict[Branch, Session]()

        def marked(move: Move, felt: Hashable) -> Hashable:
            return strong_after(ways.script, str(felt), ways.step(move.start), move.value)

        for felt in (STAYS, UNSAID) if "distress" in ways.script.head.measure else ():

            def ends(state: int, mark: Hashable, felt: str = felt) -> bool:
                return mark == felt and ways.walk.sessions[state].complete

            for way in islice(ways.shortest(ends, "", marked), 1):
                session = ways.played(way)
                found |= dict.fromkeys(strong_branches(ways.script, felt), session)
        return found

    def ways(self, missing: Collection[Branch]) -> Iterator[Session]:
        """Finished sessions that between them take all that is missing. Each takes as much as it
        can of what those before it left, in as few answers as it can."""
        left = set(missing) & self.branches
        for branch, way in self._strong.items():
            if branch in left:
                left -= branches_of(way)
                yield way
        while left:
            way = self._best(left)
            got = branches_of(way) & left
            if not got:
                return
            left -= got
            yield way

    def _best(self, left: Collection[Branch]) -> Session:
        """The way that takes the most."""
        worth = [0] * len(self._sessions)
        best: list[Move | None] = [None] * len(self._sessions)
        for state in self._last_first:
            rounds = self._rounds(state)
            for move, found in self._onward[state]:
                # What comes again in a later round counts only in the first.
                fresh = sum(one in left and self._first_round[one] == rounds for one in found)
                here = fresh * GAIN - 1 + worth[move.end]
                if best[state] is None or here > worth[state]:
                    worth[state], best[state] = here, move
        begins = self._begins.items()
        at = max(begins, key=lambda b: worth[b[0]] + GAIN * sum(one in left for one in b[1]))[0]
        session = self._sessions[at]
        while (prompt := session.state.prompt) is not None:
            onward = best[at]
            # The page of what to keep may differ between two sessions of one state.
            if onward is not None and session.state.at == self._sessions[at].state.at:
                with suppress(Refused):
                    session, at = answer(session, onward.value), onward.end
                    continue
            session = answer(session, next(iter(prompt.samples())))
        return session

    def _rounds(self, state: int) -> int:
        return sum(self._sessions[state].state.jumps.values())

    @cached_property
    def _first_round(self) -> dict[Branch, int]:
        """By branch, the fewest jumps back before it."""
        fewest: dict[Branch, int] = {}
        for state, onward in enumerate(self._onward):
            rounds = self._rounds(state)
            for one in frozenset().union(*(found for _, found in onward)):
                fewest[one] = min(fewest.get(one, rounds), rounds)
        return fewest

    @cached_property
    def _last_first(self) -> list[int]:
        onward = [[move for move, _ in some] for some in self._onward]
        return [*last_first(self._begins, onward)]
