"""What may come in from elsewhere, whole and spoilt: JSON lines, JSON of jrnl, tables."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable

from rsense.cli.commands.import_ import _rows
from rsense.cli.export_formats import as_csv, as_json_lines
from rsense.cli.output import table
from rsense.services.clock import local_now
from rsense.services.import_report import ImportReport
from rsense.store.files.safe_read import Unreadable
from rsense.store.records.repository import RecordStore
from rsense.store.records.trash import Trash
from rsense.store.transfer.import_entry import UnreadableImport
from rsense.store.transfer.importer import Importer
from tests.store.made import CARD, KINDS, TRIGGER

OWN = ["".join(as_json_lines(list(KINDS.values()))).encode()]
JRNL = [
    json.dumps(
        {
            "tags": {"@partner": 1},
            "entries": [
                {
                    "title": "Text unread @partner",
                    "body": "It is over.",
                    "date": "2026-11-03",
                    "time": "14:00",
                    "tags": ["@partner"],
                    "starred": True,
                },
                {"title": "Later", "date": "2026-11-04", "time": "09:30"},
            ],
        },
        indent=2,
    ).encode()
]
TABLES = [
    "".join(as_csv([TRIGGER, CARD])).encode(),
    b'Date;Time;What;Intensity\n2026-11-03;14:00;"a cool tone; twice";7\n2026-11-04;;x;\n',
    b"at,what,emotions\r2026-11-03,zaun,sad\r2026-11-04,pfahl,\r",
]
MAPPING = {"When": "at", "Note": "what"}
MAPPED = b"When\tNote\n2026-11-03\tzaun\n"


def as_import(path: str, name: str, mapping: dict[str, str]) -> str:
    """As `rsense import --dry-run` takes a file of this name, to the last word it says."""
    folder = os.path.join(os.path.dirname(path), "no records")
    came = ImportReport()
    landing = Importer(RecordStore(folder), Trash(folder), dry_run=True)
    try:
        with open(path, "rb") as file:
            came.take(_rows(file, name, mapping), landing, lambda _: None)
    except UnreadableImport as error:
        raise Unreadable(path, str(error)) from error
    if not all(row.problem for row in came.problems):
        raise AssertionError("an entry is not taken, and nobody is told why")
    list(table(iter(came.preview), local_now(), 80))
    list(came.problem_lines())
    return "comes in" if came.landed else "is told"


def as_lines(path: str) -> str:
    return as_import(path, "in.json", {})


def as_table(path: str) -> str:
    with open(path, "rb") as file:
        mapped = file.read(4) == MAPPED[:4]
    return as_import(path, "in.csv", MAPPING if mapped else {})


# Small files that cost a careless reader seconds or gigabytes.


def _deep(chance: random.Random) -> bytes:
    mark = chance.choice((b"[", b'{"a":', b"[[],"))
    return b'{"format":1,"kind":' + mark * chance.randint(10, 60_000)


def _numbers(chance: random.Random) -> bytes:
    number = chance.choice((b"9" * 4000, b"9" * 5000, b"1e999", b"-0", b"NaN"))
    return b'{"format": 1, "kind": "trigger", "intensity": %s}\n' % number * chance.randint(1, 50)


def _nodes(chance: random.Random) -> bytes:
    one = chance.choice((b"[],", b"{},", b'"",', b"0,", b'{"a":[]},'))
    return b'{"kind": "jrnl", "format": [], "entries": [' + one * 60_000 + b"0]}"


def _escapes(chance: random.Random) -> bytes:
    word = chance.choice((b"\\ud800", b"\\u0000", b"\\udfff\\ud83d", b"\\u001b]0;", b"\\r"))
    words = word * chance.randint(1, 20_000)
    own = b'{"format": 1, "id": "k3f9a2q7xm", "kind": "trigger", "what": "%s", '
    return own % words + b'"at": "2026-11-22T11:52:08+01:00"}\n'


def _entries(chance: random.Random) -> bytes:
    entry = b'{"date": "2026-11-03", "time": "14:00", "title": "%d"},'
    entries = b"".join(entry % n for n in range(chance.randint(1, 400)))
    return b'{"entries": [' + entries + b"5]}"


def _same_keys(chance: random.Random) -> bytes:
    return b"{" + b'"format": 1, "kind": 2, "id": {"$": 3}, ' * chance.randint(1, 4000) + b'"a":1}'


def _wide(chance: random.Random) -> bytes:
    sign = chance.choice((b",", b";", b"\t"))
    names = sign.join(b"column %d" % n for n in range(chance.randint(1, 20_000)))
    return chance.choice((b"at,what,", b"")) + names + b"\n" + sign * 30_000


def _long(chance: random.Random) -> bytes:
    cell = chance.choice((b"x", b'""', b"\xc3\xa4", b"\n", b"\r", b"'=")) * chance.randint(
        1, 140_000
    )
    quote = chance.choice((b'"', b""))
    head = chance.choice((b"at,what\n2026-11-03,", b"at,what\r2026-11-03,", b"", b"when,"))
    return head + quote + cell + chance.choice((quote, b"")) + b"\n2026-11-04,y\n"


def _rows_of_nothing(chance: random.Random) -> bytes:
    row = chance.choice((b"2026-11-03,x\r", b",\n", b'"",""\r\n', b"9999-12-31,x\n"))
    return b"at,what\n" + row * chance.randint(1, 1500)


def _values(chance: random.Random) -> bytes:
    """A line as long as may be, of the smallest values there are."""
    one = chance.choice((b"[],", b"{},", b'"",', b"1,", b'{"a":1},'))
    return b'{"format":1,"kind":[' + one * (chance.randint(1, 4_100_000) // len(one)) + b"0]}\n"


def _cells(chance: random.Random) -> bytes:
    """The same of cells, in one line or in a cell of several lines each."""
    one = chance.choice((b"aa,", b'"",', b'"\n",'))
    head = chance.choice((b"at,what,", b"at,what\n2026-11-03,x,"))
    return head + one * (chance.randint(1, 4_100_000) // len(one))


JSON_BOMBS: list[Callable[[random.Random], bytes]] = [
    _deep,
    _numbers,
    _nodes,
    _escapes,
    _entries,
    _same_keys,
    _values,
]
TABLE_BOMBS: list[Callable[[random.Random], bytes]] = [_wide, _long, _rows_of_nothing, _cells]
