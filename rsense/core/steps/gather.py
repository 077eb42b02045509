"""`gather`: a list, one item at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from rsense.core import prompts
from rsense.core.expressions.bindings import Binding, Kind, listing
from rsense.core.expressions.placeholders import Text
from rsense.core.prompts import MOST_ITEMS, Prompt, Value
from rsense.core.steps.base import AskingStep, StepContext, StepError


class Gather(AskingStep, frozen=True, kw_only=True, tag="gather"):
    at_least: int = 1
    """How many things have to be named."""
    at_most: int = MOST_ITEMS
    """How many may be named."""
    cues: tuple[Text, ...] = ()
    """Said beside the first, the second, … thing."""

    answer_kind: ClassVar[Kind | None] = "list"
    on_paper: ClassVar = ("A list", "your list")
    keepable: ClassVar[bool] = True

    def lower(self, view: StepContext) -> Prompt:
        cues = tuple(view.show(cue) for cue in self.cues)
        return prompts.Gather(
            view.show(self.text), self.at_least, self.at_most, cues, view.show(self.example)
        )

    def bindings(self, value: Value, prompt: Prompt) -> Mapping[str, Binding]:
        return {"": listing(self.cards(value, prompt))} if isinstance(value, tuple) else {}

    def cards(self, value: Value, prompt: Prompt) -> tuple[str, ...]:
        items = value if isinstance(value, tuple) else ()
        return tuple(item for item in items if isinstance(item, str))

    def errors(self) -> Iterator[StepError]:
        yield from super().errors()
        if not 0 <= self.at_least <= self.at_most <= MOST_ITEMS or self.at_most < 1:
            what = f"at_least ({self.at_least}) to at_most ({self.at_most}) is no range"
            advice = f"from 0 to at_most, which is 1 to {MOST_ITEMS}"
            yield StepError("RS063", "at_least", what, advice)
