"""Wait for a save without blocking the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.widget import Widget

from rsense.save_queue import QUIET_SECONDS
from rsense.tui.own_app import own_app

T = TypeVar("T")


async def saved(
    node: Widget, job: Callable[[], T], say_slow: Callable[[], object] = lambda: None
) -> T:
    """Run a save and return its result. `say_slow` is called if it takes long.

    Await it only in a worker: a message handler that waits blocks all keys of its screen.
    """
    timer = node.set_timer(QUIET_SECONDS, say_slow)
    try:
        return await own_app(node).saves.run(job)
    finally:
        timer.stop()
