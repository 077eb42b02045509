"""What an exercise did for this person before: by how much their distress was lower after it. Pure.

Rules, no learning. A few ratings say little, so a mean is shrunk: that of an exercise towards the
person's own mean over all exercises, that about one kind of trigger towards the exercise's own.
Whoever begins at 8 is lower later, whatever they do: exercises are compared with each other only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rsense.core.records import Record, SessionRecord, Trigger

ENOUGH = 3
"""Uses from which on an effect counts."""
SHRINK = 11
"""Weight of what is expected, in uses: then the best of several is not overstated (measured)."""
WORTH_SAYING = 0.5
"""A mean drop from which on it is given as a reason."""


class Effect(NamedTuple):
    """What is known of an exercise, about one kind of trigger or about any."""

    uses: int
    mean: float
    """How much lower distress was after it, on average: high by chance where uses are few."""
    shrunken: float
    """The same, as far as so few uses can tell: what is ranked and said."""

    @property
    def words(self) -> str:
        """`after it you noted 2 lower on average, 6 times`; empty where there is too little."""
        if self.uses < ENOUGH or self.shrunken < WORTH_SAYING:
            return ""
        return f"after it you noted {round(self.shrunken, 1):g} lower on average, {self.uses} times"


class Effects:
    """Every effect that some records tell of."""

    def __init__(self, records: Iterable[Record]) -> None:
        sessions: list[SessionRecord] = []
        kinds: dict[str, str] = {}
        for record in records:
            if isinstance(record, SessionRecord):
                sessions.append(record)
            elif isinstance(record, Trigger):
                kinds[record.id] = record.before or record.type
        drops: Mapping[tuple[str, str], list[int]] = defaultdict(list)
        self.used = {session.exercise for session in sessions}
        self.titles = {session.exercise: session.title for session in sessions}
        for session in sessions:
            measure = session.measures.get("distress")
            if measure is None or session.exercise == "now":
                continue
            about = {kinds.get(id, "") for id in session.about}
            for kind in {"", *about}:
                drops[session.exercise, kind].append(measure.before - measure.after)
        self._drops = drops
        every = [drop for (_, kind), found in drops.items() if not kind for drop in found]
        self.usual = sum(every) / len(every) if every else 0.0
        """The person's own mean, over every use of every exercise."""

    def of(self, exercise: str, kind: str = "") -> Effect | None:
        """The effect about a kind of trigger, else about any; None where it was used too seldom."""
        every = self._effect(self._drops.get((exercise, ""), []), self.usual)
        here = self._drops.get((exercise, kind), []) if kind else []
        known = self._effect(here, every.shrunken) if len(here) >= ENOUGH else every
        return known if known.uses >= ENOUGH else None

    def best(self) -> list[tuple[str, Effect]]:
        """Every exercise that was used often enough, the one with most lower after it first."""
        known = [(one, effect) for one in self.used if (effect := self.of(one))]
        return sorted(known, key=lambda pair: (-pair[1].shrunken, pair[0]))

    def rank(self, exercise: str, kind: str = "") -> tuple[float, bool]:
        """What to sort by: most lower first, then what is new."""
        known = self.of(exercise, kind)
        return (-known.shrunken if known else 0.0, exercise in self.used)

    @staticmethod
    def _effect(drops: list[int], expected: float) -> Effect:
        uses = len(drops)
        shrunken = (sum(drops) + SHRINK * expected) / (uses + SHRINK)
        return Effect(uses, sum(drops) / uses if uses else 0.0, shrunken)
