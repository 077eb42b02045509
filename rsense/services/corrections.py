"""Change, delete and undo records, for every frontend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rsense.core.sanitize import one_line
from rsense.core.stored_text import stored_text
from rsense.services.context import AppContext
from rsense.services.errors import FAILED, USAGE, UserError
from rsense.services.record_lookup import describe_record, find_path
from rsense.store import paths, undo_log
from rsense.store.files.durable import NotSaved
from rsense.store.files.operations import identity
from rsense.store.files.safe_read import Unreadable
from rsense.store.records import schema
from rsense.store.records.codec import encode
from rsense.store.records.edit_validation import range_errors
from rsense.store.records.edits import RecordEditor, RecordSnapshot
from rsense.store.records.schema import Document
from rsense.store.records.trash import Trash, TrashEntry, parse_trash_name

EMPTY: tuple[object, ...] = (None, "", [])
OF_DRAFTS = ("state", "since", "until")
"""Keys that “rsense drafts” changes, and no option."""
SHOWN = "“rsense trash” shows what was thrown away."
MOST_TOLD = 5
"""Things taken back that are named one by one."""
NOTHING_TO_UNDO = f"There's nothing to take back. {SHOWN}"


def record_editor(context: AppContext) -> RecordEditor:
    """The editor of a context's records: edit, delete and restore."""
    folder = paths.trash_folder(context.data)
    progress = paths.progress_folder(context.data)
    return RecordEditor(context.records, Trash(folder, context.files), progress, context.now)


def open_record(context: AppContext, id: str) -> RecordSnapshot:
    """The record that is meant, as it lies on disk, to be changed. Raises UserError."""
    path = find_path(context, id)
    try:
        return record_editor(context).held(path)
    except Unreadable as error:
        raise UserError(f"{error} It wasn't changed.", FAILED) from error


def change_record(context: AppContext, held: RecordSnapshot, wanted: Mapping[str, Any]) -> str:
    """Put values in place of a record's, None taking one away; its path, empty if nothing changes.

    Raises UserError, NotSaved.
    """
    document = _with_changes(held, wanted)
    if schema.same_document(document, held.document):
        return ""
    return replace_record(context, held, encode(document), document)


def replace_record(
    context: AppContext, held: RecordSnapshot, data: bytes, document: Document
) -> str:
    """Put another version in a record's place; its path. Raises Changed, NotSaved."""
    path, before = record_editor(context).edit(held, data, document)
    undo_log.note(context.data, "edit", before.path)
    return path


def delete_record(context: AppContext, path: str, with_those: Iterable[str] = ()) -> str:
    """Move a record to the trash; its path there. Undone with `with_those`, deleted just before.

    Raises NotSaved.
    """
    thrown = record_editor(context).delete(path).path
    undo_log.note(context.data, "delete", *with_those, thrown)
    return thrown


def _with_changes(held: RecordSnapshot, wanted: Mapping[str, Any]) -> Document:
    """The document with these values, None taking one away. Raises UserError.

    A value that says what is there already leaves it as it is, to the second and the letter.
    """
    kind, id = held.document["kind"], held.document["id"]
    possible = (
        () if kind == "session" else tuple(key for key in schema.FIELDS[kind] if key != "about")
    )
    foreign = [one_line(key) for key in wanted if key not in (*possible, "at")]
    if foreign:
        can = ", ".join(key for key in (*possible, "at") if key not in OF_DRAFTS)
        raise UserError(
            f"Of a {kind} only {can} can be changed by options, not {', '.join(foreign)}. "
            f"“rsense edit {id}” opens all of it.",
            USAGE,
        )
    for key in ("at", *schema.NEEDED[kind]):
        if key in wanted and not wanted[key]:
            raise UserError(f"A {kind} can't be without its {key}. Not changed.", USAGE)
    wanted = {k: list(v) if isinstance(v, tuple) else v for k, v in wanted.items()}
    wanted = {k: v for k, v in wanted.items() if not _says_the_same(held.document.get(k), v)}
    changed = {**held.document, **wanted}
    document = {key: value for key, value in changed.items() if wanted.get(key, 0) not in EMPTY}
    if kind == "trigger" and not (document.get("what") or document.get("thought")):
        raise UserError("Without words it would be empty. Not changed.", USAGE)
    for _, problem in (*schema.validation_errors(document), *range_errors(document)):
        raise UserError(f"{problem}. Not changed.", USAGE)
    return document


def _says_the_same(there: object, wanted: object) -> bool:
    """True if a value is what is there already: a moment to its minute, a text with its line ends
    as they are kept."""
    match there, wanted:
        case datetime(), datetime():
            return there.replace(second=0, microsecond=0) == wanted.replace(second=0)
        case str(), str():
            return stored_text(there) == wanted
        case list(), list():
            return [stored_text(str(word)) for word in there] == wanted
        case _:
            return there == wanted


def undo_last(context: AppContext) -> str:
    """Take back the last log, import, edit or delete; what was done, in words. Raises UserError.

    What was done to several files is taken back from the last to the first. Where one refuses, it
    and those before it can still be taken back. An import comes back with another undo.
    """
    try:
        what, *files = undo_log.read_last(context.data) or ("",)
        there = [path for path in files if identity(path)]
    except OSError as error:
        why = error.strerror or "the disk refused"
        raise UserError(f"The last change can't be read: {why}. {SHOWN}", FAILED) from error
    if what != "log":
        there = [path for path in there if parse_trash_name(path)]
    if not there:
        raise UserError(NOTHING_TO_UNDO, FAILED)
    done: list[str] = []
    gone: list[str] = []
    for path in reversed(there):
        try:
            done.append(_taken_back(context, what, path, gone))
        except (UserError, NotSaved) as error:
            raise UserError("\n".join((*done[-MOST_TOLD:], str(error))), FAILED) from error
    undo_log.clear(context.data)
    more = [f"And {len(done) - MOST_TOLD:,} more like it."] if len(done) > MOST_TOLD else []
    if len(gone) > 1:
        undo_log.note(context.data, "delete", *gone)
        more.append("Another undo brings all of it back.")
    return "\n".join([*done[:MOST_TOLD], *more])


def _taken_back(context: AppContext, what: str, path: str, gone: list[str]) -> str:
    """Take back what was done to one file; what was done, in words. A log goes to the trash, and
    its path there to `gone`. Raises UserError, NotSaved."""
    thrown = parse_trash_name(path)
    if what == "log" or thrown is None:
        words = describe_record(context, path)
        gone.append(record_editor(context).delete(path).path)
        return f"Taken back: {words}. It's in the trash."
    now = "It reads as before" if what == "edit" else "It's back"
    return f"{now}: {describe_record(context, restore_entry(context, thrown))}."


def restore_entry(context: AppContext, thrown: TrashEntry) -> str:
    """Bring something back from the trash; its path. Raises UserError, NotSaved."""
    try:
        return record_editor(context).restore(thrown)
    except Unreadable as error:
        raise UserError(f"{error} Nothing was changed.", FAILED) from error
