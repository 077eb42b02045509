"""The line that a shell's prompt reads: from which moment on something waits.

It is made from the records and can be thrown away. It is written only once `rsense prompt` made the
file, so whoever does not use it pays nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime

from rsense.services import drafts, follow_ups
from rsense.services.context import AppContext
from rsense.store import paths
from rsense.store.files import durable
from rsense.store.files.operations import read_if_possible

Source = Callable[[AppContext], Iterable[datetime]]
"""Moments from which something waits; those that are past wait now."""
SOURCES: tuple[Source, ...] = (drafts.wake_times, follow_ups.ask_times)
NOTHING = b"0\n"


def state_path(context: AppContext) -> str:
    return paths.machine_file(context.data, paths.WAITS)


def line_of(context: AppContext) -> bytes:
    """The first moment at which something waits, in seconds since 1970; 0 where nothing does."""
    moments = (moment for source in SOURCES for moment in source(context))
    first = min(moments, default=None)
    return NOTHING if first is None else b"%d\n" % max(int(first.timestamp()), 1)


def update(context: AppContext, *, create: bool = False) -> None:
    """Write the line where there is one already, or `create` it. A disk that takes nothing leaves
    the prompt as it is."""
    path = state_path(context)
    if not create and not os.path.lexists(path):
        return
    before, now = read_if_possible(path), line_of(context)
    if before == now:
        return
    with suppress(durable.NotSaved, OSError):
        durable.make_folder(context.data, files=context.files)
        durable.replace(path, now, expected=before or None, files=context.files)
