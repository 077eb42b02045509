"""Reachability over the compiled nodes: what can be reached, what is surely answered, how long a
run can get.

Conditions count as true and false: a check that reasoned about them would be right less often than
the author.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count

import msgspec

from rsense.core.script.compile import PlacedStep, Script
from rsense.core.script.decode import Draft
from rsense.core.script.diagnostics import Problem
from rsense.core.steps import AskingStep, StepBase
from rsense.core.steps.breathe import MOST_LONG_HOLDS, Breathe
from rsense.core.steps.choose import Choose
from rsense.core.steps.include import Include
from rsense.core.steps.jump import Jump
from rsense.core.steps.recall import Recall
from rsense.core.steps.sort import Sort

LONGEST_RUN = 500
"""Steps in one run, jumps counted."""
LONGEST_PART = 40
"""Characters in the title of a part."""


class Edge(msgspec.Struct, frozen=True):
    """An edge from a node to the next; `asked` if the way leads through it, `answered` if it is
    answered there."""

    to: int
    answered: bool
    asked: bool = True


def _ways_from(script: Script, index: int) -> Iterator[Edge]:
    node = script.nodes[index]
    step = node.step
    if step.when is not None or isinstance(step, Sort) or (isinstance(step, Choose) and step.items):
        yield Edge(node.skip_to, answered=False, asked=False)
    match step:
        case Jump():
            yield Edge(index + 1, answered=False)
            yield Edge(script.target(node, step.to), answered=False)
        case Include():
            yield Edge(index + 1, answered=True)  # the way leads through it
        case Choose():
            below = index + 1 if step.go is None else script.target(node, step.go)
            listed = [choice.go for choice in step.choices]
            for go in listed:
                yield Edge(below if go is None else script.target(node, go), answered=True)
            if not listed or step.other or step.at_least == 0:
                yield Edge(below, answered=True)
            if not step.must_answer:
                yield Edge(below, answered=False)
        case AskingStep():
            below = index + 1 if step.go is None else script.target(node, step.go)
            yield Edge(below, answered=True)
            if not step.must_answer:
                yield Edge(below, answered=False)
        case _:
            yield Edge(index + 1, answered=False)


def sure_nodes(script: Script) -> list[int]:
    """For every node, the nodes answered on each way to it, as a bit mask by index."""
    full = [not _may_be_empty(node.step) for node in script.nodes]
    return _on_each_way(script, lambda index, way: way.answered and full[index])


def passed_nodes(script: Script) -> list[int]:
    """For every node, those asked on each way to it, answered or skipped, as a bit mask."""
    return _on_each_way(script, lambda _, way: way.asked)


def _on_each_way(script: Script, counts: Callable[[int, Edge], bool]) -> list[int]:
    sure: list[int | None] = [None] * (len(script.nodes) + 1)
    sure[0] = 0
    waiting = [0]
    while waiting:
        index = waiting.pop()
        here = sure[index]
        if index >= len(script.nodes) or here is None:
            continue
        for way in _ways_from(script, index):
            after = here | 1 << index if counts(index, way) else here
            before = sure[way.to]
            narrower = after if before is None else before & after
            if narrower != before:
                sure[way.to] = narrower
                waiting.append(way.to)
    return [nodes or 0 for nodes in sure]


def _may_be_empty(step: StepBase) -> bool:
    """True if the answer may be empty: an empty list, an unused bin or shelf."""
    return isinstance(step, Sort | Recall) or getattr(step, "at_least", 1) == 0


def jumps_of(nodes: Iterable[PlacedStep]) -> int:
    """Total number of jumps that a run may take."""
    return sum(node.step.at_most for node in nodes if isinstance(node.step, Jump))


def length_problems(nodes: int, jumps: int, draft: Draft) -> Iterator[Problem]:
    """Problem of a run that could take more than LONGEST_RUN steps. To be checked before edges are
    followed."""
    longest = nodes * (1 + jumps)
    if longest > LONGEST_RUN:
        what = f"a run could take {longest} steps; {LONGEST_RUN} at most"
        advice = "fewer steps, or a lower at_most on the jumps"
        yield draft.problem("RS011", ("step",), what, advice)


def way_problems(script: Script, draft: Draft) -> Iterator[Problem]:
    """Problems of parts, of steps that cannot be reached, and of breaths held too often."""
    yield from _part_problems(draft)
    reached, waiting = {0}, [0]
    while waiting:
        index = waiting.pop()
        if index < len(script.nodes):
            fresh = {way.to for way in _ways_from(script, index)} - reached
            reached |= fresh
            waiting += fresh
    lost = [node.number for i, node in enumerate(script.nodes) if i not in reached and node.is_own]
    for number in (one for one in lost if one - 1 not in lost):
        after = next(n for n in count(number + 1) if n not in lost) - number - 1
        what = f"no way leads to this step{f' and the {after} after it' if after else ''}"
        advice = "the one before goes elsewhere; let a go lead here, or take it out"
        yield draft.problem("RS028", ("step", number), what, advice)
    yield from _hold_problems(script, draft)


def _hold_problems(script: Script, draft: Draft) -> Iterator[Problem]:
    """Problem of the way with the most long holds, all jumps taken, if they are too many."""
    jumps = [(i, n, n.step) for i, n in enumerate(script.nodes) if isinstance(n.step, Jump)]
    most = [0] * (len(script.nodes) + 1)
    for index, node in reversed(list(enumerate(script.nodes))):
        onward = max((most[w.to] for w in _ways_from(script, index) if w.to > index), default=0)
        around = (jump.at_most for at, j, jump in jumps if script.target(j, jump.to) <= index < at)
        here = node.step.long_holds * (1 + sum(around)) if isinstance(node.step, Breathe) else 0
        most[index] = here + onward
        if most[index] > MOST_LONG_HOLDS >= onward:
            what = f"a long hold would be breathed more than {MOST_LONG_HOLDS} times in one session"
            yield draft.problem("RS080", ("step", node.number, "pattern"), what, "fewer cycles")


def _part_problems(draft: Draft) -> Iterator[Problem]:
    """Parts begin at the first step, and each has a title of its own that fits beside the other."""
    begun = [(index, step.part) for index, step in enumerate(draft.steps) if step.part]
    if begun and begun[0][0]:
        what = "the first step is in no part"
        yield draft.problem("RS029", ("step", 0, "part"), what, "give it one too")
    for nth, (index, title) in enumerate(begun):
        if title in (other for _, other in begun[:nth]):
            what = f'there is a part "{title}" already'
            yield draft.problem("RS029", ("step", index, "part"), what, "give one another title")
        if len(title) > LONGEST_PART:
            what = f"a title of {len(title)} characters; {LONGEST_PART} at most"
            yield draft.problem("RS029", ("step", index, "part"), what)
