"""A long list of words in lines: the family first, a typed word at once."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rsense.core.prompts import Option, Pick, Value
from rsense.plain.console import Command
from rsense.plain.prompt_io import ask
from tests.plain.lines import shown, talk

FAMILIES = {"Fear": "anxious", "Hurt": "lonely", "Anger": "cross"}
WORDS = Pick(
    "What do you feel?",
    tuple(
        Option(f"{word} {n}", f"{word} {n}", group=name)
        for name, word in FAMILIES.items()
        for n in "abcdefgh"
    ),
    at_most=3,
    other=True,
)
ONE = replace(WORDS, at_most=1)

ANSWERS: dict[str, tuple[Pick, list[str], Value]] = {
    "a word": (ONE, ["lonely b"], ("lonely b",)),
    "words of two families": (WORDS, ["lonely b, Anxious A"], ("anxious a", "lonely b")),
    "own words": (ONE, ["odd"], ("odd",)),
    "a family, then a number": (ONE, ["2", "3"], ("lonely c",)),
    "a family, then a word of another": (ONE, ["2", "cross a"], ("cross a",)),
    "numbers of one family": (WORDS, ["3", "1 2", ""], ("cross a", "cross b")),
    "one of each": (WORDS, ["1", "1", "2", "1", "3", "1"], ("anxious a", "lonely a", "cross a")),
    "back to the families": (ONE, ["1", "", "2", "1"], ("lonely a",)),
    "a word taken back": (WORDS, ["1", "1", ":back", "2", "1", ""], ("lonely a",)),
    "a family that there is not": (ONE, ["4", "1", "9", "8"], ("anxious h",)),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_family_pick_takes(name: str) -> None:
    prompt, lines, value = ANSWERS[name]
    here = talk(*lines)
    assert ask(shown(prompt), here.console) == value
    assert here.lines == []


def test_family_pick_shows_a_line_for_each_family_and_words_on_request() -> None:
    here = talk("2", "1")
    ask(shown(ONE), here.console)
    assert here.written[1].startswith("  1. Fear: anxious a, anxious b")
    assert len(here.written) == 1 + len(FAMILIES) + 1 + 8


def test_family_pick_drafts_words_and_no_number_of_a_family() -> None:
    drafts: list[Value] = []
    ask(shown(WORDS), talk("1", "1", "2", "1", "").console, drafts.append)
    assert drafts == [("anxious a",), ("anxious a", "lonely a")]


def test_family_pick_goes_back_from_the_families_alone() -> None:
    assert ask(shown(ONE), talk("1", ":back", ":back").console) is Command.BACK
