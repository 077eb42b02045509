"""An answer that is only begun: kept at most a second after the last key."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

from rsense.core.prompts import Value
from rsense.sitting import NotKept

SECONDS = 0.8
"""From a key to the saving of it. That takes a moment as well, and a second is promised."""


class HalfWritten:
    """What was begun, until it is answered or let go of."""

    def __init__(
        self, clock: Widget, save: Callable[[Value], None], complain: Callable[[NotKept], None]
    ) -> None:
        self._clock = clock
        self._save = save
        self._complain = complain
        self._timer: Timer | None = None
        self.value: Value = None
        self.safe = True
        """Whether the disk took the last that it was given."""

    def grew(self, value: Value) -> None:
        """There is more of it; it is kept before long."""
        self.value = value
        if self._timer is None:
            self._timer = self._clock.set_timer(SECONDS, self.saved)

    def saved(self) -> bool:
        """Keep what was begun; whether all of it is safe."""
        self._timer, self.safe = None, True
        try:
            if self.value is not None:
                self._save(self.value)
        except NotKept as error:
            self.safe = False
            self._complain(error)
        return self.safe

    def forget(self) -> None:
        """It is answered, or gone."""
        if self._timer is not None:
            self._timer.stop()
        self._timer, self.value, self.safe = None, None, True
