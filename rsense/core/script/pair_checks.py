"""Faults of an exercise for two at one screen: whose step it is, and what would show one person's
answer to the other before a reveal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rsense.core.exercise_names import PAIR_GATE
from rsense.core.script.compile import PlacedStep, Script
from rsense.core.script.decode import Draft
from rsense.core.script.diagnostics import Problem, did_you_mean
from rsense.core.script.reachability import passed_nodes
from rsense.core.steps import PEOPLE, AskingStep, StepBase
from rsense.core.steps.pair import Reveal
from rsense.core.steps.recall import Recall


def pair_problems(script: Script, draft: Draft) -> Iterator[Problem]:
    if draft.head.people is None:
        yield from _without_people(script, draft)
        return
    if draft.head.audience != "pair" and script.id != PAIR_GATE:
        what = "two people, and another audience"
        yield draft.problem("RS090", ("people",), what, 'write audience = "pair"')
    for key in ("measure", "trigger", "came"):
        if getattr(draft.head, key):
            what = f"a {key} is one person's, and there are two"
            yield draft.problem("RS091", (key,), what, "take it out")
    for node in script.nodes:
        step, index = node.step, node.number
        if index >= 0 and node.id in PEOPLE:
            what = f'"{step.id}" is one of the two people'
            yield draft.problem("RS023", ("step", index, "id"), what, "choose another id")
        if isinstance(step, Recall):
            what = "a shelf is one person's, and the other would read it"
            yield draft.problem("RS091", ("step", index, "kind"), what, "take it out")
        elif isinstance(step, AskingStep) and step.keep:
            advice = "both are asked at the end what to keep"
            yield draft.problem("RS091", ("step", index, "keep"), "a shelf is one person's", advice)


def _without_people(script: Script, draft: Draft) -> Iterator[Problem]:
    advice = "write [people] into the head"
    if draft.head.audience == "pair":
        yield draft.problem("RS090", ("audience",), "an exercise for pair names no people", advice)
    for node in script.nodes:
        key = "names" if isinstance(node.step, Reveal) else "by"
        if getattr(node.step, key, None):
            path = ("step", node.number, key)
            yield draft.problem("RS090", path, "this is for two people", advice)
            return


def showing_problems(script: Script, draft: Draft) -> Iterator[Problem]:
    """Texts that show one person's answer to the other, and reveals that cannot show both."""
    if draft.head.people is None:
        return
    passed = passed_nodes(script)
    answered = {name: index for index, node in enumerate(script.nodes) for name in node.names}
    reveals = {
        i: node.step.names for i, node in enumerate(script.nodes) if isinstance(node.step, Reveal)
    }
    for index, node in enumerate(script.nodes):
        if node.prefix or node.number < 0 or not isinstance(node.step, AskingStep):
            continue
        seen = {name for at, names in reveals.items() if passed[index] >> at & 1 for name in names}
        if isinstance(node.step, Reveal):
            asked = {name for name, at in answered.items() if passed[index] >> at & 1}
            yield from _reveal_problems(node, node.step, asked, script, draft)
        for key, name in _shown(node.step):
            owner = script.owners.get(name)
            if owner and owner != node.step.by and name not in seen:
                what = f'"{name}" is the answer of {owner}, and the other would read it here'
                advice = "put a reveal of it before this, on each way"
                yield draft.problem("RS092", ("step", node.number, key), what, advice)


def _shown(step: StepBase) -> Iterable[tuple[str, str]]:
    """Each answer that its texts, lists and fields show, once: (key, name)."""
    slots = ((key, slot.name) for key, text in step.texts() for slot in text.slots)
    return dict.fromkeys((*slots, *step.quoted_names()))


def _reveal_problems(
    node: PlacedStep, step: Reveal, asked: set[str], script: Script, draft: Draft
) -> Iterator[Problem]:
    def report(code: str, what: str, advice: str = "") -> Problem:
        return draft.problem(code, ("step", node.number, "names"), what, advice)

    for name in step.names:
        known = script.names.get(name)
        if known is None:
            advice = did_you_mean(name, script.owners) or "name an answer of a or b"
            yield report("RS036", f'no step answers "{name}"', advice)
        elif known.kind == "flag":
            yield report("RS038", f'"{name}" is a timed step: there is nothing to show')
        elif name not in script.owners:
            yield report("RS093", f'"{name}" is nobody\'s own answer', "name an answer of a or b")
        elif known.private:
            yield report("RS093", f'"{name}" is private, for one of them alone', "leave it out")
        elif name not in asked:
            what = f'"{name}" isn\'t asked on each way to here'
            yield report("RS093", what, "ask it before, always")
    if not {script.owners.get(name) for name in step.names} >= {*PEOPLE}:
        yield report("RS093", "it shows only one of them", "name an answer of a and one of b")
