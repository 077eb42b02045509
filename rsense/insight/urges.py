"""Urges felt, and whether what was done afterwards names them. Pure.

What somebody did is in their own words, so this reads no more than names: an urge counts as acted
on where a part of the sentence has its words and none that turn it round.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from rsense.core.records import Trigger
from rsense.insight.plan_matching import stems
from rsense.insight.triggers import counted, spelled

_PARTS = re.compile(r"[.,;:!?\n]+|\b(?:and|but|then|because|so)\b")
_TURNED_ROUND = """
    not instead without rather almost nearly resisted resist wanted want tempted urge felt
    stopped stop avoided avoid
"""
_AROUND = frozenset(_TURNED_ROUND.split())


class UrgeCount(NamedTuple):
    """In how many notes an urge was felt, and what these say of what was done."""

    label: str
    felt: int
    acted: int
    """What was done names it."""
    not_acted: int
    """What was done is something else, or says that it was not."""
    heavy: bool = False
    """One that nobody should be alone with."""

    @property
    def unsaid(self) -> int:
        """Notes that do not say what was done."""
        return self.felt - self.acted - self.not_acted


def urge_counts(notes: Sequence[Trigger], crisis: Collection[str] = ()) -> tuple[UrgeCount, ...]:
    """Every urge, the most frequent first. What was done about one of `crisis` is not judged."""
    found = []
    unjudged = spelled(crisis)
    for one in counted(notes, lambda note: note.urge):
        did = [note.did for note in notes if note.did.strip() and one.key in spelled(note.urge)]
        words = frozenset() if one.key in unjudged else frozenset(stems(one.key))
        acted = sum(names_it(words, text) for text in did)
        not_acted = len(did) - acted if words else 0
        found.append(UrgeCount(one.label, one.notes, acted, not_acted, one.key in unjudged))
    return tuple(found)


def names_it(words: frozenset[str], did: str) -> bool:
    """True if a part of what was done has all of these words (`stems`), and is not turned round."""
    return bool(words) and any(
        words <= frozenset(stems(part)) and not _turned_round(part)
        for part in _PARTS.split(did.lower())
    )


def _turned_round(part: str) -> bool:
    said = part.replace("’", "'").replace("n't", " not").split()
    return any(word in _AROUND for word in said)
