"""What changed between two versions of a script, and how sessions left half done go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from rsense.core.expressions.conditions import Condition
from rsense.core.expressions.placeholders import Text
from rsense.core.sanitize import one_line
from rsense.core.script.compile import Script
from rsense.core.script.head import Door
from rsense.core.steps import StepBase
from rsense.core.steps.people import People
from rsense.core.walker.resume_after_change import Stop, resumptions
from rsense.services.authoring.graph import graph_of

MOST_SHOWN = 3
"""Things of a list that is shown as it was and is."""
SHORT = 60
"""Letters of a text that is shown as it was and is."""


def changes(old: Script, new: Script) -> Iterator[str]:
    """What changed, each in a line: steps, their words, their conditions and options, ways."""
    before, after = _steps(old), _steps(new)
    came = _same_steps(old, new)
    for id in before:
        if id not in came.values():
            yield f"- {old.called(id)}: taken out"
    for id, step in after.items():
        called = new.called(id)
        if id not in came:
            yield f"+ {called}: new, a {step.kind}"
            continue
        was = came[id]
        if was != id and called == id:
            yield f"~ {old.called(was)}: called {id} now"
        if told := [*_changed(before[was], step)]:
            yield f"~ {called}: {'; '.join(told)}"
    kept = [id for id in after if id in came]
    if [came[id] for id in kept] != [id for id in before if id in came.values()]:
        yield "~ the order of the steps changed"
    yield from (f"~ of the script: {told}" for told in _changed(old.head, new.head))
    now = {old.called(was): new.called(id) for id, was in came.items()}
    had = {(now.get(a, a), now.get(b, b)) for a, b in _ways(old)}
    gone, come = had - _ways(new), _ways(new) - had
    yield from (f"- way from {a} to {b}" for a, b in sorted(gone))
    yield from (f"+ way from {a} to {b}" for a, b in sorted(come))


def _same_steps(old: Script, new: Script) -> dict[str, str]:
    """By id, the id that a step had: the same one, or none where all else is the same."""
    before, after = _steps(old), _steps(new)
    came = {id: id for id in after if id in before and new.called(id) == id}
    unnamed = [id for id in before if old.called(id) != id]
    for whole in (True, False):
        for was in unnamed:
            free = (id for id in after if id not in came and was not in came.values())
            for id in free:
                if not [*_changed(before[was], after[id])] if whole else was == id:
                    came[id] = was
                    break
    return came


def resuming_lines(old: Script, new: Script) -> Iterator[str]:
    """How half-done sessions go on, in words, as the engine's `refit` decides."""
    if old.head.people or new.head.people:
        yield "Of two at one screen nothing is kept half done, so nothing has to be resumed."
        return
    stops, whole = resumptions(old, new)
    steps = [node.id for node in old.nodes if any(stop.step == node.id for stop in stops)]
    otherwise = {step: line for step in steps if (line := _otherwise(stops, step, old, new))}
    screens = "its only screen" if len(steps) == 1 else f"any of its {len(steps)} screens"
    if not otherwise:
        yield f"Left at {screens}, a session goes on as before."
    else:
        same = len(steps) - len(otherwise)
        yield f"Left at {same} of its {len(steps)} screens, a session goes on as before. Else:"
        for step, line in otherwise.items():
            yield f"  left at {one_line(old.called(step))}: {line}"
    if not whole:
        yield "There are more ways than could be tried; those not tried may go on otherwise."


def _otherwise(stops: frozenset[Stop], step: str, old: Script, new: Script) -> str:
    """What becomes of sessions left at a step that do not go on as they would have; or empty."""
    here = [stop for stop in stops if stop.step == step]
    changed = {stop.after for stop in here if stop.after != stop.before}
    if not changed:
        return ""
    some = "" if all(stop.after != stop.before for stop in here) else ", on some ways"
    places = sorted({one.step for one in changed})
    where = [f"goes on at {new.called(one)}" if one else "is over" for one in places]
    told = f"{' or '.join(where)}{some}"
    waiting = frozenset().union(*(one.waiting for one in changed))
    still = waiting.intersection(node.id for node in new.nodes)
    for ids, then in (
        (still, "waits until it's asked again"),
        (waiting - still, "is asked no more, and kept aside"),
    ):
        if said := ", ".join(old.called(node.id) for node in old.nodes if node.id in ids):
            told += f"; what was said at {said} {then}"
    if _shows_people(old, step) and not all(_shows_people(new, one) for one in places):
        told += ". Whoever left it with people to call on the screen comes back without them"
    return told


def _shows_people(script: Script, step: str) -> bool:
    return bool(step) and isinstance(script.node(step).step, People)


def _steps(script: Script) -> Mapping[str, StepBase]:
    """Those of the script and its includes, without the pages that the engine puts before them."""
    nodes = (node for node in script.nodes if node.number >= 0)
    return {n.id: n.step for n in nodes if not n.is_page_before}


def _changed(old: Struct, new: Struct) -> Iterator[str]:
    """Each key that differs, with what it was and is where that is short."""
    if type(old) is not type(new):
        yield "kind changed"
        return
    for key in new.__struct_fields__:
        was, now = getattr(old, key), getattr(new, key)
        if key == "id" or was == now:
            continue
        if isinstance(was, Struct) and isinstance(now, Struct):
            yield from (f"{key}.{told}" for told in _changed(was, now))
        else:
            shown = _shown(was), _shown(now)
            yield f"{key} was {shown[0]}, is {shown[1]}" if all(shown) else f"{key} changed"


def _shown(value: object) -> str:
    """A value as its author wrote it; empty where that is long."""
    match value:
        case None | ():
            return "nothing"
        case Door(to=to, when=when):
            return f"{to} when {_shown(when)}" if when else to
        case tuple(parts):
            words = [*map(_shown, parts)]
            return ", ".join(words) if all(words) and len(words) <= MOST_SHOWN else ""
        case Condition(source=words):
            return f"“{words}”"
        case Text(source=words) | str(words) if len(words) <= SHORT and "\n" not in words:
            return f"“{words}”"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"{value:g}"
    return ""


def _ways(script: Script) -> set[tuple[str, str]]:
    return {(edge.start, edge.end) for edge in graph_of(script).edges}
