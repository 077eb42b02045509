"""Walking a script without a person: every branch, for the checker and the tests."""

from __future__ import annotations

from collections.abc import Iterator

from rsense.core.engine import Session, answer, begin
from rsense.core.layout import Script
from rsense.core.problems import Problem
from rsense.core.samples import Samples
from rsense.core.shelves import SHELVES, Shelves
from rsense.core.situations import Been, Situations
from rsense.core.work import TooManyWalks, Work

FULL_SHELVES: Shelves = dict.fromkeys(SHELVES, ("a card",))
"""With a card to recall, and the choice not to, both ways behind a recall are walked."""


def walks(script: Script, shelves: Shelves | None = None) -> Iterator[Session]:
    """Sessions that together take every kind of answer in every situation reached.

    Yields each walk at its end, or where it meets one already walked. Raises TooManyWalks.
    """
    work = Work()
    work.read(script)
    situations = Situations(script, work.look_at)
    samples = Samples(script, situations, work.try_out)
    start = begin(script, shelves)
    pending, been = [start], Been()
    been.add(situations.of(start.state))
    while pending:
        session = pending.pop()
        if session.complete:
            yield session
        for value in samples.of(session.state):
            onward = answer(session, value)
            work.answer(session, value, onward)
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
