"""Before and after a programme: the share of pairs that were lower."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.core.records import Trigger
from rsense.insight.programme_change import ProgrammeSpan, lower_share, programme_changes

BEGUN = datetime(2026, 9, 1, 12, tzinfo=UTC)
SPAN = ProgrammeSpan("first-week", "A first week", BEGUN, BEGUN + timedelta(days=7))
STRENGTHS = st.lists(st.integers(0, 10), min_size=1, max_size=30)


@given(STRENGTHS, STRENGTHS)
def test_it_is_the_share_of_all_pairs_with_ties_as_half(first: list[int], later: list[int]) -> None:
    pairs = [(a > b) + (a == b) / 2 for a in first for b in later]
    assert lower_share(sorted(first), later) == pytest.approx(sum(pairs) / len(pairs))


def notes(before: list[int], within: list[int], after: list[int]) -> list[Trigger]:
    days = {-9: before, 3: within, 20: after}
    return [
        Trigger(f"n{day}{place}", BEGUN + timedelta(days=day, hours=place), "it", strength)
        for day, strengths in days.items()
        for place, strength in enumerate(strengths)
    ]


@pytest.mark.parametrize(
    ("before", "within", "after", "seen"),
    [
        ([8] * 5, [10] * 9, [3] * 6, [(5, 6, 1.0)]),
        ([8] * 4, [], [3] * 6, []),
        ([8] * 5, [], [3] * 4, []),
        ([5] * 5, [], [5] * 5, [(5, 5, 0.5)]),
    ],
)
def test_five_rated_notes_are_needed_on_either_side(
    before: list[int], within: list[int], after: list[int], seen: list[tuple[int, int, float]]
) -> None:
    found = programme_changes([SPAN], notes(before, within, after))
    assert [(one.before, one.after, one.lower) for one in found] == seen
