"""`moment`: a time to come, such as the day to look again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rsense.core import prompts
from rsense.core.expressions.bindings import Binding, Kind
from rsense.core.prompts import Prompt, Value
from rsense.core.steps.base import AskingStep, StepContext


class Moment(AskingStep, frozen=True, kw_only=True, tag="moment"):
    answer_kind: ClassVar[Kind | None] = "moment"

    on_paper: ClassVar = ("A time to come", "your day")

    def lower(self, view: StepContext) -> Prompt:
        return prompts.Moment(view.show(self.text))

    def bindings(self, value: Value, prompt: Prompt) -> Mapping[str, Binding]:
        if isinstance(value, str) and isinstance(prompt, prompts.Moment):
            return {"": Binding(value, prompt.label(value))}
        return {}
