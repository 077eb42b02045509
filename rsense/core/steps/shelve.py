"""The question at the end of what to keep. The engine adds it; no script names it."""

from __future__ import annotations

from typing import ClassVar

from rsense.core.prompts import Option, Pick, Prompt
from rsense.core.shelves import SHELF_TITLES
from rsense.core.steps.base import AskingStep, StepContext
from rsense.core.values import Value

KEEP_ONE = "Would you like to keep this, for a day when you need it?"


class Shelve(AskingStep, frozen=True, kw_only=True, tag="shelve"):
    """Whoever made something and only presses Enter keeps it."""

    on_paper: ClassVar = ("What to keep", "")

    def lower(self, view: StepContext) -> Prompt | None:
        cards = view.kept_cards
        if not cards:
            return None
        if len(cards) == 1:
            card = cards[0]
            keep = Option(card.value, "keep it", SHELF_TITLES[card.shelf])
            # The question stands last: a card may be long, and may ask something itself.
            text = f"{card.text}\n\n{KEEP_ONE}"
            return Pick(text, (keep, Option("no", "let it go")), default=card.value)
        options = tuple(
            Option(card.value, card.text, group=SHELF_TITLES[card.shelf]) for card in cards
        )
        return Pick(view.show(self.text), options, 0, len(options))

    def prefill(self, view: StepContext) -> Value:
        cards = view.kept_cards
        return tuple(card.value for card in cards) if len(cards) > 1 else None
