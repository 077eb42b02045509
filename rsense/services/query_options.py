"""Builds a query from the options of `rsense history`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rsense.services.clock import MachineZone
from rsense.services.errors import USAGE, UserError
from rsense.store.records.query import RecordQuery

if TYPE_CHECKING:
    from typing import Any


DEFAULT_COUNT = 20


def build_query(
    now: dt.datetime, *, since: str = "", until: str = "", today: bool = False, **filters: Any
) -> RecordQuery:
    """The filters as one value, `since` and `until` read as moments. Raises UserError."""
    return RecordQuery(
        since=parse_span(since, now)[0] if since else None,
        until=parse_span(until, now)[1] if until else None,
        day=now.date() if today else None,
        **filters,
    )


def parse_span(words: str, now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """From when to when somebody means. Raises UserError."""
    from rsense.core.date_phrases import InvalidTime
    from rsense.core.datetime_phrases import span

    try:
        return span(words, now, MachineZone())
    except InvalidTime as error:
        raise UserError(str(error), USAGE) from error
