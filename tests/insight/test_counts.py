"""Counts of notes: weeks, what set it off, urges, good beside hard; and chance, counted out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from rsense.core.records import FollowUp, Record, SessionRecord, Trigger
from rsense.insight.exact_tests import coin_p, normal_p, wilson
from rsense.insight.good_moments import good_beside_hard
from rsense.insight.selection import first_day, select
from rsense.insight.triggers import trigger_counts
from rsense.insight.urges import urge_counts
from rsense.insight.weeks import halves, weeks

TODAY = date(2026, 11, 26)
"""A Thursday."""
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def note(days: int = 0, **said: object) -> Trigger:
    """A note of so many days ago."""
    id = f"{days}{said}"
    return Trigger(id, NOON - timedelta(days=days), "it", **said)  # type: ignore[arg-type]


def test_a_selection_holds_what_was_noted_in_its_days_once() -> None:
    late = NOON.replace(hour=1).astimezone(timezone(timedelta(hours=-5)))
    records: list[Record] = [
        note(-1),
        note(0, intensity=4),
        note(0, intensity=4),  # a copy from another device
        note(3, type="good moment"),
        Trigger("evening", late, "the day before, where it was written"),
        note(200),
        SessionRecord("s", NOON, "pause", "", NOON, "completed"),
        FollowUp("f", NOON, "cold?"),
    ]
    found = select(records, first_day(TODAY, 2), TODAY)
    assert [one.at.day for one in found.hard] == [25, 26]
    assert len(found.good) == len(found.sessions) == len(found.follow_ups) == found.to_come == 1
    assert found.first == date(2026, 11, 16)
    assert first_day(TODAY, 10**9) == date(1, 1, 8)


def test_a_selection_about_one_person_holds_what_belongs_to_them() -> None:
    mine = note(1, who="Sam")
    about = SessionRecord("s", NOON, "pause", "", NOON, "completed", about=(mine.id,))
    other = SessionRecord("t", NOON, "pause", "", NOON, "completed")
    records: list[Record] = [mine, note(1, who="Jo"), about, other, FollowUp("f", NOON, "?")]
    found = select(records, first_day(TODAY, 2), TODAY, "@sam ")
    assert (found.hard, found.sessions, found.follow_ups) == ((mine,), (about,), ())


def test_weeks_run_from_the_first_note_to_today_with_the_empty_ones() -> None:
    records = [note(0, intensity=3), note(15, intensity=8), note(15), note(3, type="good moment")]
    made = weeks(select(records, date(2026, 1, 1), TODAY))
    assert [(w.begins.day, w.notes, w.days, w.peak, w.good) for w in made] == [
        (9, 2, 1, 8, 0),
        (16, 0, 0, None, 0),
        (23, 1, 1, 3, 1),
    ]
    assert weeks(select([], date(2026, 1, 1), TODAY)) == ()


def test_more_or_fewer_is_said_only_where_chance_seldom_does_it() -> None:
    for before, after, change in (
        (8, 5, "about as many"),
        (5, 8, "about as many"),
        (0, 0, "about as many"),
        (4, 20, "more"),
        (30, 8, "fewer"),
    ):
        records = [
            Trigger("first", NOON - timedelta(days=60), "so that there are whole weeks before"),
            *(Trigger(f"b{n}", NOON - timedelta(days=40), "") for n in range(before)),
            *(Trigger(f"a{n}", NOON - timedelta(days=10), "") for n in range(after)),
        ]
        made = weeks(select(records, date(2026, 1, 1), TODAY))
        found = halves(made, TODAY)
        assert found == (before, after)
        assert found.change == change, (before, after)
    assert halves(made[2:], TODAY) is None


def test_a_week_is_whole_once_its_sunday_is_over() -> None:
    sunday = TODAY + timedelta(days=6 - TODAY.weekday())
    records = [Trigger(f"n{n}", NOON - timedelta(weeks=n), "") for n in range(9)]
    made = weeks(select(records, date(2026, 1, 1), sunday))
    assert halves(made[1:], sunday) is None
    assert halves(made[1:], sunday + timedelta(days=1)) == (4, 4)


def test_what_set_it_off_is_counted_a_note_in_its_usual_spelling() -> None:
    found = trigger_counts(
        [
            note(0, type="no answer", who="Sam", tags=("Texting", "texting ", "late")),
            note(0, type="No answer", who="sam", tags=("texting",), before="a message"),
            note(1, type="no answer", who="sam", before=" "),
            note(2),
        ]
    )
    assert [(c.label, c.notes, c.of) for c in found.what] == [("no answer", 3, 3)]
    assert [(c.label, c.notes, c.of) for c in found.who] == [("sam", 3, 3)]
    assert [(c.key, c.notes) for c in found.tags] == [("texting", 2), ("late", 1)]
    assert [(c.label, c.notes, c.of) for c in found.before] == [("a message", 1, 1)]
    assert [c.notes for c in found.weekdays] == [0, 1, 1, 2, 0, 0, 0]
    assert [c.notes for c in found.parts_of_day] == [0, 0, 4, 0]
    assert trigger_counts([]) == ((),) * 6


def test_an_urge_counts_as_acted_on_where_what_was_done_names_it() -> None:
    for did, judged in (
        ("", (0, 0)),
        ("checked my phone three times", (1, 0)),
        ("I didn't check", (0, 1)),
        ("went for a walk instead of checking", (0, 1)),
        ("wanted to check, but called Jo", (0, 1)),
        ("cried, then I checked", (1, 0)),
        ("cried in the kitchen", (0, 1)),
    ):
        (check,) = urge_counts([note(urge=("check",), did=did)])
        assert (check.acted, check.not_acted) == judged, did
        assert check.unsaid == 1 - sum(judged)


def test_an_urge_is_named_by_the_past_of_its_word_too() -> None:
    for urge, did in (
        ("withdraw", "withdrew to my room"),
        ("cling", "clung to him"),
        ("overthink", "overthought it all night"),
        ("cry", "cried in the kitchen"),
        ("run myself down", "ran myself down"),
        ("over-explain", "overexplained"),
        ("apologise", "I apologized"),
    ):
        (one,) = urge_counts([note(urge=(urge,), did=did)])
        assert (one.acted, one.not_acted) == (1, 0), did


def test_what_was_done_about_an_urge_of_a_crisis_is_not_judged() -> None:
    notes = [note(urge=("hurt myself",), did="I felt hurt")]
    assert urge_counts(notes, ("hurt myself",)) == (("hurt myself", 1, 0, 0, True),)


def test_good_moments_stand_beside_the_hard_ones_with_the_same_person() -> None:
    good = {"type": "good moment"}
    records = [note(0, who="Sam"), note(1, who="sam", **good), note(2, **good), note(3, who="Jo")]
    found = good_beside_hard(select(records, date(2026, 1, 1), TODAY))
    assert [(b.good, b.hard) for b in found] == [(2, 2), (1, 1)]
    assert good_beside_hard(select(records[:1], date(2026, 1, 1), TODAY)) == ()


def test_chance_is_counted_as_the_tables_have_it() -> None:
    assert round(coin_p(5, 13), 2) == round(coin_p(8, 13), 2) == 0.58
    assert coin_p(0, 0) == 1
    assert coin_p(0, 5000) < 1e-300
    assert round(normal_p(1.959964), 4) == round(normal_p(-1.959964), 4) == 0.05
    assert [round(100 * side) for side in wilson(3, 3)] == [44, 100]
    assert [round(100 * side) for side in wilson(9, 10)] == [60, 98]
    assert wilson(0, 0) == (0, 1)
