"""Somebody who does an exercise over a pseudo terminal, as far as a moment that chance picks."""

from __future__ import annotations

import contextlib
import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from rsense.core.steps.shelve import KEEP_ONE
from rsense.tui.enter_guard import MOMENT
from tests.faults.pseudo import Running
from tests.tui.stage import HEAD
from tests.tui.terminal import STARTING

QUESTIONS = 6
KEEPING, LOOK_OVER, END = QUESTIONS, QUESTIONS + 1, QUESTIONS + 2
SCRIPT = (
    HEAD
    + "".join(
        f'[[step]]\nid = "q{n}"\nkind = "ask"\ntext = "Question {n}, please."\n'
        for n in range(QUESTIONS)
    )
    + 'keep = "balanced"\n'
)
STEPS = (*(f"q{n}" for n in range(QUESTIONS)), "exercise.keep")
STOPS = (
    *(f"Question {n}, please." for n in range(QUESTIONS)),
    KEEP_ONE[:30],
    "That's all of it.",
    "Kept. You can look back",
)
"""What comes one after the other; each is shown when what was said before it is safe."""
HALF = "half-of-an-answer-that-goes-on"
"""Without spaces: one at its end is nothing to look for on a screen, and no part of an answer."""
MEANT = MOMENT + 0.05
"""Seconds after which a key is meant for what is shown."""
AFTER_A_KEY = 0.15


@dataclass(frozen=True)
class Face:
    """Screens or lines: how they are asked for, and which keys do what."""

    words: tuple[str, ...]
    card: str
    """Keeps the card."""
    offer: str
    """What is said where there is something to go on with."""
    go_on: str
    """Keys that take the offer; none on screens, which go on by themselves."""
    drafts: bool
    """An answer is kept as it is written, not only once it is there."""
    whole: float
    """Seconds that a whole sitting takes about, from its start to its end."""


FACES = {
    "screens": Face((), "\r", "You're going on where you left off", "", drafts=True, whole=3.5),
    "lines": Face(("--plain",), "1\r", "You were half way through", "1\r", drafts=False, whole=2.5),
}


class Now(Exception):
    """The moment has come."""


@dataclass
class Person:
    """What somebody typed, and what they were shown."""

    running: Running
    face: Face
    chance: random.Random
    at: int = 0
    """The stop that was shown last, or is to come."""
    sent: int = 0
    """Stops that were answered, whether that was taken or not."""
    begun: list[tuple[float, str]] = field(default_factory=list)
    """What was typed of an answer to the stop they are at, and when."""
    deadline: float = math.inf

    @property
    def accepted(self) -> int:
        """How many stops were answered so that the next one came to the terminal."""
        return max((n for n, words in enumerate(STOPS) if self.was_shown(words)), default=0)

    def was_shown(self, words: str) -> bool:
        return words.encode() in self.running.bytes

    def idle(self, seconds: float) -> None:
        """Look on for a while. Raises Now."""
        end = min(time.monotonic() + seconds, self.deadline)
        while (left := end - time.monotonic()) > 0:
            self.running.listen(min(left, 0.02))
        if end == self.deadline:
            raise Now

    def see(self, *words: str) -> str:
        """Wait until one of these was shown; which one."""
        end = time.monotonic() + STARTING
        while time.monotonic() < end:
            for one in words:
                if self.was_shown(one):
                    return one
            self.idle(0.005)
        raise AssertionError(f"{words} never came: {self.running.screen}")

    def come_to(self, stop: int, before: Callable[[int], None] | None = None) -> None:
        """Answer all that comes before a stop, and see it. Raises Now."""
        for n in range(self.at, stop):
            self._see(n)
            (before or self.answer)(n)
        self._see(stop)

    def _see(self, stop: int) -> None:
        self.see(STOPS[stop])
        if stop != self.at:
            self.at, self.begun = stop, []

    def write(self, words: str, *, slowly: bool = False) -> None:
        """Type words, no Enter. Raises Now."""
        for part in words if slowly else (words,):
            before = self.begun[-1][1] if self.begun else ""
            self.running.type(part)
            self.begun.append((time.monotonic(), before + part))
            if slowly:
                self.idle(self.chance.uniform(0.005, 0.06))

    def answer(self, stop: int, *, slowly: bool = False) -> None:
        """Answer the stop that is shown."""
        keys = "\r"
        if stop < QUESTIONS:
            self.write(f"Answer_{stop}", slowly=slowly)
        else:
            self.idle(MEANT)
            keys = self.face.card if stop == KEEPING else "\r"
        self.sent = stop + 1
        self.running.type(keys)

    def agree(self) -> None:
        """Take what is there already."""
        self.idle(MEANT)
        self.sent = self.at + 1
        self.running.type("\r")


def _somewhere(person: Person) -> None:
    person.come_to(person.chance.randrange(QUESTIONS))


def _at_the_start(person: Person) -> None:
    person.idle(person.chance.uniform(0, 0.6))


def _as_it_comes(person: Person) -> None:
    """The first that is written to the terminal is that its screen is taken."""
    while not person.running.bytes:
        person.idle(0.002)
    person.idle(person.chance.uniform(0, 0.05))


def _before_an_answer(person: Person) -> None:
    _somewhere(person)
    person.idle(person.chance.uniform(0, 0.3))


def _half_way_through_words(person: Person) -> None:
    _somewhere(person)
    person.deadline = time.monotonic() + person.chance.uniform(0, 1.7)
    with contextlib.suppress(Now):
        person.write(HALF, slowly=True)
        person.idle(2)


def _as_a_draft_is_saved(person: Person) -> None:
    _somewhere(person)
    person.write(HALF)
    person.idle(person.chance.uniform(0.7, 1.2))


def _between_two_questions(person: Person) -> None:
    _somewhere(person)
    person.answer(person.at)
    person.idle(person.chance.uniform(0, AFTER_A_KEY))


def _as_a_card_is_kept(person: Person) -> None:
    person.come_to(KEEPING)
    if person.chance.random() < 0.6:
        person.answer(KEEPING)
    person.idle(person.chance.uniform(0, AFTER_A_KEY))


def _at_the_look_over(person: Person) -> None:
    person.come_to(LOOK_OVER)
    person.idle(person.chance.uniform(0, 0.4))


def _as_it_is_finished(person: Person) -> None:
    person.come_to(LOOK_OVER)
    person.answer(LOOK_OVER)
    person.idle(person.chance.uniform(0, AFTER_A_KEY))


def _at_its_end(person: Person) -> None:
    person.come_to(END)
    person.idle(person.chance.uniform(0, 0.2))


def _at_any_moment(person: Person) -> None:
    person.deadline = time.monotonic() + person.chance.uniform(0, person.face.whole)
    with contextlib.suppress(Now):
        person.come_to(END, lambda stop: person.answer(stop, slowly=True))
        person.idle(person.face.whole)


START, COMES, FINISHING, FINISHED, ANY = (
    "at the very start",
    "as it comes on the screen",
    "as it is finished",
    "at its end",
    "at any moment",
)
PLACES: dict[str, Callable[[Person], None]] = {
    START: _at_the_start,
    COMES: _as_it_comes,
    "before an answer": _before_an_answer,
    "half way through words": _half_way_through_words,
    "as a draft is saved": _as_a_draft_is_saved,
    "between two questions": _between_two_questions,
    "as a card is kept": _as_a_card_is_kept,
    "at the look-over": _at_the_look_over,
    FINISHING: _as_it_is_finished,
    FINISHED: _at_its_end,
    ANY: _at_any_moment,
}
