"""`sort`: put each item of an earlier list in a bin, such as fact or story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

import msgspec

from rsense.core import prompts
from rsense.core.expressions.bindings import Binding, NameType, listing
from rsense.core.expressions.placeholders import is_name
from rsense.core.prompts import Option, Prompt, Value
from rsense.core.steps.base import AskingStep, StepContext, StepError, alike, doubled, too_long
from rsense.core.vocabulary import Vocabularies

MOST_BINS = 20


class Bin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    value: str
    """Ends the name of its list: `pile_fact`."""
    label: str = ""
    """What the person reads."""


class Sort(AskingStep, frozen=True, kw_only=True, tag="sort"):
    items: str
    """The earlier list that is sorted."""
    bins: tuple[Bin, ...]
    """Where each thing can go, 2 to 20."""

    on_paper: ClassVar = ("Things to sort", "what you put there")

    def lower(self, view: StepContext) -> Prompt | None:
        items = tuple(dict.fromkeys(view.items(self.items)))
        bins = tuple(Option(bin.value, bin.label or bin.value) for bin in self.bins)
        return prompts.Sort(view.show(self.text), items, bins) if items else None

    def defines(self, vocabularies: Vocabularies) -> Mapping[str, NameType]:
        return {f"_{bin.value}": NameType("list") for bin in self.bins}

    def bindings(self, value: Value, prompt: Prompt) -> Mapping[str, Binding]:
        piles: dict[str, list[str]] = {bin.value: [] for bin in self.bins}
        for pair in value if isinstance(value, tuple) else ():
            piles[pair[1]].append(pair[0])
        return {f"_{bin}": listing(tuple(items)) for bin, items in piles.items()}

    def sources(self) -> Iterator[tuple[str, str]]:
        yield "items", self.items

    def limit_errors(self) -> Iterator[StepError]:
        yield from super().limit_errors()
        if len(self.bins) > MOST_BINS:
            yield StepError("RS066", "bins", f"{len(self.bins)} bins; {MOST_BINS} at most")

    def errors(self) -> Iterator[StepError]:
        yield from super().errors()
        values = [bin.value for bin in self.bins]
        if len(set(values)) < 2:
            yield StepError("RS067", "bins", "sorting needs two or more different bins")
        yield from doubled("bins", "value", values)
        labels = {bin.value: bin.label or bin.value for bin in self.bins}
        yield from alike("bins", labels.values())
        for value in values:
            yield from too_long("bins", "a bin", value)
            if not is_name(value):
                what = f'"{value}" cannot be part of a name'
                yield StepError("RS022", "bins", what, "use a word like fact")
