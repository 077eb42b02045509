"""How often patterns are said, rightly and wrongly: `python -m tests.bench.null_rate`.

On invented histories (`tests/insight/histories.py`). The first table is the proof that patterns are
worth reading; the second is what `insights` says of itself.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from functools import partial

from rsense.insight.patterns import patterns
from tests.insight.histories import EFFECT, Kind, any_kind, history, with_effect

HISTORIES = 400
MISLED = 0.12
A_WEEK = (2, 3, 5, 7, 14, 21)
NOTES = (60, 80, 120, 160)
PROMISED = {(7, 60): 0.55, (7, 120): 0.9, (3, 120): 0.8}


def share_misled(kind: Callable[[random.Random], Kind], histories: int = HISTORIES) -> float:
    chance = random.Random(1)
    found = (patterns(history(kind(chance), chance)) for _ in range(histories))
    return sum(map(bool, found)) / histories


def _always(kind: Kind, _: random.Random) -> Kind:
    return kind


def share_found(a_week: float, notes: int) -> tuple[float, float]:
    """Of histories with one effect: in which it is found, and in which another word is."""
    chance = random.Random(2)
    found = misled = 0
    for _ in range(HISTORIES):
        said = patterns(history(with_effect(a_week / 7, chance), chance, notes))
        found += any(one.label == EFFECT for one in said)
        misled += any(one.label != EFFECT for one in said)
    return found / HISTORIES, misled / HISTORIES


def main() -> int:
    missed = 0
    print("No effect: people who see any pattern")
    any_at_all = share_misled(any_kind, 10 * HISTORIES)
    missed += any_at_all > MISLED
    print(f"  8 to 26 weeks, 0.3 to 3 a day, 5 to 20 words: {any_at_all:.1%}  (<= {MISLED:.0%})")
    print("  26 weeks, 20 words, drift .85, by how much words come in bunches:")
    for a_week in A_WEEK:
        kinds = [Kind(26, a_week / 7, 20, bunched=bunched) for bunched in (0.0, 0.3, 0.6)]
        shares = [share_misled(partial(_always, kind)) for kind in kinds]
        print(f"    {a_week:>2} a week" + "".join(f"{share:>8.1%}" for share in shares))
    print("Two points, in every fifth note, one of 12 words: found, and another word said")
    print(" " * 13 + "".join(f"{notes:>8} notes" for notes in NOTES))
    for a_week in A_WEEK:
        cells = [(notes, *share_found(a_week, notes)) for notes in NOTES]
        missed += sum(found < PROMISED.get((a_week, notes), 0) for notes, found, _ in cells)
        print(f"  {a_week:>2} a week  " + "".join(f"{f:>8.0%} {m:>4.0%} " for _, f, m in cells))
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
