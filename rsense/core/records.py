"""What is kept of a person's days: triggers, sessions, keepsakes. Frozen values, no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from rsense.core.replies import Exchange, Reply

Outcome = Literal["completed", "left"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTaken:
    """A rating before and after; `better` says which way is the good one."""

    before: int
    after: int
    better: str = "lower"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
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
    measures: Mapping[str, MeasureTaken] = field(default_factory=dict)
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepsake:
    """A card on a shelf."""

    id: str
    at: datetime
    shelf: str
    text: str
    about: tuple[str, ...] = ()


Record = Trigger | SessionRecord | Keepsake
