"""One key pressed twice: what it did to the question before, it does not do to the one after."""

from __future__ import annotations

from collections.abc import Callable

MOMENT = 0.25
"""Seconds. Nobody reads a question and answers it in less; a bouncing or held key does."""


class EnterGuard:
    """Knows whether Enter may be the one that was meant for what stood here before."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._since: float | None = None

    def shown(self) -> None:
        """Something new has come on the screen."""
        self._since = self._clock()

    def touched(self) -> None:
        """The person has begun an answer, so what comes next is meant."""
        self._since = None

    @property
    def is_bounce(self) -> bool:
        return self._since is not None and 0 <= self._clock() - self._since < MOMENT
