"""Vocabularies: families of words to choose from, such as feelings or body signals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from rsense.core.fold import fold
from rsense.core.options import HelpKind, Option


class Word(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    value: str
    label: str = ""
    hint: str = ""
    retired: bool = False
    """Offered no longer, still known: words are retired, never deleted."""
    people: HelpKind | None = None
    """Nobody should be alone with it: people to call about this are shown once it is logged."""

    @property
    def text(self) -> str:
        return self.label or self.value


class Family(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    label: str
    words: tuple[Word, ...]


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: int = 1
    family: tuple[Family, ...] = ()

    def options(self) -> Iterator[Option]:
        """Words to offer, grouped by family; retired ones are left out."""
        for family in self.family:
            for word in family.words:
                if not word.retired:
                    yield Option(word.value, word.text, word.hint, family.label)

    def joined(self, own: Vocabulary | None) -> Vocabulary:
        """These words, then a person's own that are not among them."""
        if own is None:
            return self
        known = {fold(word.value) for word in self.words()}
        families = (
            Family(
                label=family.label,
                words=tuple(word for word in family.words if fold(word.value) not in known),
            )
            for family in own.family
        )
        return Vocabulary(family=(*self.family, *(family for family in families if family.words)))

    def translated(self, other: Vocabulary) -> Vocabulary:
        """These words with labels, hints and families of another list; all else stays as it is.

        Raises ValueError where a word is in one of both lists only.
        """
        known = {word.value: word for word in self.words()}
        if differ := {*known} ^ {*other.values()}:
            raise ValueError(f"only one of both files has {min(differ)}")
        families = (
            Family(
                label=family.label,
                words=tuple(
                    replace(known[word.value], label=word.label, hint=word.hint)
                    for word in family.words
                ),
            )
            for family in other.family
        )
        return Vocabulary(family=tuple(families))

    def words(self) -> Iterator[Word]:
        """Every word, retired ones too."""
        return (word for family in self.family for word in family.words)

    def values(self) -> tuple[str, ...]:
        """Every value ever offered, retired ones too."""
        return tuple(word.value for word in self.words())


Vocabularies = Mapping[str, Vocabulary]


def match_terms(typed: str, words: Iterable[Word]) -> list[Word]:
    """Words that the typed one can stand for: the exact word, else those that begin with it.

    Compared by `fold`. Retired words count only when they are spelled out.
    """
    wanted = " ".join(fold(typed).split())
    named = [(word, {fold(word.value), fold(word.text)}) for word in words]
    exact = [word for word, names in named if wanted in names]
    if exact or not wanted:
        return exact[:1]
    return [
        word
        for word, names in named
        if not word.retired and any(name.startswith(wanted) for name in names)
    ]
