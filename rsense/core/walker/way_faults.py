"""Faults that only walking finds: places no way reaches, and ways that lack something. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import islice

import msgspec

from rsense.core.engine.outcome import STILL_HIGH
from rsense.core.engine.softer_ending import softer_words
from rsense.core.exercise_names import INCLUDED
from rsense.core.expressions.placeholders import HELP_KEY
from rsense.core.prompts import SKIPPED
from rsense.core.script.compile import PlacedStep, Script
from rsense.core.steps.choose import Choose
from rsense.core.steps.include import Include
from rsense.core.steps.jump import Jump
from rsense.core.steps.people import People
from rsense.core.steps.rate import Rate
from rsense.core.walker.walk import Move
from rsense.core.walker.ways import Way, Ways

MOST_TRIED = 200
"""Ends that are played again, to see whether people are shown there."""
DISTRESS = ("calm", "overwhelming")
"""The labels of every rating of distress."""


class WayFault(msgspec.Struct, frozen=True):
    """One fault, and the fewest answers that show it."""

    code: str
    step: int
    """Number of the step in the script, from 0."""
    what: str
    advice: str
    way: Way = Way()


def way_faults(ways: Ways) -> Iterator[WayFault]:
    """Every fault of a script that was walked to the end."""
    yield from _unreached(ways)
    yield from _skipped_into(ways)
    yield from _unanswered(ways)
    yield from _left_alone(ways)


def strengths(script: Script) -> frozenset[str]:
    """Ids of the ratings of distress: those measured, else those with its labels."""
    measure = script.head.measure.get("distress")
    named = {measure.before, measure.after} if measure else set()
    return frozenset(
        node.id
        for node in script.nodes
        if isinstance(node.step, Rate)
        and (node.step.low, node.step.high) == (0, 10)
        and (node.id in named if named else (node.step.low_label, node.step.high_label) == DISTRESS)
    )


def jump_taken(ways: Ways, move: Move, id: str) -> bool:
    """Whether a move leads back through this jump."""
    before, after = (ways.walk.sessions[n].state.jumps for n in (move.start, move.end))
    return after.get(id, 0) > before.get(id, 0)


def _own(script: Script) -> Iterator[tuple[int, PlacedStep]]:
    """Steps of the script's own file, by their places."""
    return ((n, node) for n, node in enumerate(script.nodes) if node.is_own and node.number >= 0)


def _unreached(ways: Ways) -> Iterator[WayFault]:
    sessions, nodes = ways.walk.sessions, ways.script.nodes
    jumps = {node.id: n for n, node in enumerate(nodes) if isinstance(node.step, Jump)}
    reached = {one.state.at for one in sessions}
    reached |= {jumps[id] for one in sessions for id in one.state.jumps}
    for index, node in _own(ways.script):
        inside = range(index, node.skip_to) if isinstance(node.step, Include) else (index,)
        if any(n in reached for n in inside):
            continue

        def behind(state: int, _: Hashable, index: int = index) -> bool:
            return ways.walk.sessions[state].state.at > index

        past = next(ways.shortest(behind), Way())
        advice = "its condition, or that of a step before it, shuts everybody out"
        match node.step:
            case Jump():
                code, what = "RS101", "no answers take this jump"
            case Choose(choices=choices) if choices:
                words = ", ".join(f"“{one.label or one.value}”" for one in choices)
                code, what = "RS102", f"no way reaches this choice, so nobody can take {words}"
            case _:
                code, what = "RS101", "no way reaches this step"
        yield WayFault(code, node.number, what, advice, past)


