"""Compile an exercise: its steps and those of its includes as one flat list of nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec
from msgspec.structs import replace

from rsense.core.expressions.bindings import Binding, Lookup, NameType
from rsense.core.expressions.placeholders import Text
from rsense.core.prompts import Value
from rsense.core.script.decode import Draft
from rsense.core.script.head import Head
from rsense.core.steps import END, PEOPLE, AskingStep, StepBase
from rsense.core.steps.ask import Ask
from rsense.core.steps.include import Include
from rsense.core.steps.pair import (
    KEEP_TOGETHER,
    NAME_QUESTIONS,
    PEOPLE_INTRO,
    HandOver,
    KeepTogether,
)
from rsense.core.steps.say import Say
from rsense.core.steps.shelve import Shelve
from rsense.core.vocabulary import Vocabularies

KEEP_TEXT = "Is there something here you would like to keep, for a day when you need it?"
CAUTION, HAND_OVER = ".caution", ".hand_over"
"""Ends of the ids of pages before a step: its caution, and that between two turns."""
KEEP_TOGETHER_IDS = tuple(f"exercise.keep_{who}" for who in PEOPLE)
_UNNAMED = re.compile(r"(?:(\w+)_)?step\.(\d+)(\.\w+)?")
"""Id of a step that its script gives none, in an include perhaps, or of a page before it."""


class PlacedStep(msgspec.Struct, frozen=True):
    """A step in its place in the list. Inside an include, names and ids carry its prefix."""

    id: str
    prefix: str
    step: StepBase
    skip_to: int
    """Index of the node after this one when it is skipped: the next, or the one behind an include.
    """
    number: int
    """Index of the step in the script's own file; -1 for a node that the engine added."""
    names: tuple[str, ...] = ()
    """Names that its answer defines, with the prefix."""
    part: int = 0
    """Number of the part it stands in, from 1; 0 in an exercise without parts."""

    @property
    def is_page_before(self) -> bool:
        """True for a page that stands before a step: its caution, or where two people hand over."""
        return self.id.endswith((CAUTION, HAND_OVER))

    @property
    def is_own(self) -> bool:
        """False for steps of includes, and for pages before a step."""
        return not self.prefix and not self.is_page_before

    def lookup(self, said: Mapping[str, Binding]) -> Lookup:
        return (lambda name: said.get(self.prefix + name)) if self.prefix else said.get

    def is_skipped(self, said: Mapping[str, Binding]) -> bool:
        when = self.step.when
        if when is None:
            return False
        if not self.prefix and said.keys().isdisjoint(when.names):
            return not when.bare  # a long script has hundreds of these, and few answers
        return not when.holds(self.lookup(said))


class Script(msgspec.Struct, frozen=True):
    """A compiled exercise that can be run."""

    id: str
    head: Head
    nodes: tuple[PlacedStep, ...]
    end: int
    """Index that `end` leads to: the question of what to keep, or behind the last node."""
    names: Mapping[str, NameType]
    """Type of every name that a step defines."""
    vocabularies: Vocabularies
    entries: Mapping[str, int]
    """Step id to the index of its first node (its caution, if it has one)."""
    parts: tuple[str, ...] = ()
    """Titles of its parts."""
    given: Mapping[str, Binding] = {}
    """Answers that it begins with: those of an earlier session, and words for two people."""
    owners: Mapping[str, str] = {}
    """Of two at one screen, whose a name is: `a` or `b`. Not those of both."""

    @property
    def title(self) -> str:
        return self.head.title

    def taking(self, carried: Mapping[str, Value]) -> Script:
        """The script with what a follow-up carries to it; what it is not given, or is of another
        kind, is left out."""
        given = ((one.name, one.binding(carried.get(one.name))) for one in self.head.givens)
        return replace(self, given={**self.given, **{name: said for name, said in given if said}})

    def target(self, node: PlacedStep, step: str) -> int:
        """Index of the node that `go = "step"` on this node leads to."""
        return self.end if step == END else self.entries[node.prefix + step]

    def without_keep_step(self) -> Script:
        """The script without the question of what to keep at its end."""
        return replace(self, nodes=self.nodes[: self.end])

    def node(self, id: str) -> PlacedStep:
        """The node of a step. Raises KeyError."""
        return next((n for n in self.nodes if n.id == id), None) or self.nodes[self.entries[id]]

    def called(self, id: str) -> str:
        """A step in words: its id, or where the script gives it none its number and kind."""
        if not (unnamed := _UNNAMED.fullmatch(id)):
            return id
        include, number, page = unnamed.groups("")
        named = f"step {number} ({self.node(id.removesuffix(page)).step.kind})"
        return ", ".join(filter(None, (include, named, page.strip(".").replace("_", " "))))


