"""Small files of authors, such as packs, words and plans: one way of saying what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from rsense.core.engine.plan import Plan
from rsense.core.programmes import Programme
from rsense.core.synonyms import Synonyms
from rsense.core.vocabulary import Vocabulary
from rsense.store.files.safe_read import Unreadable, parse_as
from rsense.store.helplines import Helplines
from rsense.store.packs.read import Manifest

PACK = """id = "x"
version = "1.0"
title = "T"
licence = "MIT"
languages = ["en"]
authors = ["me"]
"""
LINE = """[[line]]
country = "DE"
kind = "crisis"
name = "N"
about = "a"
number = "1"
hours = "always"
source = "s"
checked = 2026-01-01
"""
WORDS = '[[family]]\nlabel = "x"\nwords = [{ value = "a" }]\n'
PLAN = 'format = 1\n[[run]]\nname = "a"\n[run.answers]\nnow = 3\n'
WEEK = 'format = 1\ntitle = "T"\nsummary = "s"\n[[sitting]]\nexercise = "a"\nwhy = "b"\n'
GROUP = '[[group]]\nwords = ["a"]\nexercises = ["b"]\n'
QUOTED = "text belongs here, not a number; write it in quotation marks"
NO_KEY = "is not a key here; did you mean"
IN_PAIRS = "a list belongs here, not a table; each is a table below two pairs of brackets"
FAULTS: tuple[tuple[type[Any], str, str, str, str], ...] = (
    (Manifest, PACK, '"1.0"', "1.0", f"line 2, version: {QUOTED}"),
    (Manifest, PACK, '["me"]', '"me"', "line 6, authors: a list belongs here, not text; write it"),
    (Manifest, PACK, "authors", "author", f'line 6: "author" {NO_KEY} "authors"?'),
    (Manifest, PACK, 'id = "x"\n', "", "id is missing"),
    (Manifest, PACK, '"T"', "“T”", "a curly quotation mark begins no text (at line 3, column 9)"),
    (Helplines, LINE, '"1"', "1", "line 6, number: text belongs here"),
    (Helplines, LINE, "hours", "houres", f'line 7: "houres" {NO_KEY} "hours"?'),
    (Helplines, LINE, "crisis", "crises", 'line 3, kind: "crises" cannot stand here; did you'),
    (Helplines, LINE, "2026-01-01", '"soon"', "line 9, checked: a day belongs here; write it"),
    (Helplines, LINE, "[[line]]", "[line]", f"line 2, line: {IN_PAIRS}"),
    (Helplines, LINE, 'name = "N"\n', "", "line 1: name is missing"),
    (Vocabulary, WORDS, '{ value = "a" }', '"a"', "line 3: a table belongs here, not text"),
    (Vocabulary, WORDS, "value", "valeu", f'line 3: "valeu" {NO_KEY} "value"?'),
    (Vocabulary, WORDS, "label", "lable", f'line 2: "lable" {NO_KEY} "label"?'),
    (Plan, PLAN, "name", "nam", f'line 3: "nam" {NO_KEY} "name"?'),
    (Plan, PLAN, "format = 1", "format = 2", 'line 1, format: "2" cannot stand here; one of 1'),
    (Programme, WEEK, "why", "wy", f'line 6: "wy" {NO_KEY} "why"?'),
    (Programme, WEEK, "[[sitting]]", "[sitting]", f"line 5, sitting: {IN_PAIRS}"),
    (Synonyms, GROUP, '["a"]', '"a"', "line 2, words: a list belongs here, not text"),
)


def test_a_fault_is_said_with_its_line_and_what_to_do() -> None:
    for kind, text, right, wrong, words in FAULTS:
        assert parse_as(text, "x.toml", kind)
        with pytest.raises(Unreadable) as caught:
            parse_as(text.replace(right, wrong, 1), "x.toml", kind)
        assert words in str(caught.value), (kind, wrong)
        assert "`" not in str(caught.value)
        assert "?." not in str(caught.value)
