"""Iterate over slow readings in a thread, in short slices: keys work, and leaving is quick."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, TypeVar

from textual.screen import Screen

SLICE = 0.05
"""Seconds of one slice, and so the longest wait on leaving."""

Item = TypeVar("Item")


async def in_slices(items: Iterator[Item], screen: Screen[Any]) -> AsyncIterator[list[Item]]:
    """The items in parts, each read in a thread.

    For a worker of the screen: it is cancelled with the screen, and then nothing more is read.
    """
    while True:
        part = await asyncio.to_thread(_slice, items)
        # Its widgets go before its workers are told, and would be looked for in vain.
        if not screen.is_attached or screen not in screen.app.screen_stack:
            raise asyncio.CancelledError
        if not part:
            return
        yield part


def _slice(items: Iterator[Item]) -> list[Item]:
    end = time.monotonic() + SLICE
    part = []
    for item in items:
        part.append(item)
        if time.monotonic() >= end:
            break
    return part
