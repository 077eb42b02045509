"""Which record a person means: the beginning of an id, or `last`."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rsense.cli.failure import FAILED, USAGE, UserError
from rsense.cli.listing import summary, truncate, unreadable_lines
from rsense.cli.when import when_words
from rsense.core.sanitize import one_line
from rsense.store.files.safe_read import Unreadable, read_toml
from rsense.store.records import reader, schema
from rsense.store.records.trash import id_from_name

if TYPE_CHECKING:
    from rsense.cli.desk import AppContext

MOST_OFFERED = 5
ROOM = 48
"""Columns for the words of a record that is offered."""
NOT_READ = "(cannot be read)"


def resolve_record(desk: AppContext, prefix: str) -> str:
    """The file of the record whose id begins so; `last` is the newest trigger or session.

    Names decide, so a damaged file can be picked too. Of two with one id it is the newer. Raises
    Failure.
    """
    if prefix == "last":
        return _last(desk)
    by_id = groupby(desk.records.paths(prefix), key=id_from_name)
    paths = list({id: next(same) for id, same in by_id}.values())
    if len(paths) == 1:
        return paths[0]
    if not paths:
        known = "“rsense history” lists what there is."
        raise _none(desk, f'No record "{one_line(prefix)}". {known}')
    offered = [_offered(desk, path) for path in paths[:MOST_OFFERED]]
    more = len(paths) - len(offered)
    lines = [*offered, *([f"  and {more} more"] if more else [])]
    raise UserError(
        f'"{one_line(prefix)}" could be one of these; a few more letters will tell:\n'
        + "\n".join(lines),
        USAGE,
    )


def _last(desk: AppContext) -> str:
    need = reader.AllRecords()
    for path, document in reader.documents(desk.records.folder, need, desk.damaged.append):
        if document["kind"] != "keepsake":
            return path
    raise _none(desk, "There is nothing yet. “rsense log” notes a trigger.")


def _none(desk: AppContext, words: str) -> UserError:
    """That there is none; and what could not be looked into, for it may be there."""
    lines = "\n".join((words, *unreadable_lines(desk.damaged)))
    return UserError(lines, FAILED if desk.damaged else USAGE)


def _offered(desk: AppContext, path: str) -> str:
    return f"  {id_from_name(path)}  {describe_record(desk, path)}"


def describe_record(desk: AppContext, path: str) -> str:
    """A record in a few words with its moment."""
    document, words = _read(path)
    if document is None:
        return words
    return f"{when_words(document['at'], desk.now())}  {truncate(words, ROOM)}"


def record_summary(path: str) -> str:
    """What a record, or a sitting left half way, says."""
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
