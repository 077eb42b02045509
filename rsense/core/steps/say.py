"""`say`: words to read, then go on."""

from __future__ import annotations

from typing import ClassVar

from rsense.core.prompts import Prompt, Read
from rsense.core.steps.base import AskingStep, StepContext


class Say(AskingStep, frozen=True, kw_only=True, tag="say"):
    asks: ClassVar[bool] = False

    on_paper: ClassVar = ("Words to read", "")

    def lower(self, view: StepContext) -> Prompt:
        return Read(view.show(self.text))
