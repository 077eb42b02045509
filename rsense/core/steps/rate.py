"""`rate`: a number on a scale, such as a distress rating (SUDS, 0-10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rsense.core import prompts
from rsense.core.answers import Name, Said
from rsense.core.prompts import Prompt, Value
from rsense.core.steps._step import Asking, Fault, View
from rsense.core.vocabulary import Vocabularies

FARTHEST = 1000


class Rate(Asking, frozen=True, kw_only=True, tag="rate"):
    low: int = 0
    high: int = 10
    low_label: str = ""
    high_label: str = ""

    def lower(self, view: View) -> Prompt:
        return prompts.Rate(
            view.show(self.text), self.low, self.high, self.low_label, self.high_label
        )

    def defines(self, vocabularies: Vocabularies) -> Mapping[str, Name]:
        return {"": Name("number", low=self.low, high=self.high)}

    def said(self, value: Value, prompt: Prompt) -> Mapping[str, Said]:
        return {"": Said(value, str(value))} if isinstance(value, int) else {}

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        if self.low >= self.high:
            yield Fault("low", f"low ({self.low}) must be below high ({self.high})")
        if abs(self.low) > FARTHEST or abs(self.high) > FARTHEST:
            yield Fault("high", f"a scale stays within {-FARTHEST} and {FARTHEST}")
