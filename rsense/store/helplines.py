"""Countries, their emergency numbers and their lines: those that ship, then those of packs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from rsense.core.fold import fold
from rsense.core.options import HelpKind
from rsense.core.people import Contact, Country
from rsense.core.sanitize import first_control, one_line
from rsense.store.files.safe_read import SCRIPT_LIMIT, Unreadable, parse_as, read_toml
from rsense.store.packs import installed

Table = TypeVar("Table", bound=msgspec.Struct)
LARGEST_OF_PACK = 32 * 1024
"""Bytes of what a pack adds: help is never late for it."""
MOST_WORDS, LONGEST_WORD = 1000, 200


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


class Helplines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`helplines.toml`, in the order of the file: by country, and by need."""

    format: int = 1
    emergency: tuple[EmergencyNumber, ...] = ()
    lines: tuple[Helpline, ...] = msgspec.field(default=(), name="line")

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


def read_helplines(folder: str, packs: str | None = None) -> Helplines:
    """The shipped file, and behind it those in the folder of packs, with the title of each.

    What cannot be read is left out, for help must answer anyway. A pack changes no shipped number.
    """
    known = Helplines()
    with suppress(Unreadable):
        known = _read(folder)[0]
    with suppress(Unreadable):
        for id, where in installed.pack_folders(packs).items() if packs else ():
            if os.path.lexists(os.path.join(where, installed.HELPLINES)):
                with suppress(Unreadable):
                    more = _read(where, LARGEST_OF_PACK)[0]
                    known = _joined(known, more, installed.title_of(id, where))
    return known


def _joined(known: Helplines, more: Helplines, title: str) -> Helplines:
    """Those known, then more of a pack: countries that were not known, and lines."""
    mark = f"from the pack “{one_line(title)}”"
    codes = {country.code for country in known.countries()}
    numbers = []
    for number in more.emergency:
        if new := {code: names for code, names in number.countries.items() if code not in codes}:
            numbers.append(replace(number, call=f"{number.call} ({mark})", countries=new))
    marked = [replace(one, also=f"{one.also}, {mark}" if one.also else mark) for one in more.lines]
    return replace(known, emergency=(*known.emergency, *numbers), lines=(*known.lines, *marked))


def helplines_error(folder: str) -> str:
    """The error in the shipped file; empty when all of it can be read."""
    try:
        known, broken = _read(folder)
    except Unreadable as error:
        return error.why
    if known.emergency and known.lines and not broken:
        return ""
    return "some of the people to call in it cannot be read; install rsense again"


def _read(folder: str, limit: int = SCRIPT_LIMIT) -> tuple[Helplines, int]:
    """What is as it should be, and the number of tables that are not. Raises Unreadable."""
    document = read_toml(os.path.join(folder, installed.HELPLINES), limit, follow=True)
    numbers = _converted(document.get("emergency"), EmergencyNumber)
    lines = _converted(document.get("line"), Helpline)
    known = Helplines(emergency=tuple(filter(None, numbers)), lines=tuple(filter(None, lines)))
    return known, numbers.count(None) + lines.count(None)


def pack_helplines(text: str, path: str) -> Helplines:
    """What a pack adds. Raises Unreadable if any of it is not as it should be."""
    known = parse_as(text, path, Helplines, LARGEST_OF_PACK)
    words = [str(text) for one in known.lines for text in msgspec.to_builtins(one).values()]
    words += [text for one in known.countries() for text in (*one.names, one.emergency)]
    if any(first_control(word) or "\n" in word for word in words):  # a line end makes two people
        raise Unreadable(path, "there is a control character or a line break in it. Take it out")
    if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
        raise Unreadable(path, "there is more in it than anyone could read. Make it shorter")
    codes = [*(one.country for one in known.lines), *(one.code for one in known.countries())]
    if wrong := [code for code in codes if not re.fullmatch("[A-Z]{2}", code)]:
        raise Unreadable(path, f"“{wrong[0]}” is no country. Write two capital letters, as DE")
    return known


def _converted(tables: Any, kind: type[Table]) -> list[Table | None]:
    """The tables, with None for each in which not everything is as it should be."""
    found: list[Table | None] = []
    for table in tables if isinstance(tables, list) else ():
        try:
            found.append(msgspec.convert(table, kind))
        except msgspec.ValidationError:
            found.append(None)
    return found
