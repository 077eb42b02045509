"""Columns of a table as fields of a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rsense.core.trigger_fields import TRIGGER_FIELDS
from rsense.store.transfer.daylio import is_daylio
from rsense.store.transfer.import_entry import SAYING, UnreadableImport
from rsense.store.transfer.import_times import shortened

MOST_SHOWN = 20
FIELDS = ("at", "date", "time", *TRIGGER_FIELDS, "shelf", "text", "about", "kind", "id")
"""Fields that a column of a table can be."""
LEFT_OUT = "-"
"""Stands for a field where a column shall not be taken."""


def columns_as_fields(columns: list[str], mapping: Mapping[str, str]) -> list[str]:
    """The field of each column, empty for those that are not taken. Raises UnreadableImport."""
    unknown = [name for name in mapping if name not in columns]
    if unknown:
        raise UnreadableImport(f'There is no column "{unknown[0]}". There are: {listing(columns)}.')
    if not mapping and is_daylio([name.casefold() for name in columns]):
        raise UnreadableImport("That's a table of Daylio. Add --daylio to take it in.")
    fields = [mapping.get(name, name.casefold()) for name in columns]
    fields = [field if field in (*FIELDS, LEFT_OUT) else "" for field in fields]
    doubled = [field for field, times in Counter(fields).items() if field in FIELDS and times > 1]
    if doubled:
        raise UnreadableImport(
            f"Two columns are {doubled[0]}. Map one of them to something else, "
            f'or leave it out: --map "{columns[fields.index(doubled[0])]}=-".'
        )
    have = f"Its columns are: {listing(columns)}."
    if not {"at", "date"} & set(fields):
        raise UnreadableImport(f'No column says when. {have} Say which: --map "Column=at".')
    if not set(SAYING) & set(fields):
        raise UnreadableImport(
            f'No column says what happened. {have} Say which: --map "Column=what".'
        )
    return fields


def listing(columns: list[str]) -> str:
    more = [f"{len(columns) - MOST_SHOWN:,} more"] if len(columns) > MOST_SHOWN else []
    return ", ".join([*map(shortened, columns[:MOST_SHOWN]), *more])
