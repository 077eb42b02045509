"""Notice a closed terminal by polling.

A closed terminal sends SIGHUP only to its own session, and Textual, reading at the end of its
input, would spin.
"""

from __future__ import annotations

import asyncio
import os
import select
import threading
from collections.abc import Callable

SECONDS = 0.3
"""Seconds between two polls."""
INPUT, DRAWN_ON = 0, 2
TERMINALS = (INPUT, DRAWN_ON)
LAST_SECONDS = 1.5
"""Until the process is ended by force: a closed terminal can hang the writer thread."""
BROKEN_SECONDS = 5.0
"""The same after an internal error, where there is a message to print."""


def is_hung_up(descriptors: tuple[int, ...] = (DRAWN_ON,)) -> bool:
    """Whether one of these terminals has been hung up, or the one that is drawn on."""
    ask = select.poll()
    for descriptor in descriptors:
        ask.register(descriptor, 0)
    # POLLNVAL is what macOS says of every terminal.
    return any(told & (select.POLLHUP | select.POLLERR) for _, told in ask.poll(0))


def on_hangup(
    loop: asyncio.AbstractEventLoop, descriptors: tuple[int, ...], leave: Callable[[], None]
) -> None:
    """Call `leave` once, soon after one of these terminals is hung up."""

    def look() -> None:
        if is_hung_up(descriptors):
            leave()
        else:
            loop.call_later(SECONDS, look)

    if descriptors:
        loop.call_later(SECONDS, look)


def end_soon(code: int, seconds: float, first: Callable[[], None]) -> None:
    """End the process after so many seconds, even if something hangs; `first` runs before."""

    def end() -> None:
        first()
        os._exit(code)

    last = threading.Timer(seconds, end)
    last.daemon = True
    last.start()
