"""Notices that the machine slept, or the program was stopped, between two frames."""

from __future__ import annotations

SLEPT_SECONDS = 60.0


class SleepWatch:
    """Compares two clocks, in seconds: a monotonic one may stand still while the machine sleeps."""

    def __init__(self) -> None:
        self.awake = 0.0
        """The monotonic clock when it was last seen awake."""
        self._apart = 0.0

    def begin(self, now: float, wall: float) -> None:
        self.awake, self._apart = now, wall - now

    def slept(self, now: float, wall: float) -> bool:
        """Whether there was a sleep since the last look."""
        gap = max(wall - now - self._apart, now - self.awake)
        self._apart = wall - now
        if gap <= SLEPT_SECONDS:
            self.awake = now
        return gap > SLEPT_SECONDS
