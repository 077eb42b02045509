"""Parts of an entry that every import shares: texts, lists, ids, and no empty parts."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping

from rsense.core.stored_text import is_blank, stored_text
from rsense.store.files import durable
from rsense.store.records.json_codec import InvalidJsonRecord
from rsense.store.records.schema import Document

Entry = tuple[Document, tuple[str, ...]]
"""A record's document, and what of the entry it leaves out."""
Seen = Counter[bytes]
"""Number of entries that say the same, by digest."""
LONGEST_TEXT = 1_000_000
"""Bytes in one text, at most, as `rsense log` has it."""
SAYING = ("what", "thought", "text")


def kept_text(words: str) -> str:
    """The text as it is kept, empty if it says nothing. Raises InvalidJsonRecord."""
    text = stored_text(words)
    if len(text.encode()) > LONGEST_TEXT:
        raise InvalidJsonRecord(f"it is longer than fits ({LONGEST_TEXT:,} bytes)")
    return "" if is_blank(text) else text


def trimmed_text(words: str) -> str:
    """A name, a word of a list, or what an id is made of: an id must stay what it always was."""
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def string_in(entry: Mapping[str, object], key: str) -> str:
    """A text of an entry in JSON; empty where there is none. Raises InvalidJsonRecord."""
    value = entry.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidJsonRecord(f"its {key} is no text")
    return value


def words_of_cell(cell: str, signs: str = ";|,") -> list[str]:
    """The words of a list in one cell, parted by the first of these signs that it has."""
    sign = next((sign for sign in signs if sign in cell), signs[-1:])
    return [word for part in cell.split(sign) if (word := part.strip())]


def filled(document: Document) -> Document:
    """The document without empty parts; something must be left. Raises InvalidJsonRecord."""
    found = {key: value for key, value in document.items() if value not in ("", [], None)}
    if not any(key in found for key in SAYING):
        raise InvalidJsonRecord("it says nothing")
    return found


def derived_id(source: str, seen: Seen, *parts: str) -> str:
    """An id made of what an entry says; of two that say the same, the second has another."""
    said = "\0".join((source, *parts)).encode("utf-8", "replace")
    met = hashlib.sha256(said).digest()[:16]
    seen[met] += 1
    return durable.derived_id(b"%s\0%d" % (said, seen[met]))


class UnreadableImport(Exception):
    """A whole file that cannot be read as what it seems to be. The message is for the person."""
