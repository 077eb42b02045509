"""A few exercises to have at hand: one of each stage, those used last first, else the short ones.

Steady: the same ones stand in the same places until another has been used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec


class Candidate(msgspec.Struct, frozen=True):
    id: str
    stage: str
    minutes: float


def pick_for_home(candidates: Iterable[Candidate], used: Sequence[str]) -> tuple[str, ...]:
    """One id of each stage, in the order the stages come.

    `used` holds ids of exercises done, the newest first.
    """

    def rank(one: Candidate) -> tuple[int, float, str]:
        return (used.index(one.id) if one.id in used else len(used), one.minutes, one.id)

    best: dict[str, Candidate] = {}
    for one in candidates:
        if one.stage not in best or rank(one) < rank(best[one.stage]):
            best[one.stage] = one
    return tuple(one.id for one in best.values())
