"""The table of what serves each practice: whole, and with nothing in it that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rsense.cli.registry import COMMANDS
from rsense.store.library import shipped_folder
from tests.shipped import LIBRARY, asking

PRACTICES = 243
"""As many as the three articles name."""
LATER = "*later*"
NAME = re.compile(r"`([^`]+)`")
ROW = re.compile(r"\| (\d+) \| ([^|]+) \| ([^|]+) \|")


@dataclass(frozen=True)
class Row:
    number: int
    practice: str
    served_by: tuple[str, ...]
    """Names, and LATER."""


def rows() -> Iterator[Row]:
    for line in Path(shipped_folder(), "COVERAGE.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("|") and line[2:3].isdigit():
            found = ROW.fullmatch(line)
            assert found, f"not a row: {line}"
            yield Row(int(found[1]), found[2], tuple(found[3].split(", ")))


ROWS = tuple(rows())
NAMES = sorted({part.strip("`") for row in ROWS for part in row.served_by if part != LATER})


def exists(name: str) -> bool:
    """Whether there is such a command, vocabulary, word of one, exercise, or step of one."""
    if name.startswith("rsense "):
        return name.removeprefix("rsense ") in COMMANDS
    whole, _, part = name.partition(":")
    if whole.startswith("vocabulary/"):
        vocabulary = LIBRARY.vocabularies.get(whole.removeprefix("vocabulary/"))
        return vocabulary is not None and (not part or part in vocabulary.values())
    if whole not in LIBRARY.sources:
        return False
    return not part or part in (id for id, _ in asking(whole))


def test_every_practice_has_one_row_in_its_place() -> None:
    assert [row.number for row in ROWS] == list(range(1, PRACTICES + 1))


def test_every_row_names_what_serves_it_or_says_that_it_comes_later() -> None:
    odd = [
        (row.number, part)
        for row in ROWS
        for part in row.served_by
        if part != LATER and not NAME.fullmatch(part)
    ]
    assert odd == []


def test_every_practice_is_said_in_few_words() -> None:
    assert [row.number for row in ROWS if not 1 <= len(row.practice.split()) <= 10] == []


def test_every_name_is_that_of_something_there_is() -> None:
    missing = [name for name in NAMES if not exists(name)]
    assert not missing, ", ".join(missing)


def test_every_exercise_serves_some_practice() -> None:
    serving = {name.partition(":")[0] for name in NAMES}
    assert sorted(set(LIBRARY.sources) - serving) == []
