"""The quick path where there are plans: one that fits is shown as the whole command shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from rsense.core.records import Keepsake
from rsense.store.records.repository import RecordStore
from tests.test_fast_log import LONG_AGO, imported, quickly, wholly

AT = 1_795_000_000
UNREAD = "If a message stays unread, then I will put the phone away."
PLANS = [
    UNREAD,
    "If my chest goes tight, then I will breathe.",
    'If he says "no", then I ask',
    "If “Sam” stays unread\u202e, then I’ll wait",
    "If\nSam is late,\nthen I eat",
    "If C:\\ is full, then I laugh",
]
SOME = ("a", "text", "stays", "unread", "again", "tight", "no", "Sam", "late", "C", "full")
WORDS = st.lists(st.sampled_from(SOME), min_size=1, max_size=5)


@settings(max_examples=60)
@given(
    WORDS,
    st.sampled_from([(), ("-b", "tight chest"), ("-t", "unread"), ("-w", "Sam"), ("-i", "9")]),
    st.lists(st.sampled_from(PLANS), max_size=3, unique=True),
)
def test_both_ways_show_the_same_plan(
    words: list[str], options: tuple[str, ...], plans: list[str]
) -> None:
    arguments = [*words, *options]
    mine, theirs = quickly(arguments, AT, *plans), wholly(arguments, AT, *plans)
    event(f"quick: {mine.code is not None}, shown: {'You made a plan' in theirs.err}")
    if mine.code is None:
        assert (mine.out, mine.err) == ("", "")
    else:
        assert mine == theirs


def test_a_plan_that_fits_is_shown_after_the_saving() -> None:
    mine = quickly(["unread", "again"], AT, UNREAD)
    assert mine.err.splitlines()[1:] == [f"You made a plan for this: {UNREAD}"]
    assert mine.record == quickly(["unread", "again"], AT).record


@pytest.mark.parametrize("plan", PLANS[:5])
def test_a_plan_for_something_else_does_not_slow_it_down(plan: str) -> None:
    assert quickly(["a", "quarrel"], AT, plan).code == 0


def test_a_plan_that_only_a_parser_can_read_is_left_to_one() -> None:
    assert quickly(["a", "quarrel"], AT, PLANS[5]).code is None
    assert "You made a plan" not in wholly(["a", "quarrel"], AT, PLANS[5]).err


def test_a_card_of_another_shelf_is_no_plan() -> None:
    card = Keepsake("plan1", LONG_AGO, "evidence", "If she reads 'plans' unread, then she's busy.")
    mine, theirs = (way(["plans", "reads", "unread"], AT, card) for way in (quickly, wholly))
    assert mine == theirs
    assert "You made a plan" not in mine.err


def test_it_imports_no_more_than_the_rule_for_plans(tmp_path: Path) -> None:
    RecordStore(str(tmp_path / "records")).add(Keepsake("plan1", LONG_AGO, "plans", UNREAD))
    loaded = imported("fast_log", ["a quarrel"], tmp_path)
    assert not loaded & {"re", "datetime", "dataclasses", "typing", "tomllib", "typer", "enum"}
    assert {name for name in loaded if name.startswith("rsense.insight")} == {
        "rsense.insight",
        "rsense.insight.plan_matching",
    }
