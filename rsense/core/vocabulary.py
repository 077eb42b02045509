"""Vocabularies: families of words to choose from, such as feelings or body signals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from rsense.core.fold import fold
from rsense.core.prompts import Option


class Word(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    value: str
    label: str = ""
    hint: str = ""
    retired: bool = False
    """Offered no longer, still known: words are retired, never deleted."""


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
                    yield Option(word.value, word.label or word.value, word.hint, family.label)

    def joined(self, own: Vocabulary | None) -> Vocabulary:
        """These words, then a person's own that are not among them."""
        if own is None:
            return self
        known = {fold(value) for value in self.values()}
        families = (
            Family(
                label=family.label,
                words=tuple(word for word in family.words if fold(word.value) not in known),
            )
            for family in own.family
        )
        return Vocabulary(family=(*self.family, *(family for family in families if family.words)))

    def values(self) -> tuple[str, ...]:
        """Every value ever offered, retired ones too."""
        return tuple(word.value for family in self.family for word in family.words)


Vocabularies = Mapping[str, Vocabulary]