def compile_script(
    name: str, draft: Draft, included: Mapping[str, Script], vocabularies: Vocabularies
) -> Script:
    nodes: list[PlacedStep] = []
    heads = (draft.head, *(script.head for script in included.values()))
    cautions = dict.fromkeys(head.caution.source for head in heads if head.caution)
    caution = Text("\n\n".join(cautions)) if cautions else None
    if caution:
        nodes.append(PlacedStep("exercise.caution", "", Say(text=caution), 1, -1))
    nodes += _names_asked(draft.head, len(nodes))
    parts: list[str] = []
    for number, step in enumerate(draft.steps):
        first = len(nodes) if number else 0  # the caution belongs to the first part
        parts += [step.part] if step.part else []
        if isinstance(step, Include):
            inner = included[step.exercise]
            if draft.head.people and not inner.head.people:  # it is for both
                page, id = HandOver(when=step.when), step.id + HAND_OVER
                nodes.append(PlacedStep(id, "", page, len(nodes) + 1, number))
            _put_block(nodes, step, number, inner)
        else:
            _put(nodes, step, number, hand_over=draft.head.people is not None)
        if parts:
            nodes[first:] = [replace(node, part=len(parts)) for node in nodes[first:]]
    end = len(nodes)
    if any(isinstance(node.step, AskingStep) and node.step.keep for node in nodes):
        shelve = Shelve(text=Text(KEEP_TEXT))
        nodes.append(PlacedStep("exercise.keep", "", shelve, end + 1, -1, part=len(parts)))
    for who in PEOPLE if draft.head.people else ():
        keep, id = KeepTogether(text=Text(KEEP_TOGETHER), by=who), f"exercise.keep_{who}"
        _put(nodes, keep, -1, hand_over=True, id=id, part=len(parts))
    entries: dict[str, int] = {}
    names = {given.name: given.type for given in draft.head.givens}
    given, owners = dict[str, Binding](), dict[str, str]()
    if draft.head.people:
        names |= dict.fromkeys(PEOPLE, NameType("text", private=True))
        words = msgspec.structs.asdict(draft.head.people)
        given = {who: Binding(word, word) for who, word in words.items()}
    for index, node in enumerate(nodes):
        if node.number >= 0:
            id = node.id.removesuffix(CAUTION).removesuffix(HAND_OVER)
            entries.setdefault(id, index)
        private = isinstance(node.step, AskingStep) and node.step.private
        if isinstance(node.step, AskingStep) and node.step.by:
            owners |= dict.fromkeys(node.names, node.step.by)
        for suffix, known in node.step.defines(vocabularies).items():
            names.setdefault(node.id + suffix, replace(known, private=True) if private else known)
    for step in draft.steps:
        if isinstance(step, Include):  # what the inner script would be given: never answered
            known_there = included[step.exercise].names
            names = {f"{step.id}_{name}": known for name, known in known_there.items()} | names
    sources = dict.fromkeys(source for head in heads for source in head.sources)
    head = replace(draft.head, caution=caution, sources=tuple(sources))
    return Script(
        name, head, tuple(nodes), end, names, vocabularies, entries, tuple(parts), given, owners
    )


def _names_asked(head: Head, first: int) -> Iterator[PlacedStep]:
    """What two people are told and asked before an exercise for them. Their names stand for
    themselves in its texts; passed, the script's own words do."""
    if head.people:
        yield PlacedStep("exercise.people", "", Say(text=Text(PEOPLE_INTRO)), first + 1, -1)
        for at, who in enumerate(PEOPLE, first + 1):
            asked = Ask(text=Text(NAME_QUESTIONS[who]), private=True)
            yield PlacedStep(who, "", asked, at + 1, -1)


def _put(
    nodes: list[PlacedStep],
    step: StepBase,
    number: int,
    *,
    hand_over: bool,
    id: str = "",
    part: int = 0,
) -> None:
    """Append a step; before it the page on which two people hand over, and its caution."""
    id = id or step.id or f"step.{number + 1}"
    before: dict[str, StepBase] = {}
    if isinstance(step, AskingStep) and hand_over:
        keeps = isinstance(step, KeepTogether)
        before[HAND_OVER] = HandOver(to=step.by or "", when=step.when, keeps=keeps)
    if isinstance(step, AskingStep) and step.caution:
        before[CAUTION] = Say(text=step.caution, when=step.when, by=step.by)
    for suffix, page in before.items():
        nodes.append(PlacedStep(id + suffix, "", page, len(nodes) + 1, number, part=part))
    names = tuple(id + suffix for suffix in step.defines({}))
    nodes.append(PlacedStep(id, "", step, len(nodes) + 1, number, names, part))


def _put_block(nodes: list[PlacedStep], step: Include, number: int, script: Script) -> None:
    """Append the gate of an include, and the included steps under its id."""
    gate, prefix = len(nodes), f"{step.id}_"
    inner = [node for node in script.nodes if node.number >= 0]
    shift = gate + 1 - script.nodes.index(inner[0])
    nodes.append(PlacedStep(step.id, "", step, gate + 1 + len(inner), number))
    for node in inner:
        id, inner_prefix, past = prefix + node.id, prefix + node.prefix, node.skip_to + shift
        names = tuple(prefix + name for name in node.names)
        nodes.append(PlacedStep(id, inner_prefix, node.step, past, number, names))
