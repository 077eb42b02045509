"""`jump`: back to an earlier step, a bounded number of times a session."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rsense.core.steps.base import StepBase, StepError

MOST = 20


class Jump(StepBase, frozen=True, kw_only=True, tag="jump"):
    to: str
    """The earlier step that it goes back to."""
    at_most: int
    """Times in one session, 1 to 20."""

    on_paper: ClassVar = ("Back", "")

    def errors(self) -> Iterator[StepError]:
        if not 1 <= self.at_most <= MOST:
            yield StepError("RS073", "at_most", f"from 1 to {MOST} times")
