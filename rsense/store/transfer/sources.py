"""Records from elsewhere, one at a time: our own JSON lines, journals in JSON, tables.

Every row comes to a document or to a problem in words; nothing is written here. The id of what has
none is made of what it says, so the same entry always comes to the same id.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import IO

import msgspec

from rsense.core.escape import unescape_formula
from rsense.core.trigger_fields import HIGHEST, fields_of_kind
from rsense.recordable import is_recordable
from rsense.store.files.safe_read import NODES_LIMIT
from rsense.store.records import schema
from rsense.store.records.edit_validation import WORDS, range_errors
from rsense.store.records.json_codec import InvalidJsonRecord, from_json
from rsense.store.records.schema import Document
from rsense.store.transfer.csv_rows import CsvError, rows_of_cells
from rsense.store.transfer.daylio import MoodNumbers, daylio_entry, is_daylio
from rsense.store.transfer.import_entry import (
    Entry,
    Seen,
    UnreadableImport,
    derived_id,
    filled,
    kept_text,
    trimmed_text,
    words_of_cell,
)
from rsense.store.transfer.import_times import OUT_OF_YEARS, DateOrder, written_moment
from rsense.store.transfer.journal_entries import NO_ENTRY, journal_entry
from rsense.store.transfer.json_stream import BrokenJson, entry_texts
from rsense.store.transfer.table_columns import FIELDS, columns_as_fields, listing

LONGEST_LINE = 4 * 1024 * 1024
"""Bytes in a line, at most: a record of the largest size, every letter escaped, takes less."""
ID = re.compile(r"[a-z0-9]{2,32}")
_JSON_WORDS = re.compile(r'"(?:[^"\\]|\\.)*+"|".*+', re.DOTALL)
"""Strings, where marks mean nothing; one that never ends swallows the rest."""
MOST_STRANGERS = 1000
"""Things in a row in a journal that are no entries, at most: then it is another kind of list."""
_TEXTS = (*fields_of_kind("text"), "text")
"""Fields that are kept as they were written; of the others outer space is left out."""
_MAKING = Callable[[list[str]], Entry]


class ImportRow(msgspec.Struct, frozen=True):
    """One entry: a document, or what is wrong with it."""

    number: int
    document: Document | None = None
    problem: str = ""
    left_out: tuple[str, ...] = ()
    """Parts of the entry that have no place in the document."""


def read_json_lines(file: IO[bytes]) -> Iterator[ImportRow]:
    """Records as `rsense export` writes them, a line each."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            yield ImportRow(
                number, problem=f"it is longer than {LONGEST_LINE // 2**20} MB; stopped there"
            )
            return
        if line.strip():
            yield _row(number, _own, line)


def _own(line: bytes) -> Entry:
    document = from_json(_json(line.decode("utf-8-sig")))
    if document.get("format") != schema.FORMAT:
        raise InvalidJsonRecord("it has no format 1: not of this rsense, or of a newer one")
    return document, ()


def read_jrnl(file: IO[bytes]) -> Iterator[ImportRow]:
    """Entries of a journal that jrnl or Day One exported, as triggers. Raises UnreadableImport."""
    seen = Seen()
    number = strangers = 0
    try:
        for text, alone in entry_texts(file):
            number += 1
            row = _row(number, lambda entry: journal_entry(_json(entry.decode()), seen), text)
            if alone and number == 1 and row.problem == NO_ENTRY:
                raise UnreadableImport(
                    "It's JSON, but neither lines of rsense nor a journal of jrnl or Day One."
                )
            yield row
            strangers = strangers + 1 if row.problem == NO_ENTRY else 0
            if strangers > MOST_STRANGERS:
                why = f"the {strangers:,} before it are no entries. Nothing after them was read"
                yield ImportRow(number + 1, problem=why)
                return
    except BrokenJson as error:
        if not number:
            neither = "It's neither JSON lines of rsense nor JSON of jrnl or Day One"
            raise UnreadableImport(f"{neither}: {error}.") from None
        yield ImportRow(number + 1, problem=f"{error}. Nothing after it was read")


def read_csv(
    file: IO[bytes], mapping: Mapping[str, str], order: DateOrder = ""
) -> Iterator[ImportRow]:
    """Rows of a table with a header, as triggers or cards. Raises UnreadableImport.

    `mapping` is from column to field, `LEFT_OUT` for none; a column that is called like a field is
    that field.
    """

    def making(columns: list[str]) -> _MAKING:
        fields, seen = columns_as_fields(columns, mapping), Seen()
        return lambda cells: _of_table(columns, fields, cells, seen, order)

    return _rows(file, making)


