"""Finds records: by an id, the beginning of one, or `last`; and triggers still open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, islice

from rsense.core.records import Record, SessionRecord, Trigger
from rsense.core.sanitize import one_line
from rsense.core.text_width import truncate
from rsense.services.clock import when_words
from rsense.services.context import AppContext
from rsense.services.errors import FAILED, USAGE, UserError
from rsense.services.record_text import summary, unreadable_lines
from rsense.store.files.safe_read import Unreadable, read_toml
from rsense.store.records import reader, schema
from rsense.store.records.codec import validated_record
from rsense.store.records.record_name import id_from_name

MOST_OFFERED = 5
ROOM = 48
"""Columns for the words of a record that is offered."""
NOT_READ = "(can't be read)"


def find_record(context: AppContext, prefix: str) -> Record:
    """The one record whose id begins so; `last` is the newest trigger or session.

    Raises UserError.
    """
    path = find_path(context, prefix)
    try:
        return validated_record(read_toml(path), path)
    except Unreadable as error:
        raise UserError(str(error)) from error


def find_trigger(context: AppContext, prefix: str) -> Trigger:
    """The one trigger whose id begins so; `last` is the newest. Raises UserError."""
    if prefix == "last":
        for found in context.records.newest("trigger"):
            if isinstance(found.record, Trigger):
                return found.record
        raise UserError("No trigger is logged yet. “rsense log” notes one.", USAGE)
    record = find_record(context, prefix)
    if not isinstance(record, Trigger):
        raise UserError(f"{prefix} isn't a trigger. “rsense history” shows which are.", USAGE)
    return record


def find_path(context: AppContext, prefix: str) -> str:
    """The file of the one record whose id begins so; `last` is the newest trigger or session.

    Names decide, so a damaged file can be picked too. Of two with one id it is the newer. Raises
    UserError.
    """
    if prefix == "last":
        if newest := context.records.last():
            return newest.path
        raise none_found(context, "There's nothing yet. “rsense log” notes a trigger.")
    by_id = groupby(context.records.paths(prefix), key=id_from_name)
    found = {id: next(same) for id, same in by_id}
    if not found:
        known = "“rsense history” lists what there is."
        raise none_found(context, f'No record "{one_line(prefix)}". {known}')
    if len(found) > 1:
        raise ambiguous(prefix, found, lambda path: describe_record(context, path))
    return next(iter(found.values()))


def none_found(context: AppContext, words: str) -> UserError:
    """The error that there is none, and the files that could not be read: it may be in one."""
    lines = "\n".join((words, *unreadable_lines(context.damaged)))
    return UserError(lines, FAILED if context.damaged else USAGE)


def ambiguous(prefix: str, found: Mapping[str, str], words: Callable[[str], str]) -> UserError:
    """The error that several ids begin so; `found` maps them to what `words` describes."""
    lines = [f"  {id}  {words(path)}" for id, path in islice(found.items(), MOST_OFFERED)]
    if len(found) > MOST_OFFERED:
        lines.append(f"  and {len(found) - MOST_OFFERED} more")
    head = f'"{one_line(prefix)}" could be one of these; a few more letters will tell:'
    return UserError("\n".join((head, *lines)), USAGE)


def describe_record(context: AppContext, path: str) -> str:
    """A record in a few words with its moment."""
    document, words = _read(path)
    if document is None:
        return words
    return f"{when_words(document['at'], context.now())}  {truncate(words, ROOM)}"


def record_summary(path: str) -> str:
    """The words of a record, or the title of an unfinished session."""
    return _read(path)[1]


def _read(path: str) -> tuple[reader.Document | None, str]:
    """The document of a record, if it is one, and its words in any case."""
    try:
        document = read_toml(path)
    except Unreadable:
        return None, NOT_READ
    if schema.invalid_reason(document):
        return None, one_line(str(document.get("title", NOT_READ)))
    return document, one_line(summary(document))


def open_triggers(newest: Iterable[Record]) -> Iterator[Trigger]:
    """Triggers, of records from the newest on, that no session among them has worked through.

    What `rsense now` did counts as help, not as work.
    """
    worked: set[str] = set()
    for record in newest:
        if isinstance(record, SessionRecord) and record.exercise != "now":
            worked.update(record.about)
        elif isinstance(record, Trigger) and not record.is_good and record.id not in worked:
            yield record
