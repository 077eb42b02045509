"""`recall`: bring back what was kept on a shelf."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from rsense.core.expressions.bindings import Binding, Kind, listing
from rsense.core.prompts import Option, Pick, Prompt, Value
from rsense.core.shelves import Shelf
from rsense.core.steps.base import AskingStep, StepContext, StepError

NEWEST = 7
"""Cards shown: about as many as can be taken in at a glance."""


class Recall(AskingStep, frozen=True, kw_only=True, tag="recall"):
    shelf: Shelf
    """The shelf that its cards come from."""
    at_most: int = 3
    """How many may be taken along."""

    answer_kind: ClassVar[Kind | None] = "list"

    on_paper: ClassVar = ("Cards from better days", "your cards")

    def lower(self, view: StepContext) -> Prompt | None:
        """The cards to pick from; None, so that the step is passed over, while there are none."""
        cards = tuple(dict.fromkeys(view.shelves.get(self.shelf, ())))[:NEWEST]
        if not cards:
            return None
        options = tuple(Option(card, card) for card in cards)
        return Pick(view.show(self.text), options, 0, self.at_most)

    def bindings(self, value: Value, prompt: Prompt) -> Mapping[str, Binding]:
        cards = value if isinstance(value, tuple) else ()
        return {"": listing(tuple(card for card in cards if isinstance(card, str)))}

    def errors(self) -> Iterator[StepError]:
        yield from super().errors()
        if not 1 <= self.at_most <= NEWEST:
            yield StepError("RS073", "at_most", f"from 1 to {NEWEST} cards")
