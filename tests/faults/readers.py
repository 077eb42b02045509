"""Everything that reads a file which others may have written: what it takes, and how it reads it.

A reader takes the path of one file and comes to a word for how it ended. It raises AssertionError
where a promise beyond "calmly" is broken.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import chain

from rsense.core.engine import begin, current
from rsense.core.script.parse import parse
from rsense.core.walker.walk import FULL_SHELVES, walk
from rsense.services.authoring.packs import looked_through
from rsense.store.config import read_config
from rsense.store.files.operations import read_if_possible
from rsense.store.files.safe_read import Unreadable, read_toml
from rsense.store.library import Library, read_script, shipped_folder
from rsense.store.packs.read import read_pack
from rsense.store.record_index import text_in
from rsense.store.records import reader
from rsense.store.records.codec import validated_record
from rsense.store.sessions import session_at
from rsense.store.vocabulary import read_vocabulary
from tests.faults import beside, imported
from tests.faults.made import BOMBS, CONFIG, RECORDS, SITTING, WORDS
from tests.store.packs import FILES, HOSTILE, MANIFEST, pack

LIBRARY = Library(shipped_folder())
SCRIPTS = [text.encode() for text in LIBRARY.sources.values()]


def as_script(path: str) -> str:
    text = read_script(path)
    script = parse("mine", text, {**LIBRARY.sources, "mine": text}, LIBRARY.vocabularies)
    current(begin(script))
    return "runs"


def as_walked(path: str) -> str:
    """Parsed, and every state visited."""
    text = read_script(path)
    script = parse("mine", text, {**LIBRARY.sources, "mine": text}, LIBRARY.vocabularies)
    return "is walked in part" if walk(script, FULL_SHELVES).unfinished else "is walked"


def as_record(path: str) -> str:
    told: list[Unreadable] = []
    several = list(reader.read_documents([path], reader.RecordFilter(), told.append))
    text_in(read_if_possible(path), b"text")
    validated_record(read_toml(path), path)
    return "is a record" if several else "is told"


def as_settings(path: str) -> str:
    read_config(path)
    return "is read"


def as_words(path: str) -> str:
    Library(os.path.dirname(path)).heads()
    read_vocabulary(path)
    return "is read"


def as_pack(path: str) -> str:
    """Its files lie in a zip, whatever it is called."""
    _, problems = looked_through(read_pack(path), path)
    return "is told" if problems else "is a pack"


def as_sitting(path: str) -> str:
    session_at(path)
    return "is a sitting"


def bad_pack(chance: random.Random) -> bytes:
    return chance.choice([made for made, _ in HOSTILE.values()])()


def spoiled_pack(chance: random.Random) -> bytes:
    """A pack whose sums are right, and one of whose files isn't."""
    from tests.faults.hostile import mutated

    name = chance.choice([*FILES, "pack.toml"])
    files = {file: text.encode() for file, text in FILES.items() if file != name}
    spoiled = mutated(FILES.get(name, MANIFEST).encode(), every_seed(), chance)
    if name == "pack.toml":
        return pack(files, spoiled.decode(errors="replace"))
    return pack({**files, name: spoiled})


Read = Callable[[str], str]
Bomb = Callable[[random.Random], bytes]


@dataclass(frozen=True)
class Taken:
    """What a reader is fed: whole files to spoil, and made ones."""

    seeds: list[bytes]
    bombs: list[Bomb]
    often: float = 0.03
    """How many of its inputs are made ones."""


READERS: dict[str, Read] = {
    "script": as_script,
    "walk": as_walked,
    "record": as_record,
    "sitting": as_sitting,
    "pack": as_pack,
    "settings": as_settings,
    "words": as_words,
    "helplines": beside.as_helplines,
    "note of what was last": beside.as_last,
    "list of plans": beside.as_plans,
    "draft": beside.as_draft,
    "version before a draft": beside.as_before,
    "trash": beside.as_trash,
    "lines to import": imported.as_lines,
    "jrnl to import": imported.as_lines,
    "table to import": imported.as_table,
}
FED: dict[str, Taken] = {
    "script": Taken(SCRIPTS, BOMBS),
    "walk": Taken(SCRIPTS, BOMBS, 0.2),
    "record": Taken(RECORDS, BOMBS),
    "sitting": Taken([SITTING], BOMBS),
    "pack": Taken([pack(), pack(method=0)], [bad_pack, spoiled_pack], 0.8),
    "settings": Taken([CONFIG], BOMBS),
    "words": Taken([WORDS], BOMBS),
    "helplines": Taken(beside.HELPLINES, BOMBS),
    "note of what was last": Taken(beside.NOTES, [beside.note], 0.5),
    "list of plans": Taken(beside.LISTS, [beside.listing], 0.5),
    "draft": Taken(RECORDS[:1], [*BOMBS, beside.too_much], 0.1),
    "version before a draft": Taken(RECORDS[:1], [*BOMBS, beside.too_much], 0.1),
    "trash": Taken(beside.THROWN, [*BOMBS, *[beside.thrown] * len(BOMBS) * 5], 0.5),
    "lines to import": Taken(imported.OWN, imported.JSON_BOMBS, 0.1),
    "jrnl to import": Taken(imported.JRNL, imported.JSON_BOMBS, 0.1),
    "table to import": Taken([*imported.TABLES, imported.MAPPED], imported.TABLE_BOMBS, 0.1),
}


@cache
def every_seed() -> list[bytes]:
    """What may be grafted onto any other."""
    return list(chain.from_iterable(taken.seeds for taken in FED.values()))
