"""`people`: people to call, shown where the step stands: the person's own and the country's."""

from __future__ import annotations

from typing import ClassVar

from rsense.core.prompts import HelpKind, Prompt, Read
from rsense.core.steps.base import AskingStep, StepContext


class People(AskingStep, frozen=True, kw_only=True, tag="people"):
    lines: HelpKind
    """Which of the country's lines stand there."""

    asks: ClassVar[bool] = False

    on_paper: ClassVar = ("People to call", "")

    def lower(self, view: StepContext) -> Prompt:
        return Read(view.show(self.text), self.lines)
