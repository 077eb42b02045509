"""Rows and filters of the history screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

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
}
KINDS = {"trigger": "trigger", "session": "exercise", "kept": "card"}


def day_of(past: HistoryEntry) -> str:
    """The day of a record: Today, Yesterday, Fri 20 Nov."""
    day = past.when.rpartition(" ")[0]
    return day[:1].upper() + day[1:]


def row_text(past: HistoryEntry) -> Content:
    """The time, what it is, how strong it was, and under that its words."""
    time = past.when.rpartition(" ")[2]
    kind = joined((f"{time}  {KINDS[past.kind]:<8}", QUIET))
    return Content.assemble(kind, _strength(past), "\n", joined((past.line, "")))


def _strength(past: HistoryEntry) -> Content:
    bar = Content("") if past.strength is None else strength_bar(past.strength)
    after = Content("") if past.after is None else joined((f" → {past.after}", "bold"))
    return Content.assemble(bar, after)
