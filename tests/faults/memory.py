"""How far a process grew in between, at most: measured anew for every input.

Linux alone tells and resets a peak. Elsewhere nothing is measured, and that is said.
"""

from __future__ import annotations

import ctypes
import gc
import os
import re
from contextlib import suppress

SLACK = 8 * 1024
"""Kilobytes that may stay taken before they are given back to the system, so as not to hide what
comes next."""
_PEAK = re.compile(rb"VmHWM:\s*(\d+) kB")
_NOW = re.compile(rb"VmRSS:\s*(\d+) kB")
_RESET_PEAK = b"5"


class Memory:
    """The peak of this process, above the least it settled at."""

    def __init__(self) -> None:
        self.measured = 0
        self._status = self._reset = -1
        with suppress(OSError):
            self._status = os.open("/proc/self/status", os.O_RDONLY | os.O_CLOEXEC)
            self._reset = os.open("/proc/self/clear_refs", os.O_WRONLY | os.O_CLOEXEC)
            os.write(self._reset, _RESET_PEAK)
        self._floor = self._read(_NOW)
        self.works = self._reset >= 0 and self._floor > 0

    def begin(self) -> None:
        """What is taken from now on counts."""
        if not self.works:
            return
        if self._read(_NOW) > self._floor + SLACK:
            gc.collect()
            _give_back()
            self._floor = self._read(_NOW)
        self._floor = min(self._floor, self._read(_NOW))
        os.write(self._reset, _RESET_PEAK)

    def grown(self) -> int:
        """Kilobytes that were taken at once since `begin`; 0 where that cannot be known."""
        if not self.works:
            return 0
        self.measured += 1
        return self._read(_PEAK) - self._floor

    def _read(self, what: re.Pattern[bytes]) -> int:
        if self._status < 0:
            return 0
        found = what.search(os.pread(self._status, 8192, 0))
        return int(found[1]) if found else 0


def _give_back() -> None:
    """What the allocator keeps for later; where it has no such call, it keeps it."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
