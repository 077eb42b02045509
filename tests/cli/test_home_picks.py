"""A few exercises at hand, and what waits below them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rsense.core.records import Trigger
from rsense.ports import ExerciseLink
from rsense.services.context import AppContext
from rsense.services.home import MOST_PICKS, home, picks, search_exercises
from tests.shipped import LIBRARY

LONG, SHORT = (
    ExerciseLink("long-rest", "", "", 9, "settle"),
    ExerciseLink("short-rest", "", "", 2, "settle"),
)
THINK = ExerciseLink("think", "", "", 5, "rethink")


def test_there_is_one_of_each_stage_in_the_order_of_the_stages() -> None:
    assert picks((LONG, SHORT, THINK), ()) == (SHORT, THINK)


def test_what_was_used_last_comes_before_what_is_short() -> None:
    assert picks((LONG, SHORT), ("long-rest",)) == (LONG,)


def test_of_two_that_were_used_the_newer_stands() -> None:
    assert picks((LONG, SHORT), ("short-rest", "long-rest")) == (SHORT,)


def test_one_that_looks_back_or_is_for_two_is_not_offered(tmp_path: Path) -> None:
    assert picks((ExerciseLink("did-i", "", "", 1, "settle", at_hand=False), LONG), ()) == (LONG,)
    found = search_exercises(AppContext(str(tmp_path), LIBRARY)).exercises
    apart = {one.id for one in found if not one.at_hand}
    assert {"did-i-say-it", "how-we-quarrel"} <= apart


@given(st.lists(st.sampled_from((LONG, SHORT, THINK))), st.lists(st.text(max_size=3)))
def test_no_stage_comes_twice(every: list[ExerciseLink], used: list[str]) -> None:
    chosen = [one.stage for one in picks(every, used)]
    assert sorted(chosen) == sorted({one.stage for one in every})


def test_a_few_are_offered_those_used_last_before_those_of_earlier_stages() -> None:
    every = tuple(ExerciseLink(f"in-{n}", "", "", 1, f"stage {n}") for n in range(MOST_PICKS + 3))
    assert picks(every, ()) == every[:MOST_PICKS]
    assert picks(every, (every[-1].id,)) == (*every[: MOST_PICKS - 1], every[-1])


def test_a_note_that_nobody_looked_at_leaves_home_by_itself(tmp_path: Path) -> None:
    at = datetime(2026, 11, 1, 20, tzinfo=UTC)
    AppContext(str(tmp_path), LIBRARY).log(Trigger("note234567", at, "No answer", 6))
    for days, shown in ((13, True), (15, False)):
        later = partial(at.__add__, timedelta(days=days))
        here = home(AppContext(str(tmp_path), LIBRARY, now=later))
        assert bool(here.trigger) == shown
