"""Patterns: hardly ever said where there is none, mostly where there is one; and their gate."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import combinations

import pytest

from rsense.core.records import Trigger
from rsense.insight.patterns import KINDS, SHOWS_BY, patterns, shows_by
from tests.insight.histories import BEGIN, EFFECT, any_kind, history, with_effect


@pytest.mark.slow
def test_at_most_12_in_100_people_are_misled_where_nothing_goes_with_anything() -> None:
    chance = random.Random(21)
    misled = sum(bool(patterns(history(any_kind(chance), chance))) for _ in range(400))
    assert misled / 400 <= 0.12


@pytest.mark.parametrize(
    ("rate", "notes", "least"), [(1, 60, 0.55), (1, 120, 0.9), (3 / 7, 120, 0.8)]
)
def test_a_difference_of_two_points_is_found(rate: float, notes: int, least: float) -> None:
    chance = random.Random(22)
    found = 0
    for _ in range(150):
        made = patterns(history(with_effect(rate, chance), chance, notes))
        found += any(pattern.label == EFFECT for pattern in made)
    assert found / 150 >= least


def test_what_is_said_of_the_notes_that_it_takes_is_so() -> None:
    chance = random.Random(23)
    for rate, notes in SHOWS_BY:
        assert shows_by(rate) == shows_by(rate + 0.5) == notes
        made = [patterns(history(with_effect(rate / 7, chance), chance, notes)) for _ in range(100)]
        found = sum(any(pattern.label == EFFECT for pattern in one) for one in made)
        assert 70 <= found <= 92, (rate, found)
    assert shows_by(1.9) is None
    assert shows_by(70) == SHOWS_BY[0][1]


def days(strengths: list[int], *with_it: int, **said: object) -> list[Trigger]:
    """A note a day, with what is said on those days of each week (0 to 6)."""
    return [
        Trigger(
            str(day),
            BEGIN + timedelta(days=day),
            "it",
            strength,
            **(said if day % 7 in with_it else {}),  # type: ignore[arg-type]
        )
        for day, strength in enumerate(strengths)
    ]


def test_a_pattern_has_both_counts_and_the_difference_within_the_weeks() -> None:
    # Every week is stronger than the one before: that is no pattern. Wednesdays are, by 3.
    strengths = [week % 4 + 2 + 3 * (day == 2) for week in range(8) for day in range(7)]
    (found,) = patterns(days(strengths, 2, tags=("Texting",)))
    assert (found.kind, found.label, found.key) == ("tag", "Texting", "texting")
    assert (found.with_it, found.without, found.weeks) == (8, 48, 8)
    assert round(found.difference, 6) == 3
    assert found.id == "tag:texting:stronger"
    weaker = patterns(days([10 - one for one in strengths], 2, who="Sam"))
    assert [one.id for one in weaker] == ["who:sam:weaker"]


def test_words_that_share_their_notes_are_said_as_one() -> None:
    strengths = [2 + 3 * (day == 2) for _ in range(8) for day in range(7)]
    notes = days(strengths, 2, tags=("texting",), who="Sam", type="no answer", before="a call")
    (found,) = patterns(notes)
    assert {found.label, *found.same} == {"texting", "Sam", "no answer", "a call"}
    assert found.kind in KINDS


def test_one_stronger_word_is_not_told_again_as_weaker_others() -> None:
    chance = random.Random(7)
    notes = []
    for hour in range(0, 24 * 42, 6):
        tag = chance.choice(("texting", "work", "friends", "family"))
        strength = chance.randint(2, 5) + 3 * (tag == "texting")
        at = BEGIN + timedelta(hours=hour)
        notes.append(Trigger(f"{hour}", at, "it", strength, tags=(tag,)))
    (said,) = patterns(notes)
    assert (said.label, said.difference > 2) == ("texting", True)


def test_nothing_is_said_below_the_gate() -> None:
    week = [2, 2, 6, 2, 2, 2, 2]
    for notes in (
        [],
        days(week * 4, 2, tags=("x",))[:29],
        days(week * 4 + [2] * 28, 2, tags=("x",))[:28],
        days(week * 4, 2, tags=("x",)),  # 28 notes, and 4 with it
        days([5] * 70, 2, tags=("x",)),  # all alike
        days(week * 52, *range(7), tags=("x",)),  # in every note of a year
        [one._replace(at=BEGIN) for one in days(week * 10, 2, tags=("x",))],  # one week
        [one._replace(intensity=None) for one in days(week * 10, 2, tags=("x",))],
    ):
        assert patterns(notes) == ()
    assert patterns(days(week * 5, 2, tags=("x",)))


def test_the_same_notes_say_the_same_in_any_order_of_words() -> None:
    chance = random.Random(4)
    notes = history(with_effect(1, chance), chance, 200)
    turned = [note._replace(tags=note.tags[::-1]) for note in notes]
    assert patterns(notes) == patterns(notes) == patterns(turned)
    ids = [one.id for one in patterns(notes)]
    assert all(one != other for one, other in combinations(ids, 2))


def test_a_week_of_thousands_of_notes_takes_no_time() -> None:
    assert patterns([Trigger(str(n), BEGIN, "it", n % 11, tags=("x",)) for n in range(5000)]) == ()
