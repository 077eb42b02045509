"""Faults of a script that decoded well: its names, its head, its safety."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from rsense.core.exercise_names import GATES, PAIR_GATE
from rsense.core.expressions.bindings import NameType
from rsense.core.expressions.placeholders import HELP_KEY, is_name
from rsense.core.script.compile import PlacedStep, Script
from rsense.core.script.condition_checks import condition_faults
from rsense.core.script.decode import Draft
from rsense.core.script.diagnostics import Problem, did_you_mean
from rsense.core.script.follow_up_checks import follow_up_problems, given_problems
from rsense.core.script.head_checks import head_problems
from rsense.core.script.pair_checks import pair_problems, showing_problems
from rsense.core.script.reachability import jumps_of, length_problems, sure_nodes, way_problems
from rsense.core.steps import END, PEOPLE, AskingStep, StepBase, StepError
from rsense.core.steps.ask import Ask
from rsense.core.steps.choose import Choose
from rsense.core.steps.include import Include
from rsense.core.steps.jump import Jump
from rsense.core.steps.rate import Rate
from rsense.core.steps.sort import Sort

SHOW_HELP_KEY = ("text", "hint", "caution")
"""Keys of a step whose text may name the key for help."""


def limit_errors(draft: Draft, nodes: int) -> Iterator[Problem]:
    """Problems of size, to be checked before the steps are laid out.

    `nodes` is the number of nodes that the script comes to, at the least.
    """
    for index, step in enumerate(draft.steps):
        yield from (_told(fault, index, draft) for fault in step.limit_errors())
    yield from length_problems(nodes, 0, draft)


def validate(
    script: Script, draft: Draft, sources: Mapping[str, str], exercises: Collection[str]
) -> Iterator[Problem]:
    """Every problem of a script that decoded and whose includes are sound.

    Lazy: to find all of them can take long.
    """
    yield from _ids(draft)
    for index, step in enumerate(draft.steps):
        yield from (_told(fault, index, draft) for fault in step.errors())
    astray = False
    for problem in _targets(draft):
        astray = True
        yield problem
    yield from head_problems(script, draft, exercises)
    yield from pair_problems(script, draft)
    yield from _vocabularies(draft, script)
    if too_long := tuple(length_problems(len(script.nodes), jumps_of(script.nodes), draft)):
        yield from too_long
        return
    yield from _clashes(script, draft)
    yield from given_problems(script, draft)
    if not astray:
        yield from follow_up_problems(script, draft, sources)
        yield from _names(script, draft)
        yield from showing_problems(script, draft)
        yield from way_problems(script, draft)


def _told(fault: StepError, index: int, draft: Draft) -> Problem:
    return draft.problem(fault.code, ("step", index, fault.key), fault.what, fault.advice)


def _ids(draft: Draft) -> Iterator[Problem]:
    for index, step in enumerate(draft.steps):
        path = ("step", index, "id")
        if not step.id:
            if step.asks:
                advice = "what is answered here needs a name"
                yield draft.problem("RS021", path, "id is missing", advice)
        elif not is_name(step.id) or step.id in (END, HELP_KEY):
            advice = "lower-case letters, digits and _, a letter first; not end, nor a word like if"
            yield draft.problem("RS022", path, f'"{step.id}" cannot name a step', advice)


def _targets(draft: Draft) -> Iterator[Problem]:
    """`go` must lead to a later step that exists, `jump` to an earlier one."""
    places = {step.id: index for index, step in enumerate(draft.steps) if step.id}
    for index, step in enumerate(draft.steps):
        for key, target in step.targets():
            path = ("step", index, key)
            if target == END:
                continue
            if target not in places:
                advice = did_you_mean(target, [*places, END]) or "name a later step, or end"
                yield draft.problem("RS025", path, f'there is no step "{target}"', advice)
            elif places[target] <= index:
                what = f'go leads to a later step, and "{target}" is not one'
                yield draft.problem("RS026", path, what, "to go back, use a jump")
        if isinstance(step, Jump):
            path = ("step", index, "to")
            if step.to not in places:
                advice = did_you_mean(step.to, places) or "name an earlier step"
                yield draft.problem("RS025", path, f'there is no step "{step.to}"', advice)
            elif places[step.to] >= index:
                what = f'a jump leads to an earlier step, and "{step.to}" is not one'
                yield draft.problem("RS027", path, what, "to go on, use go")


def _vocabularies(draft: Draft, script: Script) -> Iterator[Problem]:
    for index, step in enumerate(draft.steps):
        wanted = step.vocabulary if isinstance(step, Choose) else None
        if wanted is not None and wanted not in script.vocabularies:
            advice = did_you_mean(wanted, script.vocabularies)
            known = advice or f"there are {', '.join(script.vocabularies) or 'none'}"
            path = ("step", index, "vocabulary")
            yield draft.problem("RS045", path, f'there is no vocabulary "{wanted}"', known)


def _clashes(script: Script, draft: Draft) -> Iterator[Problem]:
    """Ids and names that two steps would share, those inside includes too."""
    owners: dict[tuple[str, str], int] = {}
    told = set[int]()
    for node in script.nodes:
        for key in (("id", node.id), *(("name", name) for name in node.names)):
            owner = owners.setdefault(key, node.number)
            if owner != node.number and node.number not in told:
                told.add(node.number)
                what = f'the {key[0]} "{key[1]}" is already taken in step {owner + 1}'
                yield draft.problem("RS023", ("step", node.number, "id"), what, "choose another id")


def _names(script: Script, draft: Draft) -> Iterator[Problem]:
    """Names in texts, conditions and lists must be answered before, have the right type and, where
    a text shows them without a fallback, be answered on every way."""
    sure = sure_nodes(script)
    gates = [
        index
        for index, node in enumerate(script.nodes)
        if isinstance(node.step, Include) and node.step.exercise in (*GATES, PAIR_GATE)
    ]
    known = {one.name: one.type for one in draft.head.givens}
    people = PEOPLE if draft.head.people else ()
    known |= {who: script.names[who] for who in people}
    answered: dict[str, int] = {}
    """Name to the node that answers it."""
    for index, node in enumerate(script.nodes):
        if node.is_own and node.number >= 0:
            shown = {slot.name for _, text in node.step.texts() for slot in text.slots}
            sure_here = {n for n in shown & answered.keys() if sure[index] >> answered[n] & 1}
            sure_here.update(people)
            yield from _uses(node, known, sure_here, draft)
            if getattr(node.step, "lint", False) and not any(sure[index] >> n & 1 for n in gates):
                what = f'words for somebody else, and no "{GATES[0]}" on each way to them'
                advice = f'put before them: kind = "include", id = "safe", exercise = "{GATES[1]}"'
                yield draft.problem("RS083", ("step", node.number, "lint"), what, advice)
        known |= {name: script.names[name] for name in node.names}
        answered |= dict.fromkeys(node.names, index)


def _uses(
    node: PlacedStep, known: Mapping[str, NameType], sure: Collection[str], draft: Draft
) -> Iterator[Problem]:
    step = node.step

    def report(code: str, key: str, what: str, advice: str = "") -> Problem:
        return draft.problem(code, ("step", node.number, key), what, advice)

    def unknown(key: str, name: str) -> Problem:
        advice = did_you_mean(name, known) or "a name is the id of an earlier step"
        for owner, one in known.items() if key == "when" else ():
            if name in (one.values or ()):
                said = f"'{name}' in {owner}" if one.kind == "list" else f"{owner} == '{name}'"
                advice = f"it's an answer, so write {said}"
        return report("RS036", key, f'no earlier step answers "{name}"', advice)

    if step.when is not None:
        yield from (unknown("when", name) for name in sorted(step.when.names) if name not in known)
        yield from (
            report(code, "when", what) for code, what in condition_faults(step.when, known.get)
        )
    for key, text in step.texts():
        for slot in text.slots:
            if slot.name == HELP_KEY:
                if key not in SHOW_HELP_KEY:
                    what = f"{{{HELP_KEY}}} is not filled in here"
                    yield report("RS039", key, what, "put it into text")
            elif slot.name not in known:
                yield unknown(key, slot.name)
            elif known[slot.name].kind == "flag":
                what = f'"{slot.name}" is a timed step: there is nothing to show'
                yield report("RS038", key, what)
            elif slot.fallback is None and slot.name not in sure:
                advice = f"write {{{slot.name}|other words}}"
                yield report("RS037", key, f'"{slot.name}" may be unanswered here', advice)
    for key, name in step.sources():
        if name not in known:
            yield unknown(key, name)
        elif known[name].kind != "list":
            yield report("RS042", key, f'"{name}" is a {known[name].kind}, not a list')
    if isinstance(step, Ask) and step.revises is not None:
        if step.revises not in known:
            yield unknown("revises", step.revises)
        elif known[step.revises].kind != "text":
            what = f'"{step.revises}" is a {known[step.revises].kind}, not a text'
            yield report("RS042", "revises", what)
    if not (isinstance(step, AskingStep) and step.private):
        for key, name in step.quoted_names():
            if name in known and known[name].private:
                what = f'"{name}" is private, and this answer would be kept on disk'
                yield report("RS043", key, what, "make this step private too")
    for key, label in _labels(step):
        if re.search(r"\{[a-z_]\w*[|}]", label):
            what = "placeholders are not filled in here"
            yield report("RS040", key, what, "put it into the text")


def _labels(step: StepBase) -> Iterator[tuple[str, str]]:
    match step:
        case Choose(choices=choices):
            yield from (("options", text) for one in choices for text in (one.label, one.hint))
        case Sort(bins=bins):
            yield from (("bins", bin.label) for bin in bins)
        case Rate(low_label=low, high_label=high):
            yield from (("low_label", low), ("high_label", high))
