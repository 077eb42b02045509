"""`ask`: a few words, or many lines, in the person's own hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from rsense.core.expressions.bindings import Binding, Kind
from rsense.core.expressions.placeholders import Text
from rsense.core.prompts import Prompt, Value, Write
from rsense.core.steps.base import AskingStep, StepContext, StepError


class Ask(AskingStep, frozen=True, kw_only=True, tag="ask"):
    lines: Literal["one", "many"] = "one"
    """`one` line, or `many` for a page to write on."""
    starter: Text | None = None
    """Words that stand in the field already."""
    revises: str | None = None
    """An earlier answer that stands in the field, to be changed or kept."""
    lint: bool = False
    """True: words for somebody else; notes on accusations and absolutes may stand beside them."""

    answer_kind: ClassVar[Kind | None] = "text"
    on_paper: ClassVar = ("Words to write", "your words")
    keepable: ClassVar[bool] = True

    def lower(self, view: StepContext) -> Prompt:
        return Write(
            view.show(self.text),
            many_lines=self.lines == "many",
            starter=view.show(self.starter),
            example=view.show(self.example),
            lint=self.lint,
        )

    def bindings(self, value: Value, prompt: Prompt) -> Mapping[str, Binding]:
        return {"": Binding(value, value)} if isinstance(value, str) else {}

    def cards(self, value: Value, prompt: Prompt) -> tuple[str, ...]:
        return (value,) if isinstance(value, str) else ()

    def quoted_names(self) -> Iterator[tuple[str, str]]:
        if self.starter is not None:
            yield from (("starter", slot.name) for slot in self.starter.slots)
        if self.revises is not None:
            yield "revises", self.revises

    def prefill(self, view: StepContext) -> Value:
        said = view.lookup(self.revises) if self.revises is not None else None
        return said.value if said and isinstance(said.value, str) else None

    def errors(self) -> Iterator[StepError]:
        yield from super().errors()
        if self.revises is not None and self.starter is not None:
            what = "an ask has a starter or revises an answer, not both"
            yield StepError("RS056", "starter", what, "take one")
