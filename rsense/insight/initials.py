"""Names of people as initials, wherever they stand. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rsense.core.fold import fold

_ROLES = """
    mum mom mam mother dad father parent parents partner wife husband girlfriend boyfriend fiancé
    fiancée ex sister brother sibling siblings son daughter child children kid kids baby cousin aunt
    uncle niece nephew grandma grandpa gran nan granny grandad granddad grandmother grandfather
    family friend friends colleague colleagues coworker boss manager lead team work school teacher
    therapist doctor gp neighbour neighbor flatmate roommate housemate landlord group everyone
    everybody someone nobody strangers stranger me myself us them class office people date
    dr mr mrs ms prof
    my our the a an and or from at of in on with old new best step in-law
"""
_STAY = frozenset(_ROLES.split())
"""Words that name nobody, so that “mum” and “my sister Anna” stay of use: `my sister A.`"""
_COMMON = """
    art bill chance chase dawn drew faith grace guy hope jack joy mark may miles pat rich rob rose
    sue summer sunny will
"""
_ALSO_WORDS = frozenset(_COMMON.split())
"""Names that are words too: in a sentence they are names with a large letter only."""
_WORD = re.compile(r"[\w\u0300-\u036f]+")
"""Letters, and accents that are written apart."""
_NAME = re.compile(rf"({_WORD.pattern})(?:\.(?!\.))?")
"""A word with its full stop: an initial has one of its own."""


class Initials:
    """The initials of some people, each the same wherever that person is named."""

    def __init__(self, names: Iterable[str]) -> None:
        """`names` in the order in which those who share an initial are numbered: S., S2."""
        self._short: dict[str, str] = {}
        taken: dict[str, int] = {}
        for name in names:
            numbers: dict[str, int] = {}
            for word in _WORD.findall(name):
                key = fold(word)
                if key in self._short or key in _STAY or len(key) < 2 or key.isdecimal():
                    continue
                letter = word[0].upper()
                if letter not in numbers:  # Sam Smith is S. S.
                    taken[letter] = numbers[letter] = taken.get(letter, 0) + 1
                number = numbers[letter]
                self._short[key] = f"{letter}." if number == 1 else f"{letter}{number}."

    def of(self, name: str) -> str:
        """The initials of one of these people; roles such as “mum” stay."""
        return _NAME.sub(lambda found: self._short.get(fold(found[1]), found[0]), name)

    def inside(self, text: str) -> str:
        """The text with the names of these people as initials."""
        return _NAME.sub(self._in_sentence, text)

    def _in_sentence(self, found: re.Match[str]) -> str:
        key = fold(found[1])
        if key in _ALSO_WORDS and not found[1][0].isupper():
            return found[0]
        return self._short.get(key, found[0])
