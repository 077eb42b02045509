"""Walking a script without a person: every branch, for the checker and the tests."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from msgspec.structs import replace

from rsense.core.conditions import Atom, Compare, Ref, Scalar, names_of
from rsense.core.engine import Session, answer, begin
from rsense.core.layout import Node, Script
from rsense.core.places import Been, Places
from rsense.core.problems import Problem
from rsense.core.prompts import SKIPPED, Gather, Pick, Prompt, Rate, Read, Skip, Value, Write
from rsense.core.shelves import SHELVES, Shelves
from rsense.core.state import State, after
from rsense.core.steps import Asking

MOST_WORK = 500_000
"""What walking may cost, in units of a quarter of a microsecond or so. It is counted and not
measured: what can be walked on one machine can be walked on every one."""

_AN_ANSWER, _A_SAMPLE, _AN_ATOM = 60, 35, 4

FULL_SHELVES: Shelves = dict.fromkeys(SHELVES, ("a card",))
"""With a card to recall, and the choice not to, both ways behind a recall are walked."""


class TooManyWalks(Exception):
    """The script branches more than can be walked."""


def walks(script: Script, shelves: Shelves | None = None) -> Iterator[Session]:
    """Sessions that together take every kind of answer in every place reached.

    Yields each walk at its end, or where it meets one already walked. Raises TooManyWalks.
    """
    places = Places(script)
    work = _Work(places)
    samples = _Samples(script, places, work)
    start = begin(script, shelves)
    pending, been = [start], Been()
    been.add(places.of(start.state))
    while pending:
        session = pending.pop()
        if session.complete:
            yield session
        for value in samples.of(session.state):
            onward = answer(session, value)
            work.spend(_AN_ANSWER + len(script.nodes) - session.state.at + _size(onward))
            if been.add(places.of(onward.state)):
                pending.append(onward)
            else:
                yield onward


def walk_problems(script: Script, file: str) -> Iterator[Problem]:
    """What only walking shows."""
    try:
        for _ in walks(script, FULL_SHELVES):
            pass
    except TooManyWalks:
        what = "there are more ways through it than can be walked"
        advice = "fewer conditions, jumps or options, or two exercises"
        yield Problem(file, 1, 1, "", what, advice)


class _Work:
    """What walking has cost so far."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._spent = 0

    def spend(self, units: int) -> None:
        """Raises TooManyWalks."""
        self._spent += units
        if self._spent + self._places.looked_at * _AN_ATOM > MOST_WORK:
            raise TooManyWalks


def _size(session: Session) -> int:
    """What it takes to make the prompt that a session has come to."""
    at, nodes = session.state.at, session.script.nodes
    texts = nodes[at].step.texts() if at < len(nodes) else ()
    return 2 * sum(len(text.pieces) for _, text in texts) + _options(session.state.prompt)


def _options(prompt: Prompt | None) -> int:
    return len(prompt.options) if isinstance(prompt, Pick) else 0


class _Samples:
    """What to answer where: of every kind of answer, one."""

    def __init__(self, script: Script, places: Places, work: _Work) -> None:
        self._script = script
        self._places = places
        self._work = work
        self._literals: dict[str, list[Scalar]] = {}
        """By name, what conditions compare it with."""
        self._last: dict[int, tuple[Prompt, tuple[Value | Skip, ...]]] = {}
        """By node, its prompt but for its words, and samples: mostly they stay the same."""
        for node in script.nodes:
            for atom in () if node.step.when is None else node.step.when.atoms:
                for name in names_of(atom):
                    self._literals.setdefault(node.prefix + name, []).extend(_literals(atom))

    def of(self, state: State) -> tuple[Value | Skip, ...]:
        at, prompt = state.at, state.prompt
        if prompt is None:
            return ()
        asked = replace(prompt, text="")
        if at not in self._last or self._last[at][0] != asked:
            self._last[at] = asked, tuple(self._different(at, prompt))
        return self._last[at][1]

    def _different(self, at: int, prompt: Prompt) -> Iterator[Value | Skip]:
        alone, seen = State(at, prompt=prompt), set[Hashable]()
        for value in self._all(self._script.nodes[at], prompt):
            self._work.spend(_A_SAMPLE + _options(prompt))
            kind = self._places.kind(after(self._script, alone, value))
            if kind not in seen:
                seen.add(kind)
                yield value

    def _all(self, node: Node, prompt: Prompt) -> Iterator[Value | Skip]:
        """What the prompt offers, and what any condition compares its answer with."""
        literals = tuple(dict.fromkeys(self._literals.get(node.id, ())))
        yield from dict.fromkeys((*prompt.samples(), *_compared(prompt, literals)))
        step = node.step
        if isinstance(step, Asking) and not step.must_answer and not isinstance(prompt, Read):
            yield SKIPPED


def _literals(atom: Atom) -> Iterator[Scalar]:
    for side in (atom.left, atom.right) if isinstance(atom, Compare) else ():
        for literal in side if isinstance(side, tuple) else (side,):
            if not isinstance(literal, Ref):
                yield literal


def _compared(prompt: Prompt, literals: tuple[Scalar, ...]) -> Iterator[Value]:
    """The literals as answers: numbers with their neighbours, words singly and together."""
    words = tuple(dict.fromkeys(w for w in literals if isinstance(w, str) and w == w.strip() != ""))
    match prompt:
        case Rate(low=low, high=high):
            numbers = (int(n) for n in literals if not isinstance(n, str))
            near = (number + step for number in numbers for step in (-1, 0, 1))
            yield from (number for number in near if low <= number <= high)
        case Write():
            yield from words
        case Gather(at_least=at_least, at_most=at_most) if at_least <= len(words):
            yield words[:at_most]
        case Pick(at_least=at_least, at_most=at_most):
            together = tuple(o.value for o in prompt.options if o.value in words)[:at_most]
            if at_least <= len(together):
                yield together
            if prompt.other and at_least <= 1:
                yield from (prompt.accept((word,)) for word in words)
        case _:
            pass
