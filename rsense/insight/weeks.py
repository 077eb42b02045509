"""How the last weeks were: notes, the strongest of them, good moments. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from rsense.core.records import Trigger
from rsense.insight.exact_tests import coin_p
from rsense.insight.selection import Selection, monday

HALF = 4
"""Weeks that are held against as many before them."""
SURE_ENOUGH = 0.05
Change = Literal["more", "fewer", "about as many"]


class Week(NamedTuple):
    """One calendar week of notes."""

    begins: date
    """Its Monday."""
    notes: int = 0
    days: int = 0
    """Days with a note, of its seven."""
    peak: int | None = None
    """The strongest, 0 to 10; None where no note has a strength."""
    good: int = 0


class Halves(NamedTuple):
    """The notes of the last four whole weeks, and of the four before."""

    before: int
    after: int

    @property
    def change(self) -> Change:
        """More or fewer only where chance would seldom do it (exact test, 5 %)."""
        if coin_p(self.after, self.before + self.after) >= SURE_ENOUGH:
            return "about as many"
        return "more" if self.after > self.before else "fewer"


def weeks(selection: Selection) -> tuple[Week, ...]:
    """Every week from the first with a note to the last day, the oldest first; none without."""
    found: dict[date, list[Trigger]] = {}
    good = Counter(monday(note.at.date()) for note in selection.good)
    for note in selection.hard:
        found.setdefault(monday(note.at.date()), []).append(note)
    if not found and not good:
        return ()
    begins, made = min((*found, *good)), []
    while begins <= selection.last:
        made.append(_week(begins, found.get(begins, ()), good[begins]))
        begins += timedelta(weeks=1)
    return tuple(made)


def _week(begins: date, notes: Sequence[Trigger], good: int) -> Week:
    strengths = [note.intensity for note in notes if note.intensity is not None]
    days = {note.at.date() for note in notes}
    return Week(begins, len(notes), len(days), max(strengths, default=None), good)


def halves(made: Sequence[Week], last: date) -> Halves | None:
    """The last eight whole weeks in two halves; None where there are not so many.

    A week that is not over yet would always look like fewer: it is on its Sunday, too.
    """
    whole = [week.notes for week in made if week.begins + timedelta(days=6) < last]
    if len(whole) < 2 * HALF:
        return None
    return Halves(sum(whole[-2 * HALF : -HALF]), sum(whole[-HALF:]))
