"""Records of a person: triggers, sessions, keepsakes. Frozen values, no files.

Named tuples: as dataclasses they took as long to define as all the rest of `rsense log` to run.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal, NamedTuple

from rsense.core.replies import Exchange, Reply

Outcome = Literal["completed", "left"]


class Trigger(NamedTuple):
    """An event that hurt, and what it did."""

    id: str
    at: datetime
    """Local time of the event, with its UTC offset."""
    what: str
    intensity: int | None = None
    """0 to 10."""
    emotions: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    urge: tuple[str, ...] = ()
    who: str = ""
    tags: tuple[str, ...] = ()
    type: str = ""
    domain: str = ""
    before: str = ""
    did: str = ""
    thought: str = ""
    about: tuple[str, ...] = ()
    """Ids of the records it belongs to."""


class MeasureTaken(NamedTuple):
    """A rating before and after; `better` is "lower" or "higher"."""

    before: int
    after: int
    better: str = "lower"


class SessionRecord(NamedTuple):
    """One session of an exercise, readable without its script."""

    id: str
    at: datetime
    """Local time of its start, with its UTC offset."""
    exercise: str
    title: str
    finished: datetime
    outcome: Outcome
    replies: tuple[Exchange, ...] = ()
    aside: tuple[Reply, ...] = ()
    """Answers to steps that the session no longer led through."""
    measures: Mapping[str, MeasureTaken] = MappingProxyType({})
    about: tuple[str, ...] = ()


class Keepsake(NamedTuple):
    """A card on a shelf."""

    id: str
    at: datetime
    shelf: str
    text: str
    about: tuple[str, ...] = ()


Record = Trigger | SessionRecord | Keepsake
