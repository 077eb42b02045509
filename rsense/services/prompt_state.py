"""The line that a shell's prompt reads: from which moment on something waits.

It is made from the records and can be thrown away. It is written only once `rsense prompt` made the
file, so whoever does not use it pays nothing. A second line says of which records it was made: as a
command ends, and at home, it is made anew if there are others now, whoever wrote them.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from rsense.store import paths
from rsense.store.files import durable
from rsense.store.files.operations import read_if_possible
from rsense.store.records.record_index import all_stamps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rsense.services.context import AppContext

    Source = Callable[[AppContext], Iterable[datetime]]
    """Moments from which something waits; those that are past wait now."""


def state_path(data: str) -> str:
    return paths.machine_file(data, paths.WAITS)


def update(context: AppContext, *, create: bool = False) -> None:
    """Write the line where there is one already, or `create` it. A disk that takes nothing leaves
    the prompt as it is."""
    path = state_path(context.data)
    if not create and not os.path.lexists(path):
        return
    before, made_of = read_if_possible(path), all_stamps(context.data)  # before they are read
    if before.partition(b"\n")[2] == made_of:
        return
    now = b"%d\n%b" % (_first(context), made_of)
    with suppress(durable.NotSaved, OSError):
        durable.make_folder(context.data, files=context.files)
        durable.replace(path, now, expected=before or None, files=context.files)


def update_at_exit() -> None:
    """Update the line of the person who runs this; cheap for all who have none."""
    with suppress(paths.NoHome):
        data = paths.data_folder(os.environ, sys.platform)
        if os.path.lexists(state_path(data)):
            from rsense.services.context import open_context

            update(open_context())


def _first(context: AppContext) -> int:
    """The first moment at which something waits, in seconds since 1970; 0 where nothing does."""
    from rsense.services import drafts, follow_ups

    sources: tuple[Source, ...] = (drafts.wake_times, follow_ups.ask_times)
    first = min((moment for source in sources for moment in source(context)), default=None)
    return 0 if first is None else max(int(first.timestamp()), 1)
