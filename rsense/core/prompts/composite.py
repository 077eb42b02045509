"""Prompts with several parts: a choice, a list, a sorting, a sentence with gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from unicodedata import normalize

import msgspec

from rsense.core.fold import fold
from rsense.core.options import Option
from rsense.core.prompts.simple import Write
from rsense.core.stored_text import is_blank, stored_text
from rsense.core.values import (
    MOST_ITEMS,
    Refused,
    join_limited,
    normalise,
    number_of,
    pairs_of,
    strip_full_stop,
)

_JOINED = re.compile(r"\A(?:and|or)\s+(?=\S)", re.IGNORECASE)
"""What joins the last of several words, as in “left out, and furious”."""


class Pick(msgspec.Struct, frozen=True):
    """One or several from a list. Its answer is the values picked, in the list's order,
    then the person's own words."""

    text: str
    options: tuple[Option, ...]
    at_least: int = 1
    at_most: int = 1
    other: bool = False
    """True if own words are accepted too."""
    default: str = ""
    """Value that an empty line takes, or empty."""

    @property
    def marks(self) -> bool:
        """True if options are marked before going on: there may be several, or none."""
        return self.at_most > 1 or self.at_least == 0

    def accept(self, value: object) -> tuple[str, ...]:
        if not isinstance(value, tuple) or not all(isinstance(word, str) for word in value):
            raise Refused("Pick from the list.")
        words = dict.fromkeys(self._settled(value))
        known = [option.value for option in self.options]
        own = tuple(word for word in words if word and word not in known)
        if own and not self.other:
            raise Refused(f"Not on the list: {strip_full_stop(', '.join(own), '.')}.")
        picked = tuple(value for value in known if value in words) + own
        if len(picked) < self.at_least:
            if self.at_least > 1:
                raise Refused(f"Pick at least {self.at_least}.")
            raise Refused("Pick one, whichever comes closest.")
        if len(picked) > self.at_most:
            raise Refused(f"That's more than {self.at_most}. Which matters most?")
        return picked

    def _settled(self, words: Iterable[str]) -> Iterator[str]:
        """Values of the options that words name: an exact value wins over one in other case, and
        that over a label. Own words stay, as they are stored."""
        values = {option.value for option in self.options}
        named: dict[str, str] = {}
        for word in words:
            if word in values:
                yield word
                continue
            if not named:
                named = {fold(o.label.strip()): o.value for o in reversed(self.options)}
                named |= {fold(o.value.strip()): o.value for o in reversed(self.options)}
            own = normalise(word).strip()
            yield named.get(fold(own), own) if own else own

    def label(self, value: str) -> str:
        """Label of an option; own words are their own label."""
        return next((o.label for o in self.options if o.value == value), value)

    @property
    def numbered(self) -> bool:
        """True if a frontend may show numbers beside the options, and take them for an answer.

        Not if one has its own key, or is a number itself: "1" could be the first one, or that one.
        """
        return not self.keyed and not any(_bare(o.label).isnumeric() for o in self.options)

    @property
    def keyed(self) -> bool:
        """True if options have keys of their own, each of which picks at once."""
        return any(option.key for option in self.options)

    def at_key(self, key: str) -> Option | None:
        """The option that a key picks, in either case."""
        return next((o for o in self.options if o.key and fold(o.key) == fold(key)), None)

    def parse(self, line: str) -> tuple[str, ...]:
        """Labels, or the numbers beside them; several are separated by commas or lines, numbers by
        spaces too. Anything else is own words.

        Values, which no list shows, come last.
        """
        if option := self.at_key(line.strip()):
            return self.accept((option.value,))
        if found := self._labelled(line) or (not line.strip() and self.default):
            return self.accept((found,))
        words: list[str] = []
        parts = line.replace("\n", ",").split(",") if self.at_most > 1 else [line]
        for part in filter(None, (part.strip() for part in parts)):
            joined = words and "\n" not in line and not self._labelled(part)
            words += self._named(_JOINED.sub("", part) if joined else part)
        return self.accept(tuple(words))

    def _named(self, part: str) -> list[str]:
        """Values of the options that a part of a line names, else the part itself."""
        if found := self._labelled(part):
            return [found]
        if not self.numbered:
            several = [self._labelled(word) for word in part.split()]
            return [value for value in several if value] if all(several) else [part]
        numbers = [number_of(word) for word in part.split()]
        past_the_end = (number_of(part) or 0) > len(self.options)
        if None in numbers or (past_the_end and any(o.value == part for o in self.options)):
            return [part]
        return [self._at(number) for number in numbers if number is not None]

    def _labelled(self, typed: str) -> str | None:
        """Value of the option with this label; a number also matches without its marks."""
        own = typed.strip()
        called = {o.label.strip().casefold(): o.value for o in reversed(self.options)}
        called |= {o.label.strip(): o.value for o in reversed(self.options)}
        found = called.get(own, called.get(own.casefold()))
        if found or self.numbered or not _bare(own).isnumeric():
            return found
        bare = [o.value for o in self.options if _bare(o.label) == _bare(own)]
        return bare[0] if len(bare) == 1 else None

    def _at(self, number: int) -> str:
        if not 1 <= number <= len(self.options):
            raise Refused(f"The list goes from 1 to {len(self.options)}.")
        return self.options[number - 1].value

    def samples(self) -> Iterator[tuple[str, ...]]:
        values = tuple(option.value for option in self.options)
        if self.at_least == 0:
            yield ()
        if self.at_least <= 1 <= self.at_most:
            yield from ((value,) for value in values)
        if self.at_most > 1 and len(values) >= max(self.at_least, 2):
            yield values[: self.at_most]
        if self.other:
            count = max(self.at_least, 1)
            words = [f"own words {n}" for n in range(1, count + 2 * len(values) + 1)]
            own = (word for word, kept in zip(words, self._settled(words)) if word == kept)
            yield tuple(islice(own, count))


