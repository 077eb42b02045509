"""`include`: the steps of another exercise, under this step's id."""

from __future__ import annotations

from typing import ClassVar

from rsense.core.steps.base import StepBase


class Include(StepBase, frozen=True, kw_only=True, tag="include"):
    exercise: str
    """The exercise whose steps are put here."""

    asks: ClassVar[bool] = True

    on_paper: ClassVar = ("Another exercise", "")