def daylio_rows(file: IO[bytes], moods: MoodNumbers) -> Iterator[ImportRow]:
    """Rows of a table that Daylio exported, as triggers. Raises UnreadableImport."""

    def making(columns: list[str]) -> _MAKING:
        names = [name.casefold() for name in columns]
        if not is_daylio(names):
            raise UnreadableImport(
                f"That's no table of Daylio. Its columns are: {listing(columns)}."
            )
        return daylio_entry(names, moods, Seen())

    return _rows(file, making)


def _rows(file: IO[bytes], making: Callable[[list[str]], _MAKING]) -> Iterator[ImportRow]:
    rows = rows_of_cells(file)
    try:
        columns = [name.strip() for name in next(rows, [])]
    except CsvError as error:
        raise UnreadableImport(f"Its line 1 cannot be read: {error}.") from None
    if not any(columns):
        raise UnreadableImport("Its first line is empty. It should name the columns: date, what.")
    make, number = making(columns), 1
    try:
        for cells in rows:
            number += 1
            if any(cell.strip() for cell in cells[len(columns) :]):
                why = "it has more cells than columns; put quotes around each cell"
                yield ImportRow(number, problem=why)
            elif any(cell.strip() for cell in cells):
                yield _row(number, make, cells)
    except CsvError as error:
        yield ImportRow(number + 1, problem=f"{error}. Nothing after it was read")


def _of_table(
    columns: list[str], fields: list[str], cells: list[str], seen: Seen, order: DateOrder
) -> Entry:
    given = {field: cell for field, cell in zip(fields, cells) if field in FIELDS}
    said = {field: trimmed_text(unescape_formula(cell)) for field, cell in given.items()}
    kind = said.get("kind") or ("keepsake" if said.get("shelf") else "trigger")
    if kind not in ("trigger", "keepsake"):
        raise InvalidJsonRecord(f"a {kind} cannot come from a table; export it as JSON lines")
    when = (said["at"], "") if said.get("at") else (said.get("date", ""), said.get("time", ""))
    parts = [f"{field}={said[field]}" for field in sorted(said) if said[field]]
    document: Document = {
        "format": schema.FORMAT,
        "id": said.get("id") or derived_id("table", seen, *parts),
        "kind": kind,
        "at": written_moment(*when, order),
    }
    own = bool(said.get("id") and said.get("kind"))
    signs = ";" if own else ";|,"
    for field in schema.FIELDS[kind]:
        if field in fields_of_kind("number") and said.get(field):
            document[field] = _strength(field, said[field])
        elif field in WORDS:
            document[field] = words_of_cell(said.get(field, ""), signs)
        else:
            document[field] = said.get(field, "")
    for field in filter(document.get, _TEXTS):
        document[field] = kept_text(unescape_formula(given[field]) if own else given[field])
    named = zip(columns, fields, cells)
    return filled(document), tuple(name for name, field, cell in named if not field and cell)


def _strength(field: str, words: str) -> int:
    try:
        number = float(words)
    except ValueError:
        number = -1
    if number not in range(HIGHEST + 1):
        raise InvalidJsonRecord(f"its {field} is no number from 0 to {HIGHEST}")
    return int(number)


def _row(number: int, make: Callable[..., Entry], *parts: object) -> ImportRow:
    """An entry as a row, everything about it checked."""
    try:
        document, left_out = make(*parts)
        problem = next(_problems(document), "")
        if not problem:
            return ImportRow(number, document, left_out=left_out)
    except UnicodeDecodeError:
        problem = "it is not UTF-8 text"
    except RecursionError:
        problem = "it has too many lists or tables inside each other"
    except InvalidJsonRecord as error:
        problem = str(error)
    return ImportRow(number, problem=problem)


def _problems(document: Document) -> Iterator[str]:
    faults = [what for _, what in schema.validation_errors(document)]
    yield from faults
    if faults:
        return
    if not ID.fullmatch(document["id"]):
        yield "its id is not of small letters and digits"
    if not is_recordable(document["at"].timestamp()):
        yield OUT_OF_YEARS
    yield from (what for _, what in range_errors(document))


def _json(text: str) -> object:
    # A value of three letters takes seventy bytes, so the marks are counted before any is made.
    if len(text) > NODES_LIMIT and sum(map(_JSON_WORDS.sub("", text).count, ",[{")) > NODES_LIMIT:
        raise InvalidJsonRecord(f"it holds more than {NODES_LIMIT:,} values")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        place = place.removeprefix("line 1, ")  # a row has its own number
        raise InvalidJsonRecord(f"it is no JSON ({place})") from None
    except (ValueError, RecursionError):
        raise InvalidJsonRecord("it is no JSON that can be read here") from None
