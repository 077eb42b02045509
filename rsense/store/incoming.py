"""Records from elsewhere, one at a time: our own JSON lines, jrnl's JSON export, tables.

Every row comes to a document or to a problem in words; nothing is written here. The id of what has
none is made of what it says, so the same entry always comes to the same id.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import IO, Any

import msgspec

from rsense.core.cells import fused
from rsense.core.recordable import YEARS
from rsense.store import shape
from rsense.store.csv_rows import Unsplit, rows_of_cells
from rsense.store.edited import WORDS, range_problems
from rsense.store.json_form import NotADocument, from_json
from rsense.store.safe_read import NODES_LIMIT

Document = dict[str, Any]

LONGEST_LINE = 4 * 1024 * 1024
"""Bytes in a line, at most: a record of the largest size, every letter escaped, takes less."""
LARGEST_WHOLE = 16 * 1024 * 1024
"""Bytes in a JSON file that is one value, at most."""
MOST_VALUES = NODES_LIMIT
"""Values in a line, at most: no record holds more."""
MOST_VALUES_WHOLE = 1_000_000
LONGEST_TEXT = 1_000_000
"""Bytes in one text, at most, as `rsense log` has it."""
ID = re.compile(r"[a-z0-9]{2,32}")
_JSON_WORDS = re.compile(r'"(?:[^"\\]|\\.)*+"|".*+', re.DOTALL)
"""Strings, where marks mean nothing; one that never ends swallows the rest."""
NOON = 12
LONGEST_SHOWN = 40
MOST_SHOWN = 20

FIELDS = (
    "what", "at", "date", "time", "intensity", "emotions", "body", "urge", "who", "tags", "type",
    "domain", "before", "did", "thought", "shelf", "text", "about", "kind", "id",
)  # fmt: skip
"""What a column of a table can be."""
_SAYING = ("what", "thought", "text")


class NotTaken(Exception):
    """A whole file that cannot be read as what it seems to be. The message is for the person."""


class Row(msgspec.Struct, frozen=True):
    """One entry: a document, or what is wrong with it."""

    number: int
    document: Document | None = None
    problem: str = ""


def own_lines(file: IO[bytes]) -> Iterator[Row]:
    """Records as `rsense export` writes them, a line each."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            yield Row(
                number, problem=f"it is longer than {LONGEST_LINE // 2**20} MB; stopped there"
            )
            return
        if line.strip():
            yield _row(number, _own, line)


def _own(line: bytes) -> Document:
    document = from_json(_json(line.decode("utf-8-sig"), MOST_VALUES))
    if document.get("format") != shape.FORMAT:
        raise NotADocument("it has no format 1: not of this rsense, or of a newer one")
    return document


def jrnl_entries(file: IO[bytes]) -> Iterator[Row]:
    """Entries of `jrnl --format json`, as triggers. Raises NotTaken."""
    data = file.read(LARGEST_WHOLE + 1)
    if len(data) > LARGEST_WHOLE:
        raise NotTaken(f"It is larger than {LARGEST_WHOLE // 2**20} MB. Export it in parts.")
    try:
        whole = _json(data.decode("utf-8-sig"), MOST_VALUES_WHOLE)
    except (NotADocument, UnicodeDecodeError) as error:
        raise NotTaken(f"It is neither JSON lines of rsense nor JSON of jrnl: {error}.") from None
    entries = whole.get("entries") if isinstance(whole, dict) else None
    if not isinstance(entries, list):
        raise NotTaken("It is JSON, but neither lines of rsense nor an export of jrnl.")
    seen: Counter[str] = Counter()
    for number, entry in enumerate(entries, 1):
        yield _row(number, _of_jrnl, entry, seen)


def _of_jrnl(entry: object, seen: Counter[str]) -> Document:
    if not isinstance(entry, dict):
        raise NotADocument("it is no entry of jrnl")
    day, clock = _string(entry, "date"), _string(entry, "time")
    said = "\n".join(filter(None, (_string(entry, "title"), _string(entry, "body")))).strip()
    tags = entry.get("tags", [])
    if not isinstance(tags, list):
        raise NotADocument("its tags are no list")
    starred = ["starred"] if entry.get("starred") is True else []
    words = sorted({str(tag).strip().lstrip("@#") for tag in tags} - {""})
    document = {
        "format": shape.FORMAT, "id": _derived("jrnl", seen, day, clock, said), "kind": "trigger",
        "at": moment(f"{day} {clock}".strip()), "what": said, "tags": [*words, *starred],
    }  # fmt: skip
    return _filled(document)


def table_rows(file: IO[bytes], mapping: Mapping[str, str]) -> Iterator[Row]:
    """Rows of a table with a header, as triggers or cards. Raises NotTaken.

    `mapping` is from column to field; a column that is called like a field is that field.
    """
    rows = rows_of_cells(file)
    try:
        columns = [name.strip() for name in next(rows, [])]
    except Unsplit as error:
        raise NotTaken(f"Its line 1 cannot be read: {error}.") from None
    fields = columns_as_fields(columns, mapping)
    seen: Counter[str] = Counter()
    number = 1
    while True:
        number += 1
        try:
            cells = next(rows, None)
        except Unsplit as error:
            yield Row(number, problem=f"{error}. Nothing after it was read")
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            named = {field: cell for field, cell in zip(fields, cells) if field}
            yield _row(number, _of_table, named, seen)


