"""Ignore an Enter that arrives too soon after a new question (key bounce)."""

from __future__ import annotations

from collections.abc import Callable

MOMENT = 0.25
"""Seconds in which an Enter is a bounced or held key: nobody reads a question in less."""


class EnterGuard:
    """Tells whether an Enter may have been meant for the question before."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._since: float | None = None

    def shown(self) -> None:
        """Start the interval: a new question is on the screen."""
        self._since = self._clock()

    def touched(self) -> None:
        """End the interval: an answer was begun, so the next Enter is meant."""
        self._since = None

    @property
    def is_bounce(self) -> bool:
        return self._since is not None and 0 <= self._clock() - self._since < MOMENT
