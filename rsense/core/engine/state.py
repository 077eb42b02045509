"""Session state derived from the replies: position, names, current prompt. Never stored."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from rsense.core.expressions.bindings import Binding
from rsense.core.prompts import Prompt, Skip, Value
from rsense.core.script.compile import PlacedStep, Script
from rsense.core.shelves import Shelves
from rsense.core.steps import AskingStep, ShelfCard, StepContext
from rsense.core.steps.jump import Jump

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


def step_context(script: Script, shelves: Shelves, state: State, node: PlacedStep) -> StepContext:
    offered = cards_of(script, state) if node.number < 0 else ()
    return StepContext(node.lookup(state.bindings), shelves, script.vocabularies, offered)


def redact(script: Script, state: State) -> Mapping[str, Binding]:
    return {
        name: Binding(PRIVATE_WORDS, PRIVATE_WORDS) if script.names[name].private else said
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
    return State(at, said, state.jumps, kept, forgotten=state.forgotten)


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
