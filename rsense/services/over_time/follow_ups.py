"""What comes back: the one question that waits.

One at a time, the one that was due first; none on an evening with a note at 8 or more; and however
late it is, never a word of how many wait or for how long.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from rsense.core.records import GOOD_MOMENT, FollowUp
from rsense.core.sanitize import one_line
from rsense.insight import predictions
from rsense.services.clock import MachineZone
from rsense.services.context import AppContext
from rsense.store.record_index import open_files
from rsense.store.records import reader
from rsense.store.records.schema import Document
from rsense.store.records.strong_notes import HALF_A_DAY, STRONG, may_be_strong


def open_follow_ups(context: AppContext) -> list[FollowUp]:
    """Those that are open, the first that is due first, and those without a day last."""
    records = context.listed(open_files)
    found = [one for one in records if isinstance(one, FollowUp) and one.state == "open"]
    return sorted(found, key=lambda one: (one.due is None, one.due or one.at, one.id))


def waiting(context: AppContext) -> FollowUp | None:
    """The one that is to be asked now, if any."""
    first = _first_due(context)
    return None if first is None or quiet_until(context) else first


def is_held_back(context: AppContext) -> bool:
    """True if something would be asked, were it not for a strong note."""
    return _first_due(context) is not None and quiet_until(context) is not None


def _first_due(context: AppContext) -> FollowUp | None:
    first = next(iter(open_follow_ups(context)), None)
    return first if first and first.due and first.due <= context.now() else None


def quiet_until(context: AppContext) -> datetime | None:
    """The end of an evening with a strong note: of its day, and of half a day; None on others."""
    files = may_be_strong(context.data, context.now().timestamp())
    read = reader.read_documents(files, reader.RecordFilter(), context.damaged.append)
    ends = [_end_of_evening(document["at"]) for _, document in read if _is_strong(document)]
    return max(ends, default=None)


def _is_strong(document: Document) -> bool:
    if document.get("type") == GOOD_MOMENT:
        return False
    distress = document.get("measure", {}).get("distress", {})
    answers = (reply for reply in document.get("reply", ()) if reply["step"] == "strength")
    rated = [reply.get("value") for reply in answers]
    numbers = (document.get("intensity"), distress.get("before"), distress.get("after"), *rated)
    return any(isinstance(number, int) and number >= STRONG for number in numbers)


def _end_of_evening(at: datetime) -> datetime:
    day = at.astimezone(MachineZone()).replace(hour=0, minute=0, second=0) + timedelta(days=1)
    return max(day, at + timedelta(seconds=HALF_A_DAY))


def question(follow_up: FollowUp) -> str:
    plain = follow_up.sure if not follow_up.exercise else None
    return predictions.question(one_line(follow_up.ask), plain)


def ledger(context: AppContext) -> str:
    """What became of predictions so far, in a line; empty while they are few."""
    found = (one.record for one in context.records.newest("followup"))
    return predictions.ledger(one for one in found if isinstance(one, FollowUp))
