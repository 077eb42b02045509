"""What the shell may complete. Silent when something is broken: completion never complains."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from rsense.cli.desk import open_desk
from rsense.cli.failure import Failure
from rsense.core.records import Trigger
from rsense.core.shelves import SHELF_TITLES
from rsense.core.visible import one_line
from rsense.store.safe_read import Unreadable

NEWEST = 20


def exercise_names(incomplete: str) -> Iterator[tuple[str, str]]:
    with suppress(Failure, OSError, Unreadable):
        desk = open_desk()
        for name in desk.library.paths:
            if name.startswith(incomplete):
                yield name, ""


def record_ids(incomplete: str) -> Iterator[tuple[str, str]]:
    with suppress(Failure, OSError, Unreadable):
        found = (f.record for f in islice(open_desk().records.newest("trigger"), NEWEST))
        for record in found:
            if isinstance(record, Trigger) and record.id.startswith(incomplete):
                yield record.id, one_line(record.what)[:60]


def shelf_names(incomplete: str) -> Iterator[tuple[str, str]]:
    for shelf, title in SHELF_TITLES.items():
        if shelf.startswith(incomplete):
            yield shelf, title
