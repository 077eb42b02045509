"""A page of a report as values: what is on it, and what may be. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from rsense.core.bars import Row
from rsense.core.records import FollowUp, SessionRecord

DEFAULT = ("weeks", "triggers", "urges", "grave", "did")
"""What goes in unasked: counts, and no free words."""


class Choices(NamedTuple):
    """What the person wants on the page."""

    parts: Collection[str] = DEFAULT
    """Of `DEFAULT`, and `words` and `names`. Without `grave`, urges of `Known.crisis` are left out.
    """
    talk: str = ""
    """What they want to talk about, as they typed it."""
    one: SessionRecord | FollowUp | None = None
    """One thought record or prediction."""


class Quote(NamedTuple):
    """The person's own words, and what they are about."""

    about: str
    words: str


class Section(NamedTuple):
    title: str
    said: tuple[str, ...] = ()
    """Sentences above the picture."""
    rows: tuple[Row, ...] = ()
    scale: Literal["bars", "dots"] = "bars"
    """Dots stand on a track from 0 to HIGHEST; the longest bar is the largest value."""
    legend: str = ""
    """How its picture is read; said only where there is one."""
    quotes: tuple[Quote, ...] = ()
    notes: tuple[str, ...] = ()
    """Small print below it."""


class Page(NamedTuple):
    title: str
    said: tuple[str, ...]
    notes: tuple[str, ...]
    """Small print below that."""
    sections: tuple[Section, ...]


class Known(NamedTuple):
    """What the program knows beside the records."""

    names: Sequence[str] = ()
    """People whose names become initials, beside those of the notes."""
    happenings: Collection[str] = ()
    """Labels that `now` writes for what came before: all else there is free text."""
    crisis: Collection[str] = ()
    """Urges that stand first, and are never called a success."""
    labels: Mapping[str, str] = MappingProxyType({})
    """Urges of the vocabulary, as they are shown."""
    titles: Mapping[str, str] = MappingProxyType({})
    """Exercises, by id: the title in a record may be the words of a ritual."""
    unreadable: int = 0
    """Files that could not be read."""
