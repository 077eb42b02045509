"""Drafts: words for somebody that are not said yet; said, let go, or asleep until it hurts less.

A draft is a card on the shelf `drafts`. Its state is changed like any edit, so undo, trash and
conflict copies hold for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from rsense.core.records import DraftState, Keepsake, Record, SessionRecord, Trigger
from rsense.core.sanitize import clean, one_line
from rsense.ports import Activity
from rsense.services.clock import when_words
from rsense.services.context import AppContext
from rsense.services.corrections import change_record, open_record
from rsense.services.errors import USAGE, UserError
from rsense.services.follow_ups import quiet_until
from rsense.services.forms import ask_choice
from rsense.services.record_lookup import find_record
from rsense.services.record_text import truncate
from rsense.services.saving import as_save_failed
from rsense.services.trigger_input import coming_moment
from rsense.store.records.record_index import draft_files

SHELF, TITLE = "drafts", "Words not said yet"
CALM = 4
"""A distress (0 to 10) at which a draft that sleeps is read again."""
ROOM = 60
"""Columns for the words of a draft in a line."""
NAPS = {
    "calm": "until it hurts less",
    "tomorrow 9am": "until tomorrow morning",
    "3 days": "for three days",
    "1 week": "for a week",
}
PARTING = "You looked at it, and it's up to you what becomes of it."
ASLEEP = "It sleeps. You'll see it again then, and not before."
NONE = 'There are no drafts. “rsense keep drafts "…"” begins one.'


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


def draft_line(context: AppContext) -> str:
    """The draft that has slept long enough, in a line; empty where there is none."""
    slept = awake(context)
    return line(context, slept) if slept else ""


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
        strength = _rated(found.record)
        if strength is not None:
            yield strength


def _rated(record: Record) -> int | None:
    if isinstance(record, Trigger):
        return None if record.is_good else record.intensity
    if isinstance(record, SessionRecord) and "distress" in record.measures:
        return record.measures["distress"].after
    return None


def draft(context: AppContext, id: str) -> Keepsake:
    """The draft whose id begins so; `last` is the newest open one. Raises UserError."""
    if id == "last":
        newest = next(open_drafts(context), None)
        if newest is None:
            raise UserError(NONE, USAGE)
        return newest
    card = find_record(context, id)
    if not isinstance(card, Keepsake) or card.shelf != SHELF:
        raise UserError(f"{one_line(id)} is no draft. “rsense drafts” lists them.", USAGE)
    return card


def settle(
    context: AppContext, card: Keepsake, state: DraftState, until: datetime | None = None
) -> None:
    """Note that a draft is said, let go, asleep, or open again. Raises UserError and NotSaved."""
    held = open_record(context, card.id)
    since = context.now() if state else None
    change_record(context, held, {"state": state or None, "since": since, "until": until})


def nap_end(context: AppContext, words: str) -> datetime | None:
    """The end of a sleep: a moment to come, or None for `calm`. Raises UserError."""
    return None if words == "calm" else coming_moment(words, context.now())


def line(context: AppContext, card: Keepsake) -> str:
    """A draft in a line."""
    asleep = ", asleep" if sleeps(context, card) else ""
    said = truncate(one_line(card.text), ROOM)
    return f"{said} ({when_words(card.at, context.now())}{asleep})"


def first_notes(context: AppContext, card: Keepsake) -> str:
    """What it was written about and how strong it was then; empty where nothing is known."""
    notes = []
    for found in context.records.of_id(*card.about):
        record, strength = found.record, _rated(found.record)
        words = record.what if isinstance(record, Trigger) else getattr(record, "title", "")
        how = "" if strength is None else f" ({strength} of 10)"
        notes.append(f"{one_line(words)}{how}, {when_words(record.at, context.now())}")
    return "\n".join(notes)


def choose(context: AppContext) -> Activity:
    """The question which draft to look at; the one that has slept comes first."""
    found = list(open_drafts(context))
    slept = awake(context)
    found.sort(key=lambda card: card != slept)
    options = {card.id: line(context, card) for card in found}
    text = "Which one would you like to read again?"
    if not found:
        text = "There are no drafts. An exercise such as “Say it with an I-statement” can keep one."
    ways = {**options, "none": "none of them"}

    def take(id: str) -> Activity | None:
        with as_save_failed():
            return page(context, draft(context, id)) if id in options else None

    return ask_choice(TITLE, text, ways, take)


def page(context: AppContext, card: Keepsake) -> Activity:
    """A draft beside its first notes, and what can be done with it."""
    notes = first_notes(context, card)
    about = f"You wrote it about:\n{notes}" if notes else ""
    when = f"Written {when_words(card.at, context.now())}."
    text = "\n\n".join(filter(None, (clean(card.text), when, about)))
    ways = {
        "none": "leave it as it is",
        "said": "I've said it",
        "let go": "let it go",
        "asleep": "let it sleep",
    }

    def take(way: str) -> Activity | None:
        if way == "asleep":
            return _nap(context, card)
        with as_save_failed():
            if way == "said":
                settle(context, card, "said")
            elif way == "let go":
                settle(context, card, "let go")
            elif card.state == "asleep" and not sleeps(context, card):  # it was read again now
                settle(context, card, "")
        return None

    asked = ask_choice(TITLE, text, ways, take, default="none")
    return replace(asked, parting=PARTING)


def _nap(context: AppContext, card: Keepsake) -> Activity:
    def take(words: str) -> None:
        with as_save_failed():
            settle(context, card, "asleep", nap_end(context, words))

    asked = ask_choice(TITLE, "Until when?", NAPS, take, default="calm")
    return replace(asked, parting=ASLEEP)
