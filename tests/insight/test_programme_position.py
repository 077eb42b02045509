"""Position in a programme moves by doing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rsense.core.programmes import Programme, Sitting
from rsense.core.records import Outcome, SessionRecord
from rsense.insight.programme_position import Position, position

NOW = datetime(2026, 11, 28, 20, tzinfo=UTC)
PROGRAMME = Programme(
    1,
    "Four",
    "Four sittings.",
    (
        Sitting("a", "."),
        Sitting("b", ".", rest="1 day"),
        Sitting("c", ".", optional=True),
        Sitting("d", "."),
        Sitting("e", ".", optional=True),
    ),
)


def after(done: str, outcome: Outcome = "completed") -> Position:
    sessions = (
        SessionRecord(str(n), NOW, one, one.upper(), NOW + timedelta(days=n), outcome)
        for n, one in enumerate(done)
    )
    return position(PROGRAMME, sessions)


def test_position_moves_in_order_and_over_optional_sittings() -> None:
    for done, at, place in (
        ("", 0, "1 of 5"),
        ("a", 1, "2 of 5"),
        ("aa", 1, "2 of 5"),
        ("bda", 1, "2 of 5"),  # done before their turn: their turn still comes
        ("ab", 2, "3 of 5"),
        ("abc", 3, "4 of 5"),
        ("abd", 4, "5 of 5"),
        ("abde", 5, "5 of 5"),
        ("abdeabc", 5, "5 of 5"),
    ):
        there = after(done)
        assert (there.at, there.place) == (at, place), done


def test_a_programme_is_whole_without_what_is_optional() -> None:
    assert [done for done in ("", "a", "ab", "abd", "abde") if after(done).whole] == ["abd", "abde"]


def test_a_session_left_half_way_moves_nothing() -> None:
    assert after("ab", "left").at == 0


def test_a_rest_counts_from_the_sitting_before() -> None:
    assert after("a").opens == NOW + timedelta(hours=18)  # the next evening, a little sooner
    assert after("").opens is None
    assert after("ab").opens is None
