"""A save that a screen waits for without standing still."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.widget import Widget

from rsense.save_queue import QUIET_SECONDS, SaveQueue

T = TypeVar("T")


async def saved(
    node: Widget, job: Callable[[], T], say_slow: Callable[[], object] = lambda: None
) -> T:
    """What a save returns or raises. `say_slow` is called where it takes a while.

    Only to be awaited in a worker: a screen whose message handler waits takes no keys.
    """
    saves: SaveQueue = node.app.saves  # type: ignore[attr-defined]
    timer = node.set_timer(QUIET_SECONDS, say_slow)
    try:
        return await saves.run(job)
    finally:
        timer.stop()
