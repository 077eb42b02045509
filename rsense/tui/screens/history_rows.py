"""Rows and filters of the history screen, and how far its search has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual.content import Content

from rsense.ports import HistoryEntry
from rsense.tui.widgets.content import QUIET, joined, strength_bar

STRONG = 7
EVERYTHING = "all"
FILTERS: Mapping[str, Callable[[HistoryEntry], bool]] = {
    EVERYTHING: lambda _: True,
    "triggers": lambda past: past.kind == "trigger",
    "exercises": lambda past: past.kind == "session",
    "cards": lambda past: past.kind == "kept",
    f"{STRONG} and up": lambda past: past.strength is not None and past.strength >= STRONG,
    "last 7 days": lambda past: past.days < 7,
    "good moments": lambda past: past.kind == "good",
}
EMPTY = """\
Nothing here yet. What you log, do and keep will stand here, the newest first.

l logs something now. Esc goes back to what helps."""
KINDS = {
    "trigger": "trigger",
    "good": "good",
    "session": "exercise",
    "kept": "card",
    "ritual": "ritual",
    "followup": "question",
    "path": "path",
}


def day_of(past: HistoryEntry) -> str:
    """The day of a record: Today, Yesterday, Fri 20 Nov."""
    day = past.when.rpartition(" ")[0]
    return day[:1].upper() + day[1:]


def row_text(past: HistoryEntry) -> Content:
    """The time, what it is, how strong it was, and under that its words."""
    time = past.when.rpartition(" ")[2]
    kind = joined((f"{time}  {KINDS[past.kind]:<8}", QUIET))
    bar = Content("") if past.strength is None else strength_bar(past.strength)
    after = Content("") if past.after is None else joined((f" → {past.after}", "bold"))
    return Content.assemble(kind, bar, after, "\n", joined((past.line, "")))


class SearchProgress:
    """Records searched so far, and how many there are."""

    def __init__(self) -> None:
        self.looked = 0
        self.total: int | None = None
        """None if it is not known yet."""

    @property
    def over(self) -> bool:
        return self.looked == self.total

    def end(self) -> None:
        """Take all records as searched, even if some came or went meanwhile."""
        self.total = self.looked

    def count(self, found: int, *, narrowed: bool) -> str:
        """Number of hits, and among how many while the search runs."""
        if not self.over:
            of_all = f" ({self.looked} of {self.total})" if self.total else ""
            return f"{found} so far{of_all}"
        if not self.total:
            return "nothing yet"
        return f"{found or 'none'} of {self.total}" if narrowed else str(found)

    def nothing(self, asked: Sequence[str]) -> str:
        """Message for a search without a hit."""
        if not self.over:
            return "Looking …"
        if not self.total:
            return EMPTY
        records = "1 record was" if self.total == 1 else f"All {self.total} records were"
        fits = f" fits {' and '.join(asked)}" if asked else " can be read"
        return f"Nothing{fits}. {records} looked through."
