"""An edited record as text: whether it may take the old one's place, and what is wrong if not.

Knows the keys of a record and their lines; opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rsense.core.records import SUREST
from rsense.core.trigger_fields import HIGHEST, fields_of_kind
from rsense.store.files.safe_read import Unreadable, decode, parse_toml
from rsense.store.records import schema
from rsense.store.records.codec import encode
from rsense.store.records.schema import Document, without_end

_STAYS = ("format", "id", "kind")
WORDS = (*fields_of_kind("list"), "about")
"""Keys whose lists hold words."""
_NOT_TOML = re.compile(r"(.+) \(at line (\d+), column (\d+)\)\..*")


class InvalidEdit(Exception):
    """A text that cannot take the record's place. The message says line and what, a line each."""


def validate_edit(data: bytes, before: Mapping[str, Any]) -> tuple[bytes, Document]:
    """The bytes to write and their document, from what a person edited. Raises InvalidEdit and
    NotSaved.

    The text stays as it was typed, comments too, if it ends as a record must.
    """
    try:
        text = decode(data)
        document = parse_toml(text)
    except Unreadable as error:
        raise InvalidEdit(_at_line(error.why)) from None
    problems = list(_problems(document, before))
    if problems:
        raise InvalidEdit("\n".join(_line(text, key) + what for key, what in problems))
    whole, typed = without_end(document), text.encode()
    return (typed if typed.endswith(schema.ENDS) else encode(whole)), whole


def range_errors(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(key, what is wrong) of values that are of the right type and still not right."""
    for key in fields_of_kind("number"):
        if not 0 <= document.get(key, 0) <= HIGHEST:
            yield key, f"{key} goes from 0 to {HIGHEST}"
    if not 0 <= document.get("sure", 0) <= SUREST:
        yield "sure", f"sure goes from 0 to {SUREST}"
    for key in WORDS:
        if not all(isinstance(word, str) for word in document.get(key, ())):
            yield key, f"{key} must be a list of words in quotes"


def _problems(document: Document, before: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    moved = [key for key in _STAYS if document.get(key) != before.get(key)]
    for key in moved:
        yield key, f"{key} must stay as it was, {before.get(key)}"
    if not moved:
        faults = list(schema.validation_errors(document))
        yield from faults or range_errors(document)


def _line(text: str, key: str) -> str:
    """`line 4: `, where a key of the top stands; nothing where there is none."""
    pattern = re.compile(rf"[ \t]*(?:\[+[ \t]*)?([\"']?){re.escape(key)}\1[ \t]*[=.\]]")
    for number, line in enumerate(text.split("\n"), 1):
        if pattern.match(line):
            return f"line {number}: "
    return ""


def _at_line(why: str) -> str:
    if found := _NOT_TOML.fullmatch(why):
        return f"line {found[2]}, column {found[3]}: {found[1]}"
    if found := re.match(r"line (\d+) ", why):
        return f"line {found[1]}: it {why[found.end() :]}"
    return why
