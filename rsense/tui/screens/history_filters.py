"""Filters of the history screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rsense.ports import HistoryEntry

STRONG = 7
EVERYTHING = "all"
FILTERS: Mapping[str, Callable[[HistoryEntry], bool]] = {
    EVERYTHING: lambda _: True,
    "triggers": lambda past: past.kind == "trigger",
    "exercises": lambda past: past.kind == "session",
    "kept": lambda past: past.kind == "kept",
    f"{STRONG} and stronger": lambda past: past.strength is not None and past.strength >= STRONG,
    "the last seven days": lambda past: past.days < 7,
}
