"""Prompts with one answer: read on, a number, a text, a timed step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from rsense.core.options import HelpKind
from rsense.core.stored_text import is_blank
from rsense.core.values import Paced, Refused, normalise, number_of


class Read(msgspec.Struct, frozen=True):
    """Text to read. Its only answer is None: go on."""

    text: str
    people: HelpKind | None = None
    """Under the text a frontend shows people to call about this."""
    beside: tuple[tuple[str, str], ...] = ()
    """Names of two people and their words, to be shown side by side under the text."""

    @property
    def whole(self) -> str:
        """The text, and under it what stands beside each other."""
        return "\n\n".join((self.text, *(f"{name}:\n{words}" for name, words in self.beside)))

    def accept(self, value: object) -> None:
        if value is not None:
            raise Refused("Nothing to answer here: just go on.")

    def parse(self, line: str) -> None:
        return None

    def samples(self) -> Iterator[None]:
        yield None


class Rate(msgspec.Struct, frozen=True):
    """A number on a scale. Its answer is a whole number from `low` to `high`."""

    text: str
    low: int = 0
    high: int = 10
    low_label: str = ""
    high_label: str = ""

    def accept(self, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise Refused(f"Pick a number from {self.low} to {self.high}. A guess is good enough.")
        if not self.low <= value <= self.high:
            raise Refused(f"The scale goes from {self.low} to {self.high}.")
        return value

    def parse(self, line: str) -> int:
        return self.accept(number_of(line))

    def samples(self) -> Iterator[int]:
        yield from dict.fromkeys((self.low, (self.low + self.high) // 2, self.high))


class Write(msgspec.Struct, frozen=True):
    """Free text. Its answer is the words as they were given."""

    text: str
    many_lines: bool = False
    starter: str = ""
    """Text already in the field, to continue from."""
    example: str = ""
    lint: bool = False
    """True if the text is meant for somebody else: a frontend may show `wording` notes beside it.
    """

    def accept(self, value: object) -> str:
        words = normalise(value)
        if is_blank(words):
            raise Refused("A few words are enough.")
        return words

    def parse(self, line: str) -> str:
        return self.accept(line)

    def samples(self) -> Iterator[str]:
        yield "a few words"


class Moment(msgspec.Struct, frozen=True):
    """A time to come. Its answer is a local time to the minute, such as "2026-12-24 18:00"."""

    HINT: ClassVar[str] = "A day or a time, such as “in 3 days”, “tomorrow 9am” or “24 dec 18:00”."
    """Words that can be read on every day: on a Friday "friday" has two readings."""

    text: str
    now: datetime | None = None
    """The present, by whose zone words such as "friday" are read. Without it only an answer that
    was read before is taken, even if its time has passed since."""

    def accept(self, value: object) -> str:
        from rsense.core.coming_moments import InvalidComing, read_coming

        words = normalise(value).strip()
        try:
            if self.now is not None:
                return f"{read_coming(words, self.now):%Y-%m-%d %H:%M}"
        except InvalidComing as refused:
            raise Refused(str(refused)) from refused
        with suppress(ValueError):
            if f"{datetime.fromisoformat(words):%Y-%m-%d %H:%M}" == words:
                return words
        raise Refused(f"Say when. Try {InvalidComing.examples}.")

    def parse(self, line: str) -> str:
        return self.accept(line)

    def label(self, value: str) -> str:
        """An answer in words: "Thursday 24 December 2026, 18:00"."""
        at = datetime.fromisoformat(value)
        year = "" if self.now and at.year == self.now.year else f" {at.year}"
        return f"{at:%A} {at.day} {at:%B}{year}, {at:%H:%M}"

    def samples(self) -> Iterator[str]:
        yield "2100-01-01 20:00"


Way = Literal["in", "out", "hold"]
"""Direction of a breath."""


class Phase(msgspec.Struct, frozen=True):
    label: str
    seconds: float
    """0.1 to 3600."""
    level: float = 0.0
    """Fullness of the breath at the end of the phase, 0 to 1; a silence stays at 0."""


class Pace(msgspec.Struct, frozen=True):
    """Timed phases to follow, `cycles` times over. Its answer is how far it went."""

    text: str
    phases: tuple[Phase, ...]
    cycles: int = 1
    look: Literal["breath", "timer"] = "breath"
    """A breath rises and falls; a timer runs out. A frontend may show both alike."""
    bell: bool = False

    @property
    def seconds(self) -> float:
        """Length of all cycles, in seconds."""
        return sum(phase.seconds for phase in self.phases) * self.cycles

    @property
    def ways(self) -> tuple[Way, ...]:
        """Direction of the breath in each phase."""
        levels = [phase.level for phase in self.phases]
        before = (levels[-1], *levels)
        return tuple(
            "in" if level > was else "out" if level < was else "hold"
            for was, level in zip(before, levels)
        )

    def accept(self, value: object) -> Paced:
        if not isinstance(value, Paced):
            raise Refused("Press Enter to go on.")
        cycles = max(0, min(value.cycles, self.cycles))
        return Paced(max(0, value.seconds), cycles, finished=cycles == self.cycles)

    def parse(self, line: str) -> Paced:
        """A finished step: it is not typed, so any line means it was followed to its end."""
        return Paced(round(self.seconds), self.cycles, finished=True)

    def samples(self) -> Iterator[Paced]:
        yield self.parse("")
        yield Paced(0, 0, finished=False)
