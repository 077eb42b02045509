"""The table of what serves each practice: whole, and with nothing in it that does not exist."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rsense.cli.registry import COMMANDS
from rsense.store.library import shipped_folder
from tests.shipped import LIBRARY, asking

PRACTICES = 243
"""As many as the three articles name."""
SERVED, TOUCHED_ON, LATER = "served", "touched on", "later"
AT_LEAST_SERVED = 215
OTHER_ARTICLES = range(130, 151)
"""Rows that are only titles of other articles."""
NOTHING = "*nothing*"
NAME = re.compile(r"`([^`]+)`")
ROW = re.compile(r"\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|")


@dataclass(frozen=True)
class Row:
    number: int
    practice: str
    by: tuple[str, ...]
    """Names, or NOTHING."""
    judgement: str


def rows() -> Iterator[Row]:
    for line in Path(shipped_folder(), "COVERAGE.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("|") and line[2:3].isdigit():
            found = ROW.fullmatch(line)
            assert found, f"not a row: {line}"
            yield Row(int(found[1]), found[2], tuple(found[3].split(", ")), found[4])


ROWS = tuple(rows())
NAMES = sorted({part.strip("`") for row in ROWS for part in row.by if part != NOTHING})


def is_vocabulary(name: str) -> bool:
    return name.startswith("vocabulary/")


def exists(name: str) -> bool:
    """Whether there is such a command, programme, vocabulary, exercise, or step of one."""
    of, _, rest = name.partition(" ")
    if rest:
        return rest in {"rsense": COMMANDS, "programme": LIBRARY.programmes}.get(of, ())
    whole, _, part = name.partition(":")
    if is_vocabulary(name):
        return whole.removeprefix("vocabulary/") in LIBRARY.vocabularies
    if whole not in LIBRARY.sources:
        return False
    return not part or part in (id for id, _ in asking(whole))


def test_every_practice_has_one_row_in_its_place() -> None:
    assert [row.number for row in ROWS] == list(range(1, PRACTICES + 1))


def test_every_row_names_what_serves_it_unless_it_comes_later() -> None:
    odd = [
        row.number
        for row in ROWS
        if (row.by == (NOTHING,)) != (row.judgement == LATER)
        or not (row.by == (NOTHING,) or all(map(NAME.fullmatch, row.by)))
    ]
    assert odd == []


def test_every_row_is_judged_and_nearly_all_are_served() -> None:
    judged = Counter(row.judgement for row in ROWS)
    assert judged.keys() <= {SERVED, TOUCHED_ON, LATER}
    assert judged[SERVED] >= AT_LEAST_SERVED


def test_only_titles_of_other_articles_come_later() -> None:
    later = {row.number for row in ROWS if row.judgement == LATER}
    assert later - {*OTHER_ARTICLES} == set()


def test_no_row_rests_on_words_to_pick_alone() -> None:
    words = [row.number for row in ROWS if all(is_vocabulary(part.strip("`")) for part in row.by)]
    assert words == []


def test_every_practice_is_said_in_few_words() -> None:
    assert [row.number for row in ROWS if not 1 <= len(row.practice.split()) <= 10] == []


def test_every_name_is_that_of_something_there_is() -> None:
    missing = [name for name in NAMES if not exists(name)]
    assert not missing, ", ".join(missing)


def test_every_exercise_serves_some_practice() -> None:
    serving = {name.partition(":")[0] for name in NAMES}
    assert sorted({name for name in LIBRARY.sources if "/" not in name} - serving) == []
