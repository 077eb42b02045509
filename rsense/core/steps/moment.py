"""`moment`: a time to come, such as the day to look again."""

from __future__ import annotations

from collections.abc import Mapping

from rsense.core import prompts
from rsense.core.expressions.bindings import Binding, NameType
from rsense.core.prompts import Prompt, Value
from rsense.core.steps.base import AskingStep, StepContext
from rsense.core.vocabulary import Vocabularies


class Moment(AskingStep, frozen=True, kw_only=True, tag="moment"):
    def lower(self, view: StepContext) -> Prompt:
        return prompts.Moment(view.show(self.text))

    def defines(self, vocabularies: Vocabularies) -> Mapping[str, NameType]:
        return {"": NameType("moment")}

    def bindings(self, value: Value, prompt: Prompt) -> Mapping[str, Binding]:
        if isinstance(value, str) and isinstance(prompt, prompts.Moment):
            return {"": Binding(value, prompt.label(value))}
        return {}