def _bare(label: str) -> str:
    """A label without its marks: `10 %` and `(１０)` read as the number 10."""
    return "".join(filter(str.isalnum, normalize("NFKC", label)))


class Gather(msgspec.Struct, frozen=True):
    """A list, one item at a time. Its answer is the items, in order, each once."""

    text: str
    at_least: int = 1
    at_most: int = MOST_ITEMS
    cues: tuple[str, ...] = ()
    """Text beside the first, second, ... item."""
    example: str = ""

    def accept(self, value: object) -> tuple[str, ...]:
        if not isinstance(value, tuple):
            raise Refused("A list, please: one thing at a time.")
        said: dict[str, str] = {}
        for item in map(normalise, value):
            said.setdefault(item.strip(), item)
        items = tuple(item for item in said.values() if not is_blank(item))
        if len(items) < self.at_least:
            if self.at_least == 1:
                raise Refused("One is enough.")
            raise Refused(f"It takes at least {self.at_least} here.")
        if len(items) > self.at_most:
            raise Refused(f"There's room for {self.at_most} at most.")
        return items

    def parse(self, text: str) -> tuple[str, ...]:
        """One item a line."""
        return self.accept(tuple(stored_text(text).split("\n")))

    def samples(self) -> Iterator[tuple[str, ...]]:
        counts = {self.at_least, max(self.at_least, min(2, self.at_most))}
        for count in sorted(counts):
            yield tuple(f"thing {n}" for n in range(1, count + 1))


class Sort(msgspec.Struct, frozen=True):
    """Put each item in a bin. Its answer is (item, bin value), in the items' order."""

    text: str
    items: tuple[str, ...]
    bins: tuple[Option, ...]

    def accept(self, value: object) -> tuple[tuple[str, str], ...]:
        placed = dict(pairs_of(value))
        known = {bin.value for bin in self.bins}
        if missing := [item for item in self.items if placed.get(item) not in known]:
            raise Refused(f"Not sorted yet: “{missing[0]}”.")
        return tuple((item, placed[item]) for item in self.items)

    def parse(self, text: str) -> tuple[tuple[str, str], ...]:
        """One bin a line, by number or label, in the items' order."""
        lines = text.split("\n")
        if len(lines) < len(self.items):
            raise Refused(f"Not sorted yet: “{self.items[len(lines)]}”.")
        picks = (question.parse(line)[0] for question, line in zip(self.questions(), lines))
        return self.accept(tuple(zip(self.items, picks)))

    def questions(self) -> tuple[Pick, ...]:
        """One Pick for each item, for a frontend that asks one thing at a time."""
        return tuple(Pick(item, self.bins) for item in self.items)

    def samples(self) -> Iterator[tuple[tuple[str, str], ...]]:
        for bin in self.bins:
            yield tuple((item, bin.value) for item in self.items)
        if len(self.items) > 1:
            turns = [self.bins[n % len(self.bins)].value for n in range(len(self.items))]
            yield tuple(zip(self.items, turns))


class Blank(msgspec.Struct, frozen=True):
    name: str
    question: str
    starter: str = ""
    example: str = ""


class Gap(msgspec.Struct, frozen=True):
    """Place of a blank in a template."""

    name: str


class Fill(msgspec.Struct, frozen=True):
    """A sentence with gaps. Its answer is (blank, words), in the blanks' order."""

    text: str
    template: tuple[str | Gap, ...]
    blanks: tuple[Blank, ...]
    lint: bool = False

    def accept(self, value: object) -> tuple[tuple[str, str], ...]:
        words = {name: normalise(text) for name, text in pairs_of(value)}
        for blank in self.blanks:
            if is_blank(words.get(blank.name, "")):
                raise Refused(f"One part is still empty: {blank.question}")
        return tuple((blank.name, words[blank.name]) for blank in self.blanks)

    def parse(self, text: str) -> tuple[tuple[str, str], ...]:
        """One blank a line, in order."""
        lines = text.split("\n")
        return self.accept(tuple(zip((blank.name for blank in self.blanks), lines)))

    def questions(self) -> tuple[Write, ...]:
        """One Write for each blank, for a frontend that asks one thing at a time."""
        return tuple(
            Write(blank.question, starter=blank.starter, example=blank.example)
            for blank in self.blanks
        )

    def sentence(self, words: Iterable[tuple[str, str]]) -> str:
        """The sentence so far, with a line where a blank is empty."""
        filled: Mapping[str, str] = {name: said.strip() for name, said in words}
        pieces = (
            piece
            if isinstance(piece, str)
            else strip_full_stop(filled.get(piece.name) or "____", following)
            for piece, following in zip(self.template, (*self.template[1:], ""))
        )
        return join_limited(pieces)

    def samples(self) -> Iterator[tuple[tuple[str, str], ...]]:
        yield tuple((blank.name, "a few words") for blank in self.blanks)
