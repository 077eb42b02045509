"""Countries, their emergency numbers and their lines, read from one plain file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

import msgspec

from rsense.core.fold import fold
from rsense.core.options import HelpKind
from rsense.core.people import Contact, Country
from rsense.store.files.safe_read import SCRIPT_LIMIT, Unreadable, read_toml

Table = TypeVar("Table", bound=msgspec.Struct)


class EmergencyNumber(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The countries that share an emergency number, by code, each with its names."""

    call: str
    countries: dict[str, tuple[str, ...]]
    source: str
    """The page where it was read."""
    checked: date
    """The day on which it was read there."""

    def __post_init__(self) -> None:
        if not self.countries or not all(self.countries.values()):
            raise ValueError("A country has a name.")


class Helpline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    country: str
    kind: HelpKind
    name: str
    about: str
    number: str
    also: str = ""
    hours: str
    free: bool = False
    source: str
    """The page where it was read."""
    checked: date
    """The day on which it was read there."""

    def contact(self) -> Contact:
        shared = {name: getattr(self, name) for name in Contact.__struct_fields__}
        return Contact(**shared | {"checked": f"{self.checked:%-d %b %Y}"})


class Helplines(msgspec.Struct, frozen=True):
    """All that is known, in the order of the file: by country, and by need."""

    emergency: tuple[EmergencyNumber, ...] = ()
    lines: tuple[Helpline, ...] = ()

    def countries(self) -> Iterator[Country]:
        for number in self.emergency:
            for code, names in number.countries.items():
                yield Country(code, names, number.call)

    def find(self, words: str) -> Country | None:
        """The country of this code or name, in any of its spellings."""
        wanted = fold(words.strip())
        for country in self.countries():
            if wanted in (fold(country.code), *map(fold, country.names)):
                return country
        return None


def read_helplines(folder: str) -> Helplines:
    """The shipped file; empty when it cannot be read, for help must answer anyway."""
    try:
        return _read(folder)[0]
    except Unreadable:
        return Helplines()


def helplines_error(folder: str) -> str:
    """The error in the shipped file; empty when all of it can be read."""
    try:
        known, broken = _read(folder)
    except Unreadable as error:
        return error.why
    if known.emergency and known.lines and not broken:
        return ""
    return "some of the people to call in it cannot be read; install rsense again"


def _read(folder: str) -> tuple[Helplines, int]:
    """What is as it should be, and the number of tables that are not. Raises Unreadable."""
    document = read_toml(os.path.join(folder, "helplines.toml"), SCRIPT_LIMIT, follow=True)
    numbers = _converted(document.get("emergency"), EmergencyNumber)
    lines = _converted(document.get("line"), Helpline)
    known = Helplines(tuple(filter(None, numbers)), tuple(filter(None, lines)))
    return known, numbers.count(None) + lines.count(None)


def _converted(tables: Any, kind: type[Table]) -> list[Table | None]:
    """The tables, with None for each in which not everything is as it should be."""
    found: list[Table | None] = []
    for table in tables if isinstance(tables, list) else ():
        try:
            found.append(msgspec.convert(table, kind))
        except msgspec.ValidationError:
            found.append(None)
    return found
