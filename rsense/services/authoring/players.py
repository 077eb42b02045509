"""People who play an exercise at random, weighted by how much it hurts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from random import Random

import msgspec
from msgspec.structs import astuple

from rsense.core.engine import Session, answer, begin
from rsense.core.engine.softer_ending import shows_people
from rsense.core.prompts import SKIPPED, Pick, Rate, Read, Refused, Skip, Value
from rsense.core.script.compile import Script
from rsense.core.steps import AskingStep
from rsense.core.walker.sample_answers import Literals, compared_literals, sample_answers
from rsense.core.walker.walk import FULL_SHELVES
from rsense.core.walker.way_faults import strengths
from rsense.core.walker.ways import Extent, extent_of

MOST_RUNS = 10_000
MOST_PICKS = 3


class Played(msgspec.Struct, frozen=True):
    """What some people met."""

    runs: int
    steps: Mapping[str, int]
    """By step, how often it was shown."""
    options: Mapping[str, Mapping[str, int]]
    """By step and value, how often it was picked."""
    skipped: Mapping[str, int]
    people: int
    """How many were shown people to call, on the way or at the end."""
    mean: Extent


def play(script: Script, runs: int, seed: int, distress: int | None = None) -> Played:
    """Let people play, each with a distress of their own, or all with this one. The same seed
    plays the same people."""
    chance = Random(seed)  # noqa: S311 - chance for a rehearsal, and no secret
    literals, asked = compared_literals(script), strengths(script)
    steps, options, skipped = (
        Counter[str](),
        defaultdict[str, Counter[str]](Counter),
        Counter[str](),
    )
    people, total = 0, Extent()
    for _ in range(runs):
        level = chance.randint(0, 10) if distress is None else distress
        session = begin(script, {} if chance.random() < 0.5 else FULL_SHELVES)
        while session.state.prompt is not None:
            id = script.called(session.step)
            steps[id] += 1
            total = total.plus(extent_of(session))
            value = _said(session, level, chance, literals, asked)
            if value is SKIPPED:
                skipped[id] += 1
            elif isinstance(session.state.prompt, Pick) and isinstance(value, tuple):
                options[id].update(map(str, value))
            session = answer(session, value)
        people += shows_people(session)
    mean = Extent(*(one / max(runs, 1) for one in astuple(total)))
    return Played(runs, steps, options, skipped, people, mean)


def _said(
    session: Session, level: int, chance: Random, literals: Literals, asked: Collection[str]
) -> Value | Skip:
    """An answer of somebody whose distress is at `level`: the higher, the more is skipped."""
    prompt, node = session.state.prompt, session.script.nodes[session.state.at]
    open_to_skip = isinstance(node.step, AskingStep) and not node.step.must_answer
    if open_to_skip and not isinstance(prompt, Read) and chance.random() < 0.03 + level / 50:
        return SKIPPED
    if isinstance(prompt, Rate) and node.id in asked:
        return min(max(round(chance.gauss(level, 1)), prompt.low), prompt.high)
    if isinstance(prompt, Rate):
        return chance.randint(prompt.low, prompt.high)
    if isinstance(prompt, Pick) and prompt.options:
        values = [one.value for one in prompt.options]
        most = min(prompt.at_most, len(values))
        count = chance.randint(
            min(max(prompt.at_least, 1), most), max(min(most, MOST_PICKS), prompt.at_least)
        )
        try:
            return prompt.accept(tuple(chance.sample(values, min(count, most))))
        except Refused:
            pass  # it wants more than there is: take an answer that it offers
    return chance.choice([one for one in sample_answers(session, literals) if one is not SKIPPED])
