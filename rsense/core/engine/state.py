"""Session state derived from the replies: position, names, current prompt. Never stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from rsense.core.expressions.bindings import Binding
from rsense.core.prompts import Prompt, Skip, Value
from rsense.core.script.compile import PlacedStep, Script
from rsense.core.shelves import Shelves
from rsense.core.steps import PEOPLE, AskingStep, ShelfCard, StepContext
from rsense.core.steps.jump import Jump
from rsense.core.steps.pair import HandOver, Reveal

PRIVATE_WORDS = "…"


class State(msgspec.Struct, frozen=True):
    """Position in the script, current answers, jumps taken, cards and prompt."""

    at: int
    bindings: Mapping[str, Binding] = msgspec.field(default_factory=dict)
    jumps: Mapping[str, int] = msgspec.field(default_factory=dict)
    kept: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    prompt: Prompt | None = None
    """The question asked there; None when the session is complete."""
    forgotten: bool = False
    """True from a step with `forget` on."""
    turn: str = ""
    """Who has the screen, of two: `a` or `b`; empty for both."""
    revealed: frozenset[str] = frozenset()
    """Names whose latest answer both of two people have seen at a reveal."""


def step_context(script: Script, shelves: Shelves, state: State, node: PlacedStep) -> StepContext:
    offered = cards_of(script, state) if node.number < 0 else ()
    context = StepContext(node.lookup(state.bindings), shelves, script.vocabularies, offered)
    if script.head.people is None:
        return context
    return replace(
        context,
        people={who: state.bindings[who].label for who in PEOPLE},
        turn=state.turn,
        owner=lambda name: script.owners.get(node.prefix + name, ""),
        shared=tuple(shared(script, state)) if node.number < 0 else (),
    )


def shared(script: Script, state: State) -> Iterator[tuple[str, str]]:
    """Step and words of each answer of two people that both have seen; none once it forgets."""
    for node in () if state.forgotten else script.nodes:
        said = state.bindings.get(node.id) if node.number >= 0 else None
        if not (said and said.counts and said.label) or script.names[node.id].private:
            continue
        owner = script.owners.get(node.id)
        if owner is None or node.id in state.revealed:
            who = f"{state.bindings[owner].label}: " if owner else ""
            yield node.id, f"{who}{said.label.strip()}"


def redact(script: Script, state: State, hidden: Collection[str]) -> Mapping[str, Binding]:
    """The answers without private and hidden ones; people are called what the script calls them."""
    dots = Binding(PRIVATE_WORDS, PRIVATE_WORDS)
    return {
        name: script.given.get(name, dots) if script.names[name].private or name in hidden else said
        for name, said in state.bindings.items()
    }


def apply(script: Script, state: State, value: Value | Skip) -> State:
    """The state after an answer, before nodes that ask nothing are passed."""
    node, prompt = script.nodes[state.at], state.prompt
    step = node.step
    said = dict(state.bindings)
    for name in node.names:
        said.pop(name, None)
    kept = dict(state.kept)
    kept.pop(node.id, None)
    go = step.go if isinstance(step, AskingStep) else None
    if prompt is not None and not isinstance(value, Skip):
        said |= {node.id + suffix: s for suffix, s in step.bindings(value, prompt).items()}
        go = step.next_step(value)
        if isinstance(step, AskingStep) and step.keep and not state.forgotten:
            kept[node.id] = step.cards(value, prompt)
    at = state.at + 1 if go is None else script.target(node, go)
    turn, revealed = state.turn, state.revealed.difference(node.names)
    if isinstance(step, HandOver):
        turn = step.to
    elif isinstance(step, Reveal):
        revealed |= {node.prefix + name for name in step.names}
    return State(at, said, state.jumps, kept, None, state.forgotten, turn, revealed)


def advance(script: Script, shelves: Shelves, state: State) -> State:
    """The state at the next node that asks something, after conditions and jumps."""
    said = state.bindings  # the same all the way: nothing is answered here
    while state.at < len(script.nodes):
        node = script.nodes[state.at]
        step = node.step
        if node.is_skipped(said):
            # One copy for a row of closed gates: a long script has hundreds.
            at = node.skip_to
            while at < len(script.nodes) and script.nodes[at].is_skipped(said):
                at = script.nodes[at].skip_to
            state = replace(state, at=at)
        elif isinstance(step, Jump):
            taken = state.jumps.get(node.id, 0)
            if taken < step.at_most:
                jumps = {**state.jumps, node.id: taken + 1}
                state = replace(state, at=script.target(node, step.to), jumps=jumps)
            else:
                state = replace(state, at=node.skip_to)
        elif (prompt := step.lower(step_context(script, shelves, state, node))) is not None:
            if isinstance(step, AskingStep) and step.forget:
                state = replace(state, kept={}, forgotten=True)
            return replace(state, prompt=prompt)
        else:
            state = replace(state, at=state.at + 1)
    return state


def cards_of(script: Script, state: State) -> tuple[ShelfCard, ...]:
    """Every card that could be kept of the answers so far, in the order of the steps."""
    found: list[ShelfCard] = []
    for node in script.nodes:
        step = node.step
        if isinstance(step, AskingStep) and step.keep:
            texts = state.kept.get(node.id, ())
            # Identified by its text, not its index: a changed list must not change what was kept.
            found += (
                ShelfCard(f"{node.id}: {text}", step.keep, text) for text in dict.fromkeys(texts)
            )
    return tuple(found)


def remaining(script: Script, state: State) -> int:
    """About how many questions follow this one in its part: midway from fewest to most.

    Jumps back are left out, and a condition that nobody has decided yet may go either way.
    """
    nodes, here, said = script.nodes, state.at, state.bindings
    others = (n for n in range(here, len(nodes)) if nodes[n].part != nodes[here].part)
    stop = next(others, len(nodes))
    left = [(0, 0)] * (len(nodes) + 1)  # by index, fewest and most to the end of the part
    for at in reversed(range(here, stop)):
        node, step = nodes[at], nodes[at].step
        names = step.when.names if step.when and at != here else ()
        decided = all(node.prefix + name in said for name in names)
        if names and decided and node.is_skipped(said):
            left[at] = left[node.skip_to]
            continue
        ways = [script.target(node, to) for _, to in step.targets()]
        if not (isinstance(step, AskingStep) and step.go):
            ways.append(at + 1)
        asked = isinstance(step, AskingStep)
        ends = [(left[to][0] + asked, left[to][1] + asked) for to in ways]
        ends += [] if decided else [left[node.skip_to]]
        left[at] = min(f for f, _ in ends), max(m for _, m in ends)
    return (sum(left[here]) + 1) // 2 - 1