def columns_as_fields(columns: list[str], mapping: Mapping[str, str]) -> list[str]:
    """The field of each column, empty for those that are not taken. Raises NotTaken."""
    unknown = [name for name in mapping if name not in columns]
    if unknown:
        raise NotTaken(f'There is no column "{unknown[0]}". There are: {_listing(columns)}.')
    fields = [mapping.get(name, name.casefold()) for name in columns]
    fields = [field if field in FIELDS else "" for field in fields]
    doubled = [field for field, times in Counter(fields).items() if field and times > 1]
    if doubled:
        raise NotTaken(f"Two columns are {doubled[0]}. Map one of them to something else.")
    have = f"Its columns are: {_listing(columns)}."
    if not {"at", "date"} & set(fields):
        raise NotTaken(f'No column says when. {have} Say which: --map "Column=at".')
    if not set(_SAYING) & set(fields):
        raise NotTaken(f'No column says what happened. {have} Say which: --map "Column=what".')
    return fields


def _listing(columns: list[str]) -> str:
    more = [f"{len(columns) - MOST_SHOWN:,} more"] if len(columns) > MOST_SHOWN else []
    return ", ".join([*map(_shown, columns[:MOST_SHOWN]), *more])


def _shown(words: str) -> str:
    return f"{words[:LONGEST_SHOWN]}…" if len(words) > LONGEST_SHOWN else words


def _of_table(cells: Mapping[str, str], seen: Counter[str]) -> Document:
    said = {field: _text(fused(cell)) for field, cell in cells.items()}
    kind = said.get("kind") or ("keepsake" if said.get("shelf") else "trigger")
    if kind not in ("trigger", "keepsake"):
        raise NotADocument(f"a {kind} cannot come from a table; export it as JSON lines")
    when = said.get("at") or f"{said.get('date', '')} {said.get('time', '')}".strip()
    parts = [f"{field}={said[field]}" for field in sorted(said) if said[field]]
    document: Document = {
        "format": shape.FORMAT, "id": said.get("id") or _derived("table", seen, *parts),
        "kind": kind, "at": moment(when),
    }  # fmt: skip
    for field in shape.FIELDS[kind]:
        if field == "intensity" and said.get(field):
            document[field] = _strength(said[field])
        elif field in WORDS:
            document[field] = _listed(said.get(field, ""))
        else:
            document[field] = said.get(field, "")
    return _filled(document)


def _listed(cell: str) -> list[str]:
    parts = cell.split(";" if ";" in cell else ",")
    return [word for part in parts if (word := part.strip())]


def moment(words: str) -> datetime:
    """An ISO date or time, by this machine's clocks where it has no offset. A day is its noon."""
    try:
        at = datetime.fromisoformat(words)
        if len(words) <= len("2026-11-03"):
            at = at.replace(hour=NOON)
        return (at if at.tzinfo else at.astimezone()).replace(microsecond=0)
    except (OSError, OverflowError, ValueError):
        raise NotADocument(f"“{_shown(words)}” is no moment such as 2026-11-03 14:00") from None


def _strength(words: str) -> int:
    try:
        number = float(words)
    except ValueError:
        number = -1
    if number not in range(11):
        raise NotADocument("its intensity is no number from 0 to 10")
    return int(number)


def _row(number: int, make: Callable[..., Document], *parts: object) -> Row:
    """What an entry comes to, everything about it looked at."""
    try:
        document = make(*parts)
        problem = next(_problems(document), "")
    except UnicodeDecodeError:
        problem = "it is not UTF-8 text"
    except RecursionError:
        problem = "it has too many lists or tables inside each other"
    except NotADocument as error:
        problem = str(error)
    return Row(number, problem=problem) if problem else Row(number, document)


def _problems(document: Document) -> Iterator[str]:
    faults = [what for _, what in shape.faults(document)]
    yield from faults
    if faults:
        return
    if not ID.fullmatch(document["id"]):
        yield "its id is not of small letters and digits"
    if document["at"].year not in YEARS:
        yield f"its year is before {YEARS[0]} or after {YEARS[-1]}"
    yield from (what for _, what in range_problems(document))


def _json(text: str, most: int) -> object:
    # A value of three letters takes seventy bytes, so the marks are counted before any is made.
    if len(text) > most and sum(map(_JSON_WORDS.sub("", text).count, ",[{")) > most:
        raise NotADocument(f"it holds more than {most:,} values")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise NotADocument(f"it is no JSON ({place})") from None
    except (ValueError, RecursionError):
        raise NotADocument("it is no JSON that can be read here") from None


def _string(entry: Mapping[str, object], key: str) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise NotADocument(f"its {key} is no text")
    return _text(value)


def _text(words: str) -> str:
    text = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text.encode("utf-8", "replace")) > LONGEST_TEXT:
        raise NotADocument(f"it is longer than fits ({LONGEST_TEXT:,} bytes)")
    return text


def _filled(document: Document) -> Document:
    """The document without empty parts; something must be left."""
    filled = {key: value for key, value in document.items() if value not in ("", [])}
    if not any(key in filled for key in _SAYING):
        raise NotADocument("it says nothing")
    return filled


def _derived(source: str, seen: Counter[str], *parts: str) -> str:
    """An id made of what an entry says; of two that say the same, the second has another."""
    said = "\0".join((source, *parts))
    seen[said] += 1
    digest = hashlib.sha256(f"{said}\0{seen[said]}".encode("utf-8", "replace")).digest()
    return base64.b32encode(digest)[:10].decode().lower()
