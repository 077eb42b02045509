"""Filters: what fits, and what can be passed over without missing any."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.store.records.codec import encode
from rsense.store.records.query import RecordQuery, texts
from rsense.store.records.repository import file_name
from tests.store.made import AT, CARD, KINDS, MOMENTS, SESSION, TRIGGER, Document, documents

FITTING: list[tuple[dict[str, Any], Document]] = [
    ({}, TRIGGER),
    ({}, SESSION),
    ({}, CARD),
    ({"kind": "keepsake"}, CARD),
    ({"who": "sam "}, TRIGGER),
    ({"tags": ("#TEXTING",)}, TRIGGER),
    ({"emotions": ("Anxious", "overlooked")}, TRIGGER),
    ({"least": 7}, TRIGGER),
    ({"exercise": "mindful-pause"}, SESSION),
    ({"words": "unread OVER"}, TRIGGER),
    ({"words": "sam left"}, SESSION),
    ({"words": "drove hour"}, CARD),
    ({"since": datetime(2026, 11, 22, 11, 52, 8)}, TRIGGER),
    ({"until": datetime(2026, 11, 22, 11, 52, 9)}, TRIGGER),
    ({"day": datetime(2031, 11, 22).date()}, TRIGGER),
    ({"who": "", "tags": ("",), "words": "  "}, CARD),
]
OTHERWISE: list[tuple[dict[str, Any], Document]] = [
    ({"kind": "trigger"}, CARD),
    ({"who": "Sa"}, TRIGGER),
    ({"tags": ("texting", "work")}, TRIGGER),
    ({"emotions": ("sad",)}, TRIGGER),
    ({"least": 8}, TRIGGER),
    ({"least": 0}, CARD),
    ({"exercise": "mindful"}, SESSION),
    ({"words": "unread never"}, TRIGGER),
    ({"words": "happened"}, SESSION),
    ({"words": "mindful-pause"}, SESSION),
    ({"since": datetime(2026, 11, 22, 11, 52, 9)}, TRIGGER),
    ({"until": datetime(2026, 11, 22, 11, 52, 8)}, TRIGGER),
    ({"day": datetime(2026, 11, 23).date()}, TRIGGER),
]


@pytest.mark.parametrize(("asked", "document"), FITTING, ids=repr)
def test_what_fits_is_found(asked: dict[str, Any], document: Document) -> None:
    assert RecordQuery(**asked).matches(document)


@pytest.mark.parametrize(("asked", "document"), OTHERWISE, ids=repr)
def test_what_does_not_fit_is_left_out(asked: dict[str, Any], document: Document) -> None:
    assert not RecordQuery(**asked).matches(document)


def test_a_moment_counts_by_the_clock_of_its_place() -> None:
    there = AT.replace(hour=1, tzinfo=timezone(timedelta(hours=13)))  # the day before in UTC
    assert RecordQuery(since=AT.replace(hour=0)).matches(TRIGGER | {"at": there})


@pytest.mark.parametrize("one", ["café", "CAFÉ", unicodedata.normalize("NFD", "café")])
@pytest.mark.parametrize("other", ["café", "CAFÉ", unicodedata.normalize("NFD", "café")])
def test_accents_are_found_however_they_were_typed(one: str, other: str) -> None:
    assert RecordQuery(tags=(one,)).matches(TRIGGER | {"tags": [other]})


def test_words_that_cannot_be_written_are_found_nowhere() -> None:
    asked = RecordQuery(words="\udcff")
    assert not asked.may_match_bytes(encode(TRIGGER))
    assert not asked.matches(TRIGGER)


# What is passed over

ASKED = st.sampled_from(["who", "tags", "emotions", "words", "day"])


@given(documents(), ASKED, st.data())
def test_no_file_that_fits_is_passed_over(
    document: Document, key: str, data: st.DataObject
) -> None:
    said = (
        document.get("who", "") if key == "who" else data.draw(st.sampled_from([*texts(document)]))
    )
    if key in ("tags", "emotions"):
        wanted: dict[str, Any] = {key: tuple(map(str, document.get(key, ())))}
    else:
        wanted = {key: document["at"].date() if key == "day" else said}
    asked = RecordQuery(**wanted)
    if asked.matches(document):
        assert asked.may_match_bytes(encode(document))


@given(MOMENTS, MOMENTS, MOMENTS)
def test_no_month_that_holds_a_fitting_record_is_passed_over(
    at: datetime, since: datetime, until: datetime
) -> None:
    name = file_name(at, "trigger", "k3f9a2q7xm")
    month = f"{name[:4]}-{name[4:6]}"
    for asked in (RecordQuery(since=since), RecordQuery(until=until), RecordQuery(day=at.date())):
        if asked.matches(TRIGGER | {"at": at}):
            assert asked.in_month(month)


def test_only_months_near_what_is_asked_are_looked_into() -> None:
    asked = RecordQuery(since=datetime(2026, 1, 15), until=datetime(2026, 2, 10))
    months = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)]
    assert [m for m in months if asked.in_month(m)] == ["2025-12", "2026-01", "2026-02", "2026-03"]


def test_a_day_of_any_year_is_looked_for_in_its_months() -> None:
    asked = RecordQuery(day=datetime(2026, 1, 1).date())
    assert [m for m in range(1, 13) if asked.in_month(f"2020-{m:02}")] == [1, 2, 12]


@pytest.mark.parametrize(
    ("asked", "kind"),
    [({"least": 3}, "trigger"), ({"who": "x"}, "trigger"), ({"exercise": "x"}, "session")],
)
def test_a_filter_that_only_one_kind_has_reads_only_that(asked: dict[str, Any], kind: str) -> None:
    assert RecordQuery(**asked).kind == kind


@pytest.mark.parametrize("asked", [asked for asked, _ in FITTING[3:-1]], ids=repr)
def test_a_question_knows_that_it_asks_something(asked: dict[str, Any]) -> None:
    assert RecordQuery(**asked).asks_something


def test_a_question_without_filters_asks_nothing() -> None:
    assert not RecordQuery().asks_something


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_its_own_is_every_record_of_it(kind: str) -> None:
    assert [
        name for name, document in KINDS.items() if RecordQuery(kind=kind).matches(document)
    ] == [kind]
