"""The question at the end of what to keep. The engine adds it; no script names it."""

from __future__ import annotations

from rsense.core.prompts import Option, Pick, Prompt
from rsense.core.shelves import SHELF_TITLES
from rsense.core.steps.base import AskingStep, StepContext


class Shelve(AskingStep, frozen=True, kw_only=True, tag="shelve"):
    def lower(self, view: StepContext) -> Prompt | None:
        options = tuple(
            Option(card.value, card.text, group=SHELF_TITLES[card.shelf])
            for card in view.kept_cards
        )
        text = view.show(self.text)
        return Pick(text, options, 0, len(options)) if options else None
