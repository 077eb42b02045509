"""Finds a record by its id, the beginning of one, or `last`."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from rsense.core.records import Trigger
from rsense.core.sanitize import one_line
from rsense.services.clock import when_words
from rsense.services.context import AppContext
from rsense.services.errors import FAILED, USAGE, UserError
from rsense.services.record_text import summary, truncate, unreadable_lines
from rsense.store.files.safe_read import Unreadable, read_toml
from rsense.store.records import reader, schema
from rsense.store.records.codec import decode_record
from rsense.store.records.trash import id_from_name

if TYPE_CHECKING:
    from rsense.services.context import AppContext


def last_trigger(context: AppContext) -> Trigger:
    """The trigger logged last. Raises UserError."""
    for found in context.records.newest("trigger"):
        if isinstance(found.record, Trigger):
            return found.record
    raise UserError("No trigger is logged yet. “rsense log” notes one.", USAGE)


def _trigger(context: AppContext, prefix: str) -> Trigger:
    record = context.found(prefix).record
    if not isinstance(record, Trigger):
        raise UserError(f"{prefix} is not a trigger. “rsense history” shows which are.", USAGE)
    return record


MOST_OFFERED = 5
ROOM = 48
"""Columns for the words of a record that is offered."""
NOT_READ = "(cannot be read)"


def resolve_record(context: AppContext, prefix: str) -> str:
    """The file of the record whose id begins so; `last` is the newest trigger or session.

    Names decide, so a damaged file can be picked too. Of two with one id it is the newer. Raises
    UserError.
    """
    if prefix == "last":
        return _last(context)
    by_id = groupby(context.records.paths(prefix), key=id_from_name)
    paths = list({id: next(same) for id, same in by_id}.values())
    if len(paths) == 1:
        return paths[0]
    if not paths:
        known = "“rsense history” lists what there is."
        raise _none(context, f'No record "{one_line(prefix)}". {known}')
    offered = [_offered(context, path) for path in paths[:MOST_OFFERED]]
    more = len(paths) - len(offered)
    lines = [*offered, *([f"  and {more} more"] if more else [])]
    raise UserError(
        f'"{one_line(prefix)}" could be one of these; a few more letters will tell:\n'
        + "\n".join(lines),
        USAGE,
    )


def _last(context: AppContext) -> str:
    need = reader.AllRecords()
    for path, document in reader.documents(context.records.folder, need, context.damaged.append):
        if document["kind"] != "keepsake":
            return path
    raise _none(context, "There is nothing yet. “rsense log” notes a trigger.")


def _none(context: AppContext, words: str) -> UserError:
    """The error that there is none, and the files that could not be read: it may be in one."""
    lines = "\n".join((words, *unreadable_lines(context.damaged)))
    return UserError(lines, FAILED if context.damaged else USAGE)


def _offered(context: AppContext, path: str) -> str:
    return f"  {id_from_name(path)}  {describe_record(context, path)}"


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


MOST_OPEN = 7
"""Triggers that are offered to be worked through."""
MOST_READ = 300
"""Records, the newest, among which triggers that are still open are looked for."""


def open_triggers(context: AppContext) -> list[Trigger]:
    """The newest triggers that no session has worked through yet, at most `MOST_OPEN`.

    Only the newest records are read. What `rsense now` did counts as help, not as work.
    """
    worked: set[str] = set()
    found: list[Trigger] = []
    read = reader.documents(context.records.folder, reader.AllRecords(), context.damaged.append)
    for _, document in islice(read, MOST_READ):
        if document["kind"] == "session" and document["exercise"] != "now":
            worked.update(map(str, document.get("about", ())))
        elif document["kind"] == "trigger" and document["id"] not in worked:
            record = decode_record(document)
            assert isinstance(record, Trigger)  # noqa: S101 - by its kind
            found.append(record)
            if len(found) == MOST_OPEN:
                break
    return found
