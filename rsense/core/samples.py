"""What a robot answers: of every kind of answer that a script can tell apart, one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping

from msgspec.structs import replace

from rsense.core.conditions import Atom, Compare, Ref, Scalar, names_of
from rsense.core.layout import Node, Script
from rsense.core.prompts import (
    SKIPPED,
    Fill,
    Gather,
    Pick,
    Prompt,
    Rate,
    Read,
    Skip,
    Value,
    Write,
)
from rsense.core.situations import Situations
from rsense.core.state import State, after
from rsense.core.steps import Asking
from rsense.core.values import written

Told = Mapping[str, tuple[Scalar, ...]]
"""By name, what its answer is compared with."""


class Samples:
    """What to answer, where."""

    def __init__(
        self, script: Script, situations: Situations, tried: Callable[[Prompt, Value | Skip], None]
    ) -> None:
        """`tried` is told of every answer that is tried out."""
        self._script = script
        self._situations = situations
        self._tried = tried
        self._told = _told(script)
        self._last: dict[int, tuple[Prompt, tuple[Value | Skip, ...]]] = {}
        """By node, its prompt but for its words, and samples: mostly they stay the same."""

    def of(self, state: State) -> tuple[Value | Skip, ...]:
        """Answers to what is asked there; none once nothing is left to ask."""
        at, prompt = state.at, state.prompt
        if prompt is None:
            return ()
        asked = replace(prompt, text="")
        if at not in self._last or self._last[at][0] != asked:
            self._last[at] = asked, tuple(self._different(at, prompt))
        return self._last[at][1]

    def _different(self, at: int, prompt: Prompt) -> Iterator[Value | Skip]:
        alone, seen = State(at, prompt=prompt), set[Hashable]()
        for value in self.every(at, prompt):
            self._tried(prompt, value)
            kind = self._situations.kind(after(self._script, alone, value))
            if kind not in seen:
                seen.add(kind)
                yield value

    def every(self, at: int, prompt: Prompt) -> Iterator[Value | Skip]:
        """What the prompt offers, and what any condition compares its answer with."""
        node = self._script.nodes[at]
        yield from dict.fromkeys((*prompt.samples(), *_compared(prompt, node, self._told)))
        step = node.step
        if isinstance(step, Asking) and not step.must_answer and not isinstance(prompt, Read):
            yield SKIPPED


def _told(script: Script) -> Told:
    """Also what the answers are compared with that are made of an answer."""
    found: dict[str, dict[Scalar, None]] = {name: {} for name in script.names}
    for node in reversed(script.nodes):
        for atom in () if node.step.when is None else node.step.when.atoms:
            names = [node.prefix + name for name in names_of(atom)]
            ends = [end for n in names for end in (script.names[n].low, script.names[n].high)]
            told = dict.fromkeys((*_literals(atom), *(ends if names[1:] else ())))
            for name in names:
                found[name] |= told
        for name in (node.prefix + name for _, name in node.step.stored()):
            for made in node.names:
                found[name] |= found[made]
    return {name: tuple(told) for name, told in found.items()}


def _literals(atom: Atom) -> Iterator[Scalar]:
    for side in (atom.left, atom.right) if isinstance(atom, Compare) else ():
        for literal in side if isinstance(side, tuple) else (side,):
            if not isinstance(literal, Ref):
                yield literal


def _compared(prompt: Prompt, node: Node, told: Told) -> Iterator[Value]:
    """The literals as answers: numbers with their neighbours, words singly and together."""
    match prompt:
        case Rate(low=low, high=high):
            numbers = (int(n) for n in told[node.id] if not isinstance(n, str))
            near = (number + step for number in numbers for step in (-1, 0, 1))
            yield from (number for number in near if low <= number <= high)
        case Write():
            yield from _words(told[node.id])
        case Gather(at_least=at_least, at_most=at_most):
            for words in _some(_words(told[node.id])[:at_most]):
                things = (f"thing {n}" for n in range(1, at_least + 1))
                others = [thing for thing in things if thing not in words]
                yield *words, *others[: max(at_least - len(words), 0)]
        case Pick(at_least=at_least, at_most=at_most):
            words = _words(told[node.id]) if told.get(node.id) else ()
            listed = tuple(o.value for o in prompt.options if o.value in words)[:at_most]
            yield from (some for some in _some(listed) if at_least <= len(some))
            if prompt.other and at_least <= 1:
                yield from (prompt.accept((word,)) for word in words)
        case Fill(blanks=blanks):
            for blank in blanks:
                for word in _words(told[f"{node.id}_{blank.name}"]):
                    yield tuple((b.name, word if b is blank else "a few words") for b in blanks)
        case _:
            pass


def _words(literals: tuple[Scalar, ...]) -> tuple[str, ...]:
    return tuple(
        word for word in literals if isinstance(word, str) and word == written(word).strip() != ""
    )


def _some(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """All of them, each alone, and all but each."""
    if words:
        yield words
        yield from ((word,) for word in words)
        yield from (words[:n] + words[n + 1 :] for n in range(len(words)) if len(words) > 2)
