"""Ways through a walked script: how long they are, and the shortest answers to a place. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec.structs import astuple

from rsense.core.engine import Session, answer
from rsense.core.prompts import Fill, Gather, Pace, Pick, Prompt, Rate, Read, Sort, Write
from rsense.core.records import Reply
from rsense.core.walker.walk import Move, Walk

WORDS_A_MINUTE = 200
"""Reading slowly, as somebody upset does."""
SECONDS_TO_ANSWER: Mapping[type[Prompt], int] = {
    Read: 0,
    Rate: 5,
    Pick: 10,
    Sort: 30,
    Gather: 60,
    Fill: 60,
    Write: 30,
}
"""A guess at the time for one answer, beside reading it; ten seconds for anything else."""
MANY_LINES = 90
"""The same for a page of free text."""


class Extent(msgspec.Struct, frozen=True):
    questions: float = 0
    words: float = 0
    minutes: float = 0

    def plus(self, other: Extent) -> Extent:
        return Extent(*map(sum, zip(astuple(self), astuple(other))))


def extent_of(session: Session) -> Extent:
    """How long it takes to read and answer what is shown."""
    prompt = session.state.prompt
    if prompt is None:
        return Extent()
    words = len(prompt.text.split())
    if isinstance(prompt, Pick):
        words += sum(len(one.label.split()) + len(one.hint.split()) for one in prompt.options)
    seconds: float = SECONDS_TO_ANSWER.get(type(prompt), 10)
    if isinstance(prompt, Write) and prompt.many_lines:
        seconds = MANY_LINES
    if isinstance(prompt, Pace):
        seconds = prompt.seconds
    asked = not isinstance(prompt, Read | Pace)
    return Extent(asked, words, words / WORDS_A_MINUTE + seconds / 60)


class Way(NamedTuple):
    """Answers from a beginning on."""

    begin: int = 0
    """The state that it begins in: there is one for each sample of what is given."""
    replies: tuple[Reply, ...] = ()


class Ways:
    """A walk as a graph: states, and the answers between them."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.script = walk.sessions[0].script
        self.onward: list[list[Move]] = [[] for _ in walk.sessions]
        for move in walk.moves:
            self.onward[move.start].append(move)
        self.begins = [n for n, one in enumerate(walk.sessions) if not one.replies]

    def step(self, state: int) -> str:
        """The id of the step that is asked in a state; empty at the end."""
        return self.walk.sessions[state].step

    def played(self, way: Way) -> Session:
        """The session that these answers make."""
        session = self.walk.sessions[way.begin]
        for reply in way.replies:
            session = answer(session, reply.value)
        return session

    def extents(self) -> tuple[Extent, Extent]:
        """The shortest and the longest way, each of the three measures by itself."""
        shortest: dict[int, Extent] = {}
        longest: dict[int, Extent] = {}
        for state in last_first(self.begins, self.onward):
            here = extent_of(self.walk.sessions[state])
            ends = [move.end for move in self.onward[state] if move.end in shortest]
            shortest[state] = here.plus(_each(min, (shortest[end] for end in ends)))
            longest[state] = here.plus(_each(max, (longest[end] for end in ends)))
        begun = self.begins
        return _each(min, (shortest[n] for n in begun)), _each(max, (longest[n] for n in begun))

    def shortest(
        self,
        found: Callable[[int, Hashable], bool],
        mark: Hashable = None,
        marked: Callable[[Move, Hashable], Hashable] = lambda _, mark: mark,
        taken: Callable[[Move], bool] = lambda _: True,
    ) -> Iterator[Way]:
        """Answers that lead to a state and mark that are `found`, the fewest first.

        A mark is what a way carries that states don't tell apart, such as a number said before;
        `marked` gives that behind a move. Only moves that may be `taken` are.
        """
        came: dict[tuple[int, Hashable], tuple[tuple[int, Hashable], Move] | None]
        came = {(begin, mark): None for begin in self.begins}
        waiting = deque(came)
        while waiting:
            place = waiting.popleft()
            if found(*place):
                yield self._way(came, place)
            for move in self.onward[place[0]]:
                onward = (move.end, marked(move, place[1]))
                if onward not in came and taken(move):
                    came[onward] = place, move
                    waiting.append(onward)

    def _way(
        self,
        came: Mapping[tuple[int, Hashable], tuple[tuple[int, Hashable], Move] | None],
        place: tuple[int, Hashable],
    ) -> Way:
        answers: list[Reply] = []
        while (before := came[place]) is not None:
            place, move = before
            answers.append(Reply(self.step(move.start), move.value))
        return Way(place[0], tuple(reversed(answers)))


def last_first(begins: Iterable[int], onward: Sequence[Iterable[Move]]) -> Iterator[int]:
    """Every state, after those behind it: jumps are counted, so no way is a circle. `onward` has
    the answers that lead on from each."""
    seen: set[int] = set()
    waiting = [(begin, False) for begin in begins]
    while waiting:
        state, done = waiting.pop()
        if done:
            yield state
        elif state not in seen:
            seen.add(state)
            waiting.append((state, True))
            waiting += ((move.end, False) for move in onward[state])


def _each(best: Callable[[Iterable[float]], float], extents: Iterable[Extent]) -> Extent:
    columns = [*zip(*map(astuple, extents))]
    return Extent(*map(best, columns)) if columns else Extent()
