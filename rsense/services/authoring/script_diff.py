"""What changed between two versions of a script, and how sessions left half done go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rsense.core.sanitize import one_line
from rsense.core.script.compile import Script
from rsense.core.steps import StepBase
from rsense.core.walker.resumption import Resumption, Stop, resumptions
from rsense.services.authoring.graph import graph_of


def changes(old: Script, new: Script) -> Iterator[str]:
    """What changed, each in a line: steps, their words, their conditions and options, ways."""
    before, after = _steps(old), _steps(new)
    for id in before:
        if id not in after:
            yield f"- {id}: taken out"
    for id, step in after.items():
        if id not in before:
            yield f"+ {id}: new, a {step.kind}"
        elif before[id] != step:
            yield f"~ {id}: {', '.join(_keys(before[id], step))} changed"
    kept = [id for id in before if id in after]
    if kept != [id for id in after if id in before]:
        yield "~ the order of the steps changed"
    for key in old.head.__struct_fields__:
        if getattr(old.head, key) != getattr(new.head, key):
            yield f"~ {key} of the script changed"
    gone, come = _ways(old) - _ways(new), _ways(new) - _ways(old)
    yield from (f"- way from {a} to {b}" for a, b in sorted(gone))
    yield from (f"+ way from {a} to {b}" for a, b in sorted(come))


def resuming_lines(old: Script, new: Script) -> Iterator[str]:
    """How half-done sessions go on, in words, as the engine's `refit` decides."""
    if old.head.people or new.head.people:
        yield "Of two at one screen nothing is kept half done, so nothing has to be resumed."
        return
    stops, whole = resumptions(old, new)
    steps = [node.id for node in old.nodes if any(stop.step == node.id for stop in stops)]
    otherwise = {step: lines for step in steps if (lines := _otherwise(stops, step))}
    screens = "its only screen" if len(steps) == 1 else f"any of its {len(steps)} screens"
    if not otherwise:
        yield f"Left at {screens}, a session goes on as before."
    else:
        same = len(steps) - len(otherwise)
        yield f"Left at {same} of its {len(steps)} screens, a session goes on as before. Else:"
        for step, lines in otherwise.items():
            yield from (f"  left at {one_line(step)}: {line}" for line in lines)
    if not whole:
        yield "There are more ways than could be tried; those not tried may go on otherwise."


def _otherwise(stops: frozenset[Stop], step: str) -> list[str]:
    """What becomes of sessions left at a step that do not go on as they would have."""
    here = [stop for stop in stops if stop.step == step]
    changed = {stop.after for stop in here if stop.after != stop.before}
    some = "" if all(stop.after != stop.before for stop in here) else "on some ways "
    return sorted(f"{some}{_goes_on(one)}" for one in changed)


def _goes_on(one: Resumption) -> str:
    where = f"goes on at {one.step}" if one.step else "is over"
    waiting = ", ".join(sorted(one.waiting))
    return f"{where}; what was said at {waiting} waits until it's asked again" if waiting else where


def _steps(script: Script) -> Mapping[str, StepBase]:
    return {node.id: node.step for node in script.nodes}


def _keys(old: StepBase, new: StepBase) -> list[str]:
    if old.kind != new.kind:
        return ["kind"]
    return [key for key in new.__struct_fields__ if getattr(old, key) != getattr(new, key)]


def _ways(script: Script) -> set[tuple[str, str]]:
    return {(edge.start, edge.end) for edge in graph_of(script).edges}
