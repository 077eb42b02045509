"""Answers worth trying at a prompt: one of every kind that a script can tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rsense.core.engine import Session
from rsense.core.expressions.conditions import Atom, Compare, Ref, Scalar, names_of
from rsense.core.prompts import SKIPPED, Fill, Gather, Pick, Prompt, Rate, Read, Skip, Value, Write
from rsense.core.script.compile import PlacedStep, Script
from rsense.core.steps import AskingStep
from rsense.core.values import normalise

Literals = Mapping[str, tuple[Scalar, ...]]
"""By name, the literals that its answer is compared with."""


def sample_answers(session: Session, literals: Literals) -> Iterator[Value | Skip]:
    """Answers to what is asked now, each once; none when the session is complete.

    What the prompt offers, what conditions compare its answer with, and skipping where allowed.
    Made one at a time: there can be thousands.
    """
    prompt = session.state.prompt
    if prompt is None:
        return
    node = session.script.nodes[session.state.at]
    yielded: set[Value] = set()
    for values in (prompt.samples(), _compared(prompt, node, literals)):
        for value in values:
            if value not in yielded:
                yielded.add(value)
                yield value
    step = node.step
    if isinstance(step, AskingStep) and not step.must_answer and not isinstance(prompt, Read):
        yield SKIPPED


def carried_samples(script: Script, literals: Literals) -> Iterator[dict[str, Value]]:
    """What a follow-up may carry to a script, one of every kind that it can tell apart."""
    samples: dict[str, list[Value]] = {}
    for one in script.head.givens:
        words = _words(literals[one.name])
        match one.kind:
            case "number":
                numbers = [int(n) for n in literals[one.name] if not isinstance(n, str)]
                near = [number + step for number in numbers for step in (-1, 0, 1)]
                within = (n for n in near if one.low <= n <= one.high)
                samples[one.name] = [*dict.fromkeys((one.low, one.high, *within))]
            case "text":
                samples[one.name] = ["a few words", *words]
            case "list":
                samples[one.name] = [("thing 1",), *_some(words)]
    for n in range(max(map(len, samples.values()), default=0)):
        yield {name: some[n % len(some)] for name, some in samples.items()}


def compared_literals(script: Script) -> Literals:
    """By name, every literal that its answer, or an answer made of it, is compared with."""
    found: dict[str, dict[Scalar, None]] = {name: {} for name in script.names}
    for door in script.head.doors:
        for atom in () if door.when is None else door.when.atoms:
            for name in names_of(atom):
                found[name] |= dict.fromkeys(literals_of(atom))
    for node in reversed(script.nodes):
        for atom in () if node.step.when is None else node.step.when.atoms:
            names = [node.prefix + name for name in names_of(atom)]
            ends = [end for n in names for end in (script.names[n].low, script.names[n].high)]
            compared = dict.fromkeys((*literals_of(atom), *(ends if names[1:] else ())))
            for name in names:
                found[name] |= compared
        for name in (node.prefix + name for _, name in node.step.quoted_names()):
            for made in node.names:
                found[name] |= found[made]
    return {name: tuple(literals) for name, literals in found.items()}


def literals_of(atom: Atom) -> Iterator[Scalar]:
    """Numbers and texts that one comparison names; none for a bare name."""
    for side in (atom.left, atom.right) if isinstance(atom, Compare) else ():
        for literal in side if isinstance(side, tuple) else (side,):
            if not isinstance(literal, Ref):
                yield literal


def _compared(prompt: Prompt, node: PlacedStep, literals: Literals) -> Iterator[Value]:
    """The literals as answers: numbers with their neighbours, words singly and together."""
    match prompt:
        case Rate(low=low, high=high):
            numbers = (int(n) for n in literals[node.id] if not isinstance(n, str))
            near = (number + step for number in numbers for step in (-1, 0, 1))
            yield from (number for number in near if low <= number <= high)
        case Write():
            yield from _words(literals[node.id])
        case Gather(at_least=at_least, at_most=at_most):
            for words in _some(_words(literals[node.id])[:at_most]):
                things = (f"thing {n}" for n in range(1, at_least + 1))
                others = [thing for thing in things if thing not in words]
                yield *words, *others[: max(at_least - len(words), 0)]
        case Pick(at_least=at_least, at_most=at_most):
            words = _words(literals[node.id]) if literals.get(node.id) else ()
            named = frozenset(words)
            listed = tuple(o.value for o in prompt.options if o.value in named)[:at_most]
            yield from (some for some in _some(listed) if at_least <= len(some))
            if prompt.other and at_least <= 1:
                yield from (prompt.accept((word,)) for word in words)
        case Fill(blanks=blanks):
            for blank in blanks:
                for word in _words(literals[f"{node.id}_{blank.name}"]):
                    yield tuple((b.name, word if b is blank else "a few words") for b in blanks)
        case _:
            pass


def _words(literals: tuple[Scalar, ...]) -> tuple[str, ...]:
    return tuple(
        word for word in literals if isinstance(word, str) and word == normalise(word).strip() != ""
    )


def _some(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """All of them, each alone, and all but each."""
    if words:
        yield words
        yield from ((word,) for word in words)
        yield from (words[:n] + words[n + 1 :] for n in range(len(words)) if len(words) > 2)