def _skipped_into(ways: Ways) -> Iterator[WayFault]:
    """Jumps that only a skipped answer leads back through."""
    for _, node in _own(ways.script):
        if not isinstance(node.step, Jump):
            continue
        taking = {m.end for m in ways.walk.moves if jump_taken(ways, m, node.id)}

        def entered(state: int, mark: Hashable) -> bool:
            return mark is True

        def marked(move: Move, mark: Hashable, id: str = node.id) -> Hashable:
            return jump_taken(ways, move, id)

        by_answers = ways.shortest(
            entered, mark=False, marked=marked, taken=lambda move: move.value is not SKIPPED
        )
        if taking and not any(True for _ in islice(by_answers, 1)):
            way = next(ways.shortest(entered, mark=False, marked=marked))
            what = "only a skipped answer leads back here"
            advice = "whoever doesn't want to say it is asked again; let a skip go on"
            yield WayFault("RS103", node.number, what, advice, way)


def _unanswered(ways: Ways) -> Iterator[WayFault]:
    """Texts that show an answer, without other words for it, where a way doesn't give it."""
    script = ways.script
    for index, node in _own(script):
        bare = {
            slot.name
            for _, text in node.step.texts()
            for slot in text.slots
            if slot.fallback is None and slot.name != HELP_KEY and slot.name not in script.given
        }
        for name in sorted(bare):

            def here(state: int, mark: Hashable, index: int = index) -> bool:
                return not mark and ways.walk.sessions[state].state.at == index

            def answered(move: Move, mark: Hashable, name: str = name) -> Hashable:
                session = ways.walk.sessions[move.start]
                asked = script.nodes[session.state.at]
                if name not in asked.names:
                    return mark
                if move.value is SKIPPED or session.state.prompt is None:
                    return False
                said = asked.step.bindings(move.value, session.state.prompt)
                binding = said.get(name.removeprefix(asked.id))
                return bool(binding and binding.counts)

            for way in islice(ways.shortest(here, mark=False, marked=answered), 1):
                what = f'"{name}" isn\'t answered on one way here'
                advice = f"write {{{name}|other words}}"
                yield WayFault("RS037", node.number, what, advice, way)


def no_one_left_alone(ways: Ways) -> bool:
    """True if distress is rated, and no way leaves a strong one without people to call."""
    held = strengths(ways.script) and not _ends_elsewhere(ways.script)
    return bool(held) and next(_alone(ways), None) is None


def _ends_elsewhere(script: Script) -> bool:
    """Two people's endings look the same, and a part of others ends in these."""
    return script.head.people is not None or script.id in INCLUDED


def _left_alone(ways: Ways) -> Iterator[WayFault]:
    """Ends without people to call, after a distress that is too much for one alone."""
    asked, told = strengths(ways.script), set[int]()
    for way in islice(_alone(ways), MOST_TRIED):
        if softer_words(ways.played(way)):
            continue
        said = (one for one in reversed(way.replies) if one.step in asked)
        last = next(one.step for one in said if one.value is not SKIPPED)
        step = ways.script.node(last).number
        if step not in told:
            told.add(step)
            what = f"after {STILL_HIGH} or more here, one way ends without people to call"
            advice = "add a people step there, or measure it as distress"
            yield WayFault("RS104", step, what, advice, way)


def _alone(ways: Ways) -> Iterator[Way]:
    """The shortest ways to each end after a strong rating, with no people step before it. Where it
    is measured as distress there is none: such an end shows people."""
    script, asked = ways.script, strengths(ways.script)
    people = {node.id for node in script.nodes if isinstance(node.step, People)}
    if "distress" in script.head.measure or _ends_elsewhere(script):
        return iter(())

    def marked(move: Move, mark: Hashable) -> Hashable:
        step = ways.step(move.start)
        if mark is True or step in people:
            return True  # people were shown, whatever comes
        if step in asked and isinstance(move.value, int):
            return step if move.value >= STILL_HIGH else None
        return None if step == mark else mark  # asked again and skipped: the number is gone

    def left(state: int, mark: Hashable) -> bool:
        return isinstance(mark, str) and ways.walk.sessions[state].complete

    return ways.shortest(left, marked=marked)


def unfinished(script: Script, why: str) -> WayFault:
    """Not all of it could be walked."""
    return WayFault("RS105", 0, f"not every way could be walked: {why}", "")
