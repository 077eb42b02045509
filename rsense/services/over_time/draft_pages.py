"""Pages of drafts: which to read, what to do with it; and what becomes of it."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from rsense.core.records import DraftState, Keepsake, Trigger
from rsense.core.sanitize import clean, one_line
from rsense.ports import Activity
from rsense.services.clock import when_words
from rsense.services.context import AppContext
from rsense.services.corrections import change_record, open_record
from rsense.services.errors import USAGE, UserError
from rsense.services.forms import ask_choice, last_page
from rsense.services.over_time.drafts import SHELF, awake, line, open_drafts, rated, sleeps
from rsense.services.record_lookup import find_record
from rsense.services.saving import as_save_failed
from rsense.services.trigger_input import coming_moment

TITLE = "Words not said yet"
NAPS = {
    "calm": "until it hurts less",
    "tomorrow 9am": "until tomorrow morning",
    "3 days": "for three days",
    "1 week": "for a week",
}
SETTLED: dict[DraftState, str] = {
    "said": "You've said it. However it was taken, you put it into words and said them.",
    "let go": "You've let it go. It isn't shown again, and your history still has it.",
}
"""What is said once a draft is done with."""
PARTING = "You looked at it, and it's up to you what becomes of it."
ASLEEP = "It sleeps. You'll see it again then, and not before."
NONE = 'There are no drafts. “rsense keep drafts "…"” begins one.'


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


def first_notes(context: AppContext, card: Keepsake) -> str:
    """What it was written about and how strong it was then; empty where nothing is known."""
    notes = []
    for found in context.records.of_id(*card.about):
        record, strength = found.record, rated(found.record)
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
            for state, words in SETTLED.items():
                if way == state:
                    settle(context, card, state)
                    return last_page(TITLE, words)
            if card.state == "asleep" and not sleeps(context, card):  # it was read again now
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
