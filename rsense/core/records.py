"""What is kept of a person's days: triggers, sessions, keepsakes. Frozen values, no files.

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
    """Something that set it off."""

    id: str
    at: datetime
    """When it happened, in the person's local time, with its offset."""
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
    """Ids of records this one belongs to."""


class MeasureTaken(NamedTuple):
    """A rating before and after; `better` says which way is the good one."""

    before: int
    after: int
    better: str = "lower"


class SessionRecord(NamedTuple):
    """One sitting with one exercise, readable without its script."""

    id: str
    at: datetime
    """When it was begun."""
    exercise: str
    title: str
    finished: datetime
    outcome: Outcome
    replies: tuple[Exchange, ...] = ()
    aside: tuple[Reply, ...] = ()
    """Answers to steps that the way no longer led through."""
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
