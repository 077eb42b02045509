"""Records as entries of the history; a trigger and what was done about it soon after are one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import timedelta

from rsense.core.records import FollowUp, Keepsake, PathMark, Record, Ritual, SessionRecord, Trigger
from rsense.core.shelves import SHELF_TITLES
from rsense.ports import HistoryEntry
from rsense.services.clock import when_words
from rsense.services.context import AppContext
from rsense.services.record_text import format_record, path_words
from rsense.store.records import reader
from rsense.store.records.codec import KINDS, decode_record
from rsense.store.records.query import RecordQuery

PEOPLE = "people"
"""The shelf of phone contacts: they are no events."""


TOGETHER = timedelta(hours=3)
"""How long after a trigger what was done about it still stands with it."""

Group = Sequence[Record]
"""Records of one entry, the oldest first."""


def history_entries(context: AppContext, words: str = "") -> Iterator[HistoryEntry | None]:
    """The records with all of these words as entries, the newest first.

    None for each record that makes no entry: it does not fit, cannot be read, is a phone contact,
    or stands with the trigger it is about. Words are looked for as `rsense history --search` does.
    """
    asked = RecordQuery(words=words)
    waiting: deque[Group] = deque()
    """Entries that an older record may still belong to."""
    for document in reader.looked_through(context.records.folder, asked, context.damaged.append):
        fits = document is not None and asked.matches(document)
        record = decode_record(document) if document is not None and fits else None
        if record is None or (isinstance(record, Keepsake) and record.shelf == PEOPLE):
            yield None
            continue
        while waiting and waiting[0][0].at - record.at > TOGETHER:
            yield _entry(waiting.popleft(), context)
        mine = [group for group in waiting if any(_belong(record, other) for other in group)]
        for group in mine:
            waiting.remove(group)
            yield None
        waiting.append((record, *(one for group in reversed(mine) for one in group)))
    for group in waiting:
        yield _entry(group, context)


def _belong(one: Record, other: Record) -> bool:
    """Whether one of them is about the other. Cards, rituals and follow-ups stand alone."""
    alone = Keepsake | Ritual | FollowUp
    if isinstance(one, alone) or isinstance(other, alone):
        return False
    return one.id in other.about or other.id in one.about


def history_entry(record: Record, context: AppContext) -> HistoryEntry:
    return _entry((record,), context)


def _entry(group: Group, context: AppContext) -> HistoryEntry:
    head = next((one for one in group if isinstance(one, Trigger)), group[0])
    others = [one for one in group if one is not head]
    kind = "kept" if isinstance(head, Keepsake) else KINDS[type(head)]
    if isinstance(head, Trigger) and head.is_good:
        kind = "good"
    now = context.now()
    sessions = (one.measures for one in group if isinstance(one, SessionRecord))
    distress = [measures["distress"] for measures in sessions if "distress" in measures]
    strength = head.intensity if isinstance(head, Trigger) else None
    if strength is None and distress:
        strength = distress[0].before
    return HistoryEntry(
        head.id,
        when_words(head.at, now),
        kind,
        _line(head),
        "\n\n".join("\n".join(_text(one, context)) for one in (head, *others)),
        days=(now.date() - head.at.date()).days,
        strength=strength,
        after=distress[-1].after if distress else None,
    )


def _text(record: Record, context: AppContext) -> Sequence[str]:
    """The record in lines, without its time and id."""
    return [*format_record(record, context)][1:]


def _line(record: Record) -> str:
    match record:
        case Trigger():
            return record.what or record.thought or ", ".join(record.emotions)
        case SessionRecord():
            left = ", left half way" if record.outcome == "left" else ""
            return f"{record.title}{left}"
        case Keepsake():
            return record.text
        case PathMark():
            return f"{record.title or record.programme}: {path_words(record._asdict())}"
        case Ritual():
            return f"{record.text}, {record.every}"
        case FollowUp():
            return record.ask


def cards(context: AppContext) -> Iterator[tuple[str, str]]:
    """(title of its shelf, words) of every card, the newest first."""
    for found in context.records.newest("keepsake"):
        if isinstance(found.record, Keepsake) and not found.record.over:
            shelf = found.record.shelf
            yield SHELF_TITLES.get(shelf, shelf), found.record.text
