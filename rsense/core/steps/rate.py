"""`rate`: a number on a scale, such as a distress rating (SUDS, 0-10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from rsense.core import prompts
from rsense.core.expressions.bindings import Binding, NameType
from rsense.core.prompts import Prompt, Value
from rsense.core.steps.base import AskingStep, StepContext, StepError
from rsense.core.vocabulary import Vocabularies

FARTHEST = 1000


class Rate(AskingStep, frozen=True, kw_only=True, tag="rate"):
    low: int = 0
    """The lowest number."""
    high: int = 10
    """The highest number."""
    low_label: str = ""
    """What the lowest number means."""
    high_label: str = ""
    """What the highest number means."""

    on_paper: ClassVar = ("A number", "your number")

    def lower(self, view: StepContext) -> Prompt:
        return prompts.Rate(
            view.show(self.text), self.low, self.high, self.low_label, self.high_label
        )

    def defines(self, vocabularies: Vocabularies) -> Mapping[str, NameType]:
        return {"": NameType("number", low=self.low, high=self.high)}

    def bindings(self, value: Value, prompt: Prompt) -> Mapping[str, Binding]:
        return {"": Binding(value, str(value))} if isinstance(value, int) else {}

    def errors(self) -> Iterator[StepError]:
        yield from super().errors()
        if self.low >= self.high:
            yield StepError("RS071", "low", f"low ({self.low}) must be below high ({self.high})")
        if abs(self.low) > FARTHEST or abs(self.high) > FARTHEST:
            yield StepError("RS072", "high", f"a scale stays within {-FARTHEST} and {FARTHEST}")
