"""Programmes as values, and what is wrong with one."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from rsense.core.programmes import MOST_SITTINGS, Programme, Sitting, span_of
from tests.shipped import LIBRARY

GOOD = Programme(1, "A week", "Two sittings.", (Sitting("sit", "Because."), Sitting("walk", "So.")))


def test_a_span_is_a_number_and_a_unit() -> None:
    spans = (("1 day ", 24), ("a week", 168), ("12 hours", 12), ("2  Months", 1440))
    for words, hours in (*spans, ("two days", 48)):
        assert span_of(words) == timedelta(hours=hours), words
    for words in ("", "day", "0 days", "-1 day", "1.5 days", "soon", "10000 days", "١ day"):
        assert span_of(words) is None, words


def test_a_fault_is_told_with_its_sitting() -> None:
    def wrong(*sittings: Sitting, **head: str) -> list[tuple[int, str]]:
        changed = msgspec.structs.replace(GOOD, **head, sitting=sittings or GOOD.sitting)
        return [
            (number, what.partition(";")[0]) for number, what in changed.problems({"sit", "walk"})
        ]

    sit = GOOD.sitting[0]
    assert wrong() == []
    assert wrong(sit, Sitting("fly", "So.")) == [(2, 'there is no exercise "fly"')]
    assert wrong(sit, Sitting("walk", "So.", rest="soon")) == [(2, '"soon" is no span')]
    assert wrong(Sitting("sit", "So.", optional=True)) == [(1, "the first is optional")]
    assert wrong(title=" ") == [(0, "a title, a summary or a why has no words")]
    assert wrong(summary="a\x1b[2J") == [(0, "a text has a line break or a control character")]
    assert wrong(*[sit] * (MOST_SITTINGS + 1)) == [(0, f"it has {MOST_SITTINGS + 1} sittings")]


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field `reminder`"):
        msgspec.convert({**msgspec.to_builtins(GOOD), "reminder": "daily"}, Programme)


def test_the_shipped_ones_have_six_to_ten_sittings_of_shipped_exercises() -> None:
    assert {*LIBRARY.programmes} >= {"first-week", "six-weeks", "finding-words", "the-two-of-us"}
    for name, programme in LIBRARY.programmes.items():
        assert list(programme.problems(LIBRARY.paths)) == [], name
        assert 6 <= len(programme.sitting) <= 10, name
