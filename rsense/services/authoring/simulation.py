"""Every way through an exercise, and what is wrong with some of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from rsense.core.prompts import SKIPPED, Pick, Skip, Value
from rsense.core.script.decode import step_name
from rsense.core.script.diagnostics import Places, Problem
from rsense.core.script.parse import Script, ScriptError, parse
from rsense.core.steps import PEOPLE, AskingStep
from rsense.core.steps.choose import Choose
from rsense.core.walker.walk import FULL_SHELVES, walk
from rsense.core.walker.way_faults import WayFault, no_one_left_alone, unfinished, way_faults
from rsense.core.walker.ways import Extent, Way, Ways
from rsense.services.authoring.players import Played, play
from rsense.services.context import AppContext

SEEN_BETTER = frozenset({"RS037"})
"""Problems of `check` that a walk finds too, with the answers that show them."""
LONGEST_SHOWN = 40
"""Characters of an answer in a list of answers."""


class Found(msgspec.Struct, frozen=True):
    """A problem, and the fewest answers that show it, in words."""

    problem: Problem
    answers: tuple[str, ...]


class Simulation(msgspec.Struct, frozen=True):
    """What a walk of one exercise says."""

    exercise: str
    title: str
    minutes: float
    """What the script says it takes."""
    states: int
    moves: int
    shortest: Extent
    longest: Extent
    steps: Mapping[str, int]
    """By step, in how many states it is asked, those of includes too; 0 for one never reached."""
    options: Mapping[str, Mapping[str, int]]
    """By step and value, in how many states it is offered."""
    problems: tuple[Found, ...]
    no_one_left_alone: bool
    """True if nobody whose last rating of distress is STILL_HIGH ends without people to call."""
    played: Played | None = None


def simulation_of(
    context: AppContext, wanted: str, runs: int = 0, seed: int = 0, distress: int | None = None
) -> Simulation:
    """A walk of an exercise in its own language, by name or file, and so many people who play it.

    Raises UserError where it cannot be walked at all.
    """
    if (base := context.of_file(wanted)[0]) != wanted:
        context.script_text(wanted)  # says what is wrong with the translation
    context, wanted = context.untranslated(), base
    id, text, file, library = context.script_text(wanted)
    known: tuple[Problem, ...] = ()
    try:
        script = parse(id, text, library.sources, library.vocabularies, file=file)
    except ScriptError as error:
        known = error.problems
        if {one.code for one in known} - SEEN_BETTER:
            context.script(wanted)  # says so
        script = parse(
            id, text, library.sources, library.vocabularies, file=file, passing=SEEN_BETTER
        )
    ways = Ways(walk(script, FULL_SHELVES))
    why = ways.walk.unfinished
    faults = [unfinished(script, why)] if why else [*way_faults(ways)]
    found = [*_placed(ways, faults, text, file)]
    there = {(one.problem.code, one.problem.step) for one in found}
    found += (Found(one, ()) for one in known if (one.code, one.step) not in there)
    shortest, longest = ways.extents()
    return Simulation(
        id,
        script.title,
        script.head.minutes,
        len(ways.walk.sessions),
        len(ways.walk.moves),
        shortest,
        longest,
        *_hits(ways, script),
        tuple(sorted(found, key=lambda one: (one.problem.line, one.problem.code))),
        not why and no_one_left_alone(ways),
        play(script, runs, seed, distress) if runs and not why else None,
    )


def _placed(ways: Ways, faults: list[WayFault], text: str, file: str) -> Iterator[Found]:
    places = Places(text)
    ids = {node.number: node.step.id for node in ways.script.nodes if not node.prefix}
    for one in faults:
        line, column = places.of(("step", one.step))
        step = step_name(one.step, ids.get(one.step))
        problem = Problem(one.code, file, line, column, step, one.what, one.advice)
        yield Found(problem, tuple(_told(ways, one.way)))


def _told(ways: Ways, way: Way) -> Iterator[str]:
    """The answers of a way in words; what is only read is left out."""
    script = ways.walk.sessions[way.begin].script
    yield from (
        f"{name} given as {said.label}" for name, said in script.given.items() if name not in PEOPLE
    )
    for reply in way.replies:
        if reply.value is not None:
            yield f"{script.called(reply.step)} {_in_words(reply.value)}"


def _in_words(value: Value | Skip) -> str:
    match value:
        case _ if value is SKIPPED:
            return "skipped"
        case tuple():
            words = ", ".join(one if isinstance(one, str) else " = ".join(one) for one in value)
        case int() | str():
            words = str(value)
        case _:
            return "followed" if getattr(value, "finished", False) else "broken off"
    shown = words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"
    return f"= {shown or 'nothing'}"


def _hits(ways: Ways, script: Script) -> tuple[dict[str, int], dict[str, Counter[str]]]:
    """By step, in how many states it is asked; by step and value, in how many it is offered."""
    asked = [node for node in script.nodes if isinstance(node.step, AskingStep)]
    steps = Counter({script.called(node.id): 0 for node in asked})
    listed = {n.id: n.step.choices for n in asked if isinstance(n.step, Choose)}
    options = {id: Counter({one.value: 0 for one in choices}) for id, choices in listed.items()}
    for state, session in enumerate(ways.walk.sessions):
        steps.update(filter(None, [script.called(ways.step(state))]))
        if isinstance(session.state.prompt, Pick):
            offered = options.setdefault(ways.step(state), Counter())
            offered.update(one.value for one in session.state.prompt.options)
    return steps, options
