"""Drafts: words for somebody that are not said yet; said, let go, or asleep until it hurts less.

A draft is a card on the shelf `drafts`. Its state is changed like any edit, so undo, trash and
conflict copies hold for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rsense.core.records import Keepsake, Record, SessionRecord, Trigger
from rsense.core.sanitize import one_line
from rsense.core.text_width import truncate
from rsense.services.clock import when_words
from rsense.services.context import AppContext
from rsense.services.over_time.follow_ups import quiet_until
from rsense.store.record_index import draft_files

SHELF = "drafts"
CALM = 4
"""A distress (0 to 10) at which a draft that sleeps is read again."""
ROOM = 60
"""Columns for the words of a draft in a line."""


def open_drafts(context: AppContext) -> Iterator[Keepsake]:
    """Drafts that are neither said nor let go, the newest first."""
    for card in context.listed(draft_files):
        if isinstance(card, Keepsake) and card.shelf == SHELF and not card.over:
            yield card


def awake(context: AppContext) -> Keepsake | None:
    """A draft that has slept long enough, to be read again; None if there is none, and on an
    evening with a strong note."""
    slept = (card for card in open_drafts(context) if card.state == "asleep")
    found = next((card for card in slept if not sleeps(context, card)), None)
    return None if found is None or quiet_until(context) else found


def wake_times(context: AppContext) -> Iterator[datetime]:
    """When each draft that is asleep wakes; those that wait for calm are left out until then."""
    now = context.now()
    for card in open_drafts(context):
        if card.state == "asleep" and (card.until or not sleeps(context, card)):
            yield card.until or now


def sleeps(context: AppContext, card: Keepsake) -> bool:
    """Whether a draft is asleep: until its time, or until distress was last rated low enough."""
    if card.state != "asleep":
        return False
    if card.until is not None:
        return card.until > context.now()
    since = card.since or card.at
    return next(_ratings(context, since), CALM + 1) > CALM


def _ratings(context: AppContext, since: datetime) -> Iterator[int]:
    """How strong it was rated since then, the newest first."""
    for found in context.records.newest():
        if found.record.at < since:
            return
        strength = rated(found.record)
        if strength is not None:
            yield strength


def rated(record: Record) -> int | None:
    if isinstance(record, Trigger):
        return None if record.is_good else record.intensity
    if isinstance(record, SessionRecord) and "distress" in record.measures:
        return record.measures["distress"].after
    return None


def line(context: AppContext, card: Keepsake) -> str:
    asleep = ", asleep" if sleeps(context, card) else ""
    said = truncate(one_line(card.text), ROOM)
    return f"{said} ({when_words(card.at, context.now())}{asleep})"
