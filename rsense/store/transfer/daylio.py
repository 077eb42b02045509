"""Rows of a table that Daylio exports, as triggers.

A mood is a word there: it becomes a feeling, and how strong it was if a number was given for it.
Activities become tags, the title and the note of an entry its words; where it has none, the mood
is all that was said.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import IO

from rsense.store.records import schema
from rsense.store.records.json_codec import InvalidJsonRecord
from rsense.store.transfer.csv_rows import CsvError, rows_of_cells
from rsense.store.transfer.import_entry import (
    Entry,
    Seen,
    derived_id,
    filled,
    kept_text,
    trimmed_text,
    words_of_cell,
)
from rsense.store.transfer.import_times import written_moment

MoodNumbers = Mapping[str, int | None]
"""Strength of each mood, by its word in small letters; None where it shall have no number."""

COLUMNS = ("time", "mood", "activities", "note")
"""Columns of every version of such a table, beside a date."""
_TAKEN = (*COLUMNS, "full_date", "year", "date", "weekday", "note_title")

# Notes that were formatted come as HTML. What has none of these ends is text, `<3` included.
_IS_MARKUP = re.compile(r"<br ?/?>|</(?:p|div|li|b|i|u|h[1-6]|strong|em|span|font)>", re.IGNORECASE)
_BREAK = re.compile(r"<br ?/?>|</(?:p|div|li|h[1-6])>\n?", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|ul|ol|li|b|i|u|s|h[1-6]|strong|em|strike|span|font)(?: [^<>]*)?>", re.IGNORECASE
)


def is_daylio(columns: list[str]) -> bool:
    """True if a table's header is one of Daylio's."""
    return set(COLUMNS) <= set(columns) and bool({"full_date", "year"} & set(columns))


def mood_words(file: IO[bytes]) -> Iterator[str]:
    """Each mood of the table once, as it is first written."""
    rows, met = rows_of_cells(file), set[str]()
    try:
        columns = [name.strip().casefold() for name in next(rows, [])]
        place = columns.index("mood") if "mood" in columns else len(columns)
        for cells in rows:
            mood = cells[place].strip() if place < len(cells) else ""
            if mood and mood_key(mood) not in met:
                met.add(mood_key(mood))
                yield mood
    except CsvError:  # told with its line when the rows are taken
        return


def mood_key(mood: str) -> str:
    return mood.strip().casefold()


def daylio_entry(columns: list[str], moods: MoodNumbers, seen: Seen) -> Callable[..., Entry]:
    """A function that makes an entry of the cells of a row."""

    def made(cells: list[str]) -> Entry:
        said = dict(zip(columns, map(trimmed_text, cells)))
        day = said.get("full_date") or f"{said.get('date', '')} {said.get('year', '')}".strip()
        mood = said.get("mood", "")
        if mood and mood_key(mood) not in moods:
            raise InvalidJsonRecord(f"the mood “{mood}” has no number")
        notes = [name for name in ("note_title", "note") if said.get(name)]
        written = [_text(kept_text(cells[columns.index(name)])) for name in notes]
        identity = (day, *(said.get(name, "") for name in (*COLUMNS, "note_title")))
        document = {
            "format": schema.FORMAT,
            "id": derived_id("daylio", seen, *identity),
            "kind": "trigger",
            "at": written_moment(day, said.get("time", "")),
            "what": "\n".join(written) or mood,
            "intensity": moods.get(mood_key(mood)),
            "emotions": [mood] if mood else [],
            "tags": words_of_cell(said.get("activities", ""), "|"),
        }
        left = (name for name, text in said.items() if text and name not in _TAKEN)
        return filled(document), tuple(left)

    return made


def _text(note: str) -> str:
    """A note as it was read there: its breaks are line ends, its other tags are left out."""
    if not _IS_MARKUP.search(note):
        return note
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", note))).strip()
