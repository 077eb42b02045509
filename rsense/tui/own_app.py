"""The app that a widget or screen belongs to, with its type, and its saves.

Textual types it as any App, and `rsense.tui.app` imports the screens: they cannot import it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from rsense.save_queue import QUIET_SECONDS

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.dom import DOMNode

    from rsense.tui.app import RsenseApp

T = TypeVar("T")


def own_app(node: DOMNode | Provider) -> RsenseApp:
    return cast("RsenseApp", node.app)


async def saved(
    node: DOMNode, job: Callable[[], T], say_slow: Callable[[], object] = lambda: None
) -> T:
    """Run a save and return its result. `say_slow` is called if it takes long.

    Await it only in a worker: a message handler that waits blocks all keys of its screen.
    """
    timer = node.set_timer(QUIET_SECONDS, say_slow)
    try:
        return await own_app(node).saves.run(job)
    finally:
        timer.stop()
