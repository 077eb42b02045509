"""The page: its order, its counts, and what is not on it unless it was chosen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from rsense.core.records import (
    GOOD_MOMENT,
    Exchange,
    FollowUp,
    MeasureTaken,
    Record,
    SessionRecord,
    Trigger,
)
from rsense.core.values import SKIPPED
from rsense.insight.report import page
from rsense.insight.report_page import DEFAULT, Choices, Known, Page, Section
from rsense.insight.selection import select

LAST = date(2026, 11, 29)
FIRST = LAST - timedelta(days=27)
KNOWN = Known(
    ("Peter",),
    ("I was criticised",),
    ("hurt myself",),
    {"check": "check again"},
    {"sit": "Sit", "walk": "Walk"},
)
IDS = count()


def at(days_ago: int, hour: int = 20) -> datetime:
    return datetime(2026, 11, 29, hour, tzinfo=UTC) - timedelta(days=days_ago)


def note(days_ago: int = 0, strength: int | None = None, hour: int = 20, **said: object) -> Trigger:
    return Trigger(f"t{next(IDS)}", at(days_ago, hour), "SECRET", strength, **said)  # type: ignore[arg-type] # fields by name


def session(
    days_ago: int, before: int | None = None, after: int = 0, **said: object
) -> SessionRecord:
    taken = {} if before is None else {"distress": MeasureTaken(before, after)}
    named = {"exercise": "sit", "title": "Sit", "outcome": "completed", **said}
    when = at(days_ago)
    return SessionRecord(f"s{next(IDS)}", when, finished=when, measures=taken, **named)  # type: ignore[arg-type] # fields by name


def made(*records: Record, parts: tuple[str, ...] = DEFAULT, **chosen: object) -> Page:
    choices = Choices(parts, **chosen)  # type: ignore[arg-type] # fields by name
    return page(select(records, FIRST, LAST), choices, KNOWN)


def section(about: str, *records: Record, parts: tuple[str, ...] = DEFAULT) -> Section:
    return next(one for one in made(*records, parts=parts).sections if about in one.title)


def test_sections_stand_in_their_order() -> None:
    one = FollowUp("f", at(3), "she laughs", sure=80, came="no", answer="she didn't", state="done")
    every = made(note(1, 5, who="Sam"), session(1, 6, 4), talk="the wedding", one=one)
    assert [one.title.split(",")[0] for one in every.sections] == [
        "What I want to talk about",
        "The strongest hard moment I rated each week",
        "What set it off",
        "Urges I felt",
        "What I did",
        "A prediction",
    ]
    assert every.title == "My last 4 weeks, 2–29 Nov 2026"


def test_lead_counts_days_and_notes() -> None:
    said = made(note(1), note(1), note(5), note(2, type=GOOD_MOMENT)).said
    assert said == ("3 hard moments and 1 good one noted, on 3 of 28 days.",)


def test_weeks_show_their_strongest_note() -> None:
    rows = section("strongest", note(27, 4), note(22, 7), note(20), note(0, 9), note(1)).rows
    assert [(row.label, row.value, row.mark) for row in rows] == [
        ("2–8 Nov", 7, "7 of 10, 2 notes"),
        ("9–15 Nov", None, "1 note, none rated"),
        ("16–22 Nov", None, "no notes"),
        ("23–29 Nov", 9, "9 of 10, 2 notes, 1 rated"),
    ]


def test_five_most_frequent_kinds_stand_with_their_counts() -> None:
    notes = [note(n, tags=("texting",), type="no answer" if n < 9 else "") for n in range(10)]
    notes += [note(n, type=f"kind {n}") for n in range(5)]
    found = section("set it off", *notes)
    assert len(found.rows) == 5
    assert found.rows[0][:3] == ("texting, no answer", 10, "10 of 15"), "the same notes, one row"


def test_people_are_initials_and_times_of_day_are_said() -> None:
    notes = [
        note(1, who="Sam", hour=2),
        note(2, who="Sara", hour=3),
        note(3, who="Sam"),
        note(4, who="mum"),
    ]
    assert section("set it off", *notes).said[:2] == (
        "With whom: S. 2, mum 1, S2. 1.",
        "When: night 2, evening 2.",
    )
    full = section("set it off", *notes, parts=(*DEFAULT, "names"))
    assert full.said[0] == "With whom: Sam 2, mum 1, Sara 1."


def test_urges_say_what_was_done_and_what_was_not_said() -> None:
    found = section(
        "Urges",
        note(1, urge=("check",), did="checked her status"),
        note(2, urge=("check",), did="went for a walk"),
        note(3, urge=("check", "hurt myself")),
    )
    assert [(row.label, row.mark) for row in found.rows] == [
        ("hurt myself", "felt 1"),
        ("check again", "felt 3, acted on 1, something else 1"),
    ], "a grave one stands first, and nothing calls it a success"


def test_grave_urges_are_said_at_once_and_can_be_left_out() -> None:
    hurt = note(1, urge=("hurt myself",))
    said = made(hurt).said[1]
    assert said.startswith("In 1 note I felt an urge to hurt myself, or not to be here;")
    assert said.endswith("the last is of Sat 28 Nov.")
    without = made(hurt, parts=tuple(part for part in DEFAULT if part != "grave"))
    assert "hurt myself" not in repr(without)


def test_exercises_show_before_and_after() -> None:
    found = section(
        "What I did",
        session(1, 8, 5),
        session(2, 7, 6),
        session(3, title="Walk", exercise="walk"),
        session(4, 9, 1, outcome="left"),
        session(5, exercise="ritual", title="SECRET"),
        session(6, exercise="gone", title="SECRET"),
    )
    assert found.rows[0][:3] == ("Sit", 5.5, "7.5 before, 5.5 after, 2 times")
    assert found.rows[0].before == 7.5
    assert found.notes[1] == "Also, in how many sittings: Other exercises 1, Rituals 1, Walk 1."


def test_free_words_stay_off_until_they_are_chosen() -> None:
    said = note(1, 7, thought="SECRET", did="SECRET", before="SECRET", body=("SECRET",))
    told = session(2, 5, 4, replies=(Exchange("a", "SECRET?", "SECRET", "SECRET"),))
    assert "SECRET" not in repr(made(said, told))
    chosen = section("strongest", said, parts=(*DEFAULT, "words"))
    assert chosen.quotes == (("Sat 28 Nov, 7", "SECRET"),)


def test_what_came_before_counts_where_the_program_wrote_it() -> None:
    assert (
        section("set it off", note(1, before="I was criticised")).rows[0].label
        == "I was criticised"
    )
    assert section("set it off", note(1, before="a long day with Sam")).rows == ()


def test_chosen_record_leaves_out_what_is_private_or_skipped() -> None:
    replies = (
        Exchange("a", "Before.\n\nWhat did you think?", "Peter hates me", "Peter hates me"),
        Exchange("b", "Private?", None, "(not saved)", private=True),
        Exchange("c", "Skipped?", SKIPPED, "skipped"),
        Exchange("d", "Read this.", None, ""),
        *(Exchange("e", f"More {n}?", "x", "x") for n in range(9)),
    )
    one = made(one=session(1, replies=replies)).sections[-1]
    assert one.quotes[0] == ("What did you think?", "P. hates me")
    assert len(one.quotes) == 6
    assert one.notes == ("4 more answers left out.",)
    assert "Private" not in repr(one)
    assert "Skipped" not in repr(one)


def test_names_in_chosen_words_are_initials() -> None:
    page = made(note(1, who="Sam"), talk="Sam's mother, and\nPeter")
    assert page.sections[0].quotes[0].words == "S.'s mother, and\nP."


@pytest.mark.parametrize(
    ("records", "says"),
    [
        ((), "No hard moments noted, on 0 of 28 days."),
        ((note(0),), "No note has a strength"),
        ((note(0),), "No note has a tag or a kind of moment."),
        ((note(0),), "No note says what I felt an urge to do."),
        ((note(0),), "No exercise has a rating before and after."),
        ((note(-3),), "1 note has a date still to come. That isn't counted."),
        ((note(40),), "No hard moments noted"),
    ],
)
def test_page_says_what_is_missing(records: tuple[Record, ...], says: str) -> None:
    assert says in repr(made(*records))


def test_a_year_of_the_same_strength_divides_by_nothing() -> None:
    notes = [note(n, 0, tags=("t",)) for n in range(366)]
    long = page(select(notes, LAST - timedelta(days=7 * 52 - 1), LAST), Choices(), KNOWN)
    assert len(long.sections[0].rows) == 52
    assert long.title == "My last 52 weeks, 1 Dec 2025–29 Nov 2026"
