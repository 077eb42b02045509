"""What an exercise did for this person before: by how much their distress was lower after it. Pure.

Rules, no learning. A few ratings say little, so a mean is shrunk: that of an exercise towards no
effect, that of an exercise about one kind of trigger towards the exercise's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rsense.core.records import Record, SessionRecord, Trigger

ENOUGH = 3
"""Uses from which on an effect counts."""
SHRINK = 3
"""Weight of what is expected, in uses."""
WORTH_SAYING = 0.5
"""A mean drop from which on it is given as a reason."""


class Effect(NamedTuple):
    """What is known of an exercise, about one kind of trigger or about any."""

    uses: int
    mean: float
    """How much lower distress was after it, on average."""
    shrunken: float

    @property
    def words(self) -> str:
        """`after it you noted 2 lower on average, 6 times`; empty where there is too little."""
        if self.uses < ENOUGH or self.mean < WORTH_SAYING:
            return ""
        return f"after it you noted {round(self.mean, 1):g} lower on average, {self.uses} times"


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
        for session in sessions:
            measure = session.measures.get("distress")
            if measure is None or session.exercise == "now":
                continue
            about = {kinds.get(id, "") for id in session.about}
            for kind in {"", *about}:
                drops[session.exercise, kind].append(measure.before - measure.after)
        self._drops = drops

    def of(self, exercise: str, kind: str = "") -> Effect | None:
        """The effect about a kind of trigger, else about any; None where it was used too seldom."""
        every = self._drops.get((exercise, ""), [])
        expected = sum(every) / (len(every) + SHRINK)
        here = self._drops.get((exercise, kind), []) if kind else []
        if len(here) >= ENOUGH:
            shrunken = (sum(here) + SHRINK * expected) / (len(here) + SHRINK)
            return Effect(len(here), sum(here) / len(here), shrunken)
        if len(every) >= ENOUGH:
            return Effect(len(every), sum(every) / len(every), expected)
        return None

    def rank(self, exercise: str, kind: str = "") -> tuple[float, bool]:
        """What to sort by: most lower first, then what is new."""
        known = self.of(exercise, kind)
        return (-known.shrunken if known else 0.0, exercise in self.used)
