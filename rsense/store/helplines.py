"""People to call: dated lines from a plain file, and words for when even that is gone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from rsense.store.files.safe_read import SCRIPT_LIMIT, Unreadable, read_toml

ANYWHERE = "ZZ"
"""The country code of what serves every country."""


class Helpline(msgspec.Struct, frozen=True, kw_only=True):
    country: str
    """Two letters, `EU`, or ANYWHERE."""
    country_name: str
    name: str
    about: str
    contact: tuple[str, ...]
    hours: str
    url: str
    source: str
    checked: date
    """The day it was last compared with its source."""
    note: str = ""


def read_helplines(folder: str) -> tuple[Helpline, ...]:
    """The shipped lines; none when the file cannot be read, for help must answer anyway."""
    try:
        document = read_toml(os.path.join(folder, "helplines.toml"), SCRIPT_LIMIT, follow=True)
    except Unreadable:
        return ()
    tables = document.get("line")
    found: list[Helpline] = []
    for table in tables if isinstance(tables, list) else ():
        line = _helpline(table)
        if line:
            found.append(line)
    return tuple(found)


def helplines_error(folder: str) -> str:
    """The error in the file of the shipped lines; empty when all can be read."""
    path = os.path.join(folder, "helplines.toml")
    try:
        lines = read_toml(path, SCRIPT_LIMIT, follow=True).get("line")
    except Unreadable as error:
        return str(error)
    if isinstance(lines, list) and 0 < len(lines) == len(read_helplines(folder)):
        return ""
    return f"{path}: some of the people to call in it cannot be read. Install rsense again."


def _helpline(table: Any) -> Helpline | None:
    """The line that a table holds; None when anything in it is not as it should be."""
    try:
        line = Helpline(**{**table, "contact": tuple(table["contact"])})
    except (KeyError, TypeError):
        return None
    words = (value for key, value in table.items() if key not in ("contact", "checked"))
    listed = isinstance(table["contact"], list) and line.contact
    whole = listed and all(isinstance(word, str) for word in (*words, *line.contact))
    return line if whole and isinstance(line.checked, date) else None


def nearest_first(lines: Sequence[Helpline], country: str) -> list[Helpline]:
    """The lines of one's own country first, then those of anywhere, then the rest by name."""

    def rank(line: Helpline) -> tuple[int, str]:
        near = 0 if line.country == country else 1 if line.country == ANYWHERE else 2
        return near, line.country_name

    return sorted(lines, key=rank)
