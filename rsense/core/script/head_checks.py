"""Faults in the head of a script: its doors, measures, trigger, and the question of safety."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from rsense.core.exercise_names import GATES, PAIR_GATE
from rsense.core.expressions.placeholders import HELP_KEY
from rsense.core.script.compile import Script
from rsense.core.script.condition_checks import condition_faults
from rsense.core.script.decode import Draft, no_exercise
from rsense.core.script.diagnostics import Path, Problem, did_you_mean
from rsense.core.steps.include import Include
from rsense.core.trigger_fields import HIGHEST, TRIGGER_FIELDS

LONGEST_MINUTES = 240

_NAME_KINDS: Mapping[str, tuple[str, ...]] = {
    "number": ("number",),
    "list": ("list", "text"),
    "line": ("text",),
    "text": ("text",),
}
"""Kind of a trigger's field to the kinds of answers that it takes."""


def head_problems(script: Script, draft: Draft, exercises: Collection[str]) -> Iterator[Problem]:
    head = draft.head
    if not head.title.strip():
        yield draft.problem("RS053", ("title",), "the title is empty")
    if not 0 < head.minutes <= LONGEST_MINUTES:
        advice = f"above 0, and {LONGEST_MINUTES} at most"
        yield draft.problem("RS081", ("minutes",), f"{head.minutes:g} minutes is no length", advice)
    if head.caution and any(slot.name != HELP_KEY for slot in head.caution.slots):
        yield draft.problem("RS041", ("caution",), "nothing is answered yet that {…} could show")
    yield from _doors(script, draft, exercises)
    first, gates = draft.steps[0], (PAIR_GATE,) if head.audience == "pair" else GATES
    if head.audience != "solo" and not (
        isinstance(first, Include) and first.exercise in gates and first.when is None
    ):
        what = f'an exercise for {head.audience} begins with the question "{gates[0]}"'
        advice = f'make the first step: kind = "include", id = "safe", exercise = "{gates[0]}"'
        yield draft.problem("RS082", ("audience",), what, advice)
    yield from _measures(script, draft)
    yield from _trigger(script, draft)


def _doors(script: Script, draft: Draft, exercises: Collection[str]) -> Iterator[Problem]:
    for index, door in enumerate(draft.head.doors):
        if exercises and door.to not in exercises and door.to != script.id:
            yield no_exercise(draft, ("next", index), door.to, exercises)
        if door.when is None:
            continue
        path = ("next", index, "when")
        for name in sorted(door.when.names - script.names.keys()):
            yield unknown(draft, path, name, script)
        for code, fault in condition_faults(door.when, script.names.get):
            yield draft.problem(code, path, fault)


def unknown(draft: Draft, path: Path, name: str, script: Script) -> Problem:
    """A name in the head that no step answers."""
    advice = did_you_mean(name, script.names) or "name a step with an answer"
    return draft.problem("RS036", path, f'no step answers "{name}"', advice)


def _measures(script: Script, draft: Draft) -> Iterator[Problem]:
    """Both ends are ratings on one scale; the first may be given, of an earlier session."""
    numbers = {name for name, known in script.names.items() if known.kind == "number"}
    rated = {step.id for step in draft.steps} & numbers
    given = {one.name for one in draft.head.givens if one.kind == "number"}
    for name, measure in draft.head.measure.items():
        scales: set[tuple[int, int]] = set()
        ends = (("before", measure.before, rated | given), ("after", measure.after, rated))
        for key, id, rates in ends:
            path = ("measure", name, key)
            if id not in rates:
                advice = did_you_mean(id, rates) or "name a rate step"
                yield draft.problem("RS084", path, f'there is no rating "{id}"', advice)
                continue
            known = script.names[id]
            scales.add((known.low, known.high))
            if known.private:
                what = f'"{id}" is private: it cannot be compared later'
                yield draft.problem("RS044", path, what)
        if len(scales) > 1:
            yield draft.problem("RS085", ("measure", name, "after"), "the two scales differ")
        if name == "distress" and (scales - {(0, 10)} or measure.better != "lower"):
            what = "distress is rated from 0 to 10, and lower is better"
            before = ("measure", name, "before")
            yield draft.problem("RS086", before, what, "or give it another name")


def _trigger(script: Script, draft: Draft) -> Iterator[Problem]:
    if draft.head.trigger is None:
        return
    for key, id in draft.head.trigger.fields().items():
        path, known = ("trigger", key), script.names.get(id)
        if known is None:
            yield unknown(draft, path, id, script)
        elif known.private:
            yield draft.problem("RS044", path, f'"{id}" is private and cannot go into a record')
        elif known.kind not in (wanted := _NAME_KINDS[TRIGGER_FIELDS[key].kind]):
            kinds = " or ".join(wanted)
            yield draft.problem("RS042", path, f'"{id}" is a {known.kind}; {key} takes a {kinds}')
        elif known.kind == "number" and (known.low, known.high) != (0, HIGHEST):
            yield draft.problem("RS086", path, f"an {key} goes from 0 to {HIGHEST}")
