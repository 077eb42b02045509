"""The end of a campaign: what it delivered and what it found."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping


def ended(
    name: str, begun: float, counts: Mapping[str, int], found: Iterable[str], beside: str = ""
) -> int:
    """Print it all; 1 if anything was found. `begun` is by the monotonic clock, in seconds."""
    told = list(found)
    for what, count in counts.items():
        print(f"{count:>6}  {what}")
    for what in told:
        print(f"FOUND  {what}")
    print(f"{name}: {len(told)} found, {time.monotonic() - begun:.0f} s{beside}")
    return int(bool(told))
