"""Journals in JSON: every shape of jrnl's, Day One's, and what is neither."""

from __future__ import annotations

import io
import json
import time
from datetime import UTC, datetime

import pytest

from rsense.store.transfer import json_stream
from rsense.store.transfer.import_entry import UnreadableImport
from rsense.store.transfer.sources import ImportRow, read_jrnl
from tests.store.made import Document

ENTRY = {
    "title": "Text unread @partner #work",
    "body": "It is over.",
    "date": "2026-11-03",
    "time": "14:00",
    "tags": ["@partner", "#work"],
    "starred": True,
}


pytestmark = pytest.mark.usefixtures("at_berlin")


def jrnl(*entries: object) -> list[ImportRow]:
    text = json.dumps({"tags": {}, "entries": list(entries)})
    return list(read_jrnl(io.BytesIO(text.encode())))


def only(rows: list[ImportRow]) -> Document:
    (row,) = rows
    assert row.document, row.problem
    return row.document


def test_an_entry_of_jrnl_becomes_a_trigger() -> None:
    document = only(jrnl(ENTRY))
    assert document["what"] == "Text unread @partner #work\nIt is over."
    assert document["at"].isoformat() == "2026-11-03T14:00:00+01:00"
    assert document["tags"] == ["partner", "work", "starred"]


def test_an_entry_of_jrnl_has_the_same_id_each_time_and_everywhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = only(jrnl(ENTRY))["id"]
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    assert only(jrnl(ENTRY | {"tags": ["#work", "@partner"]}))["id"] == here


def test_two_entries_that_say_the_same_are_two() -> None:
    first, second = jrnl(ENTRY, ENTRY)
    assert first.document
    assert second.document
    assert first.document["id"] != second.document["id"]


ODD: list[tuple[object, str]] = [
    (5, "no entry of jrnl"),
    ({**ENTRY, "date": "yesterday"}, "“yesterday 14:00” is not a date and time"),
    ({**ENTRY, "date": 5}, "its date is no text"),
    ({**ENTRY, "tags": "x"}, "its tags are no list"),
    ({**ENTRY, "title": "", "body": " "}, "it says nothing"),
    ({**ENTRY, "body": "x" * 1_000_001}, "it is longer than fits"),
]


@pytest.mark.parametrize(("entry", "why"), ODD, ids=lambda value: ascii(value)[:40])
def test_an_odd_entry_of_jrnl_says_why(entry: object, why: str) -> None:
    odd, fine = jrnl(entry, ENTRY)
    assert why in odd.problem
    assert fine.document


@pytest.mark.parametrize("text", ["{", '{"a": 1}', '{"entries": 5}', "\udcff", "[", "5", "{}"])
def test_what_is_nothing_of_jrnl_is_refused_whole(text: str) -> None:
    with pytest.raises(UnreadableImport):
        list(read_jrnl(io.BytesIO(text.encode("utf-8", "surrogateescape"))))


def test_an_entry_without_end_is_read_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "LONGEST_ENTRY", 100_000)
    rows = jrnl(ENTRY, {**ENTRY, "body": "x" * 900_000}, ENTRY)
    assert [bool(row.document) for row in rows] == [True, False]
    assert "longer than" in rows[1].problem


def test_a_list_of_other_things_is_read_no_further() -> None:
    rows = jrnl(ENTRY, *[{"a": 1}] * 5000)
    assert len(rows) == 1003
    assert "no entries. Nothing after them was read" in rows[-1].problem


def test_what_stands_before_broken_json_comes_in() -> None:
    whole = json.dumps({"entries": [ENTRY, ENTRY]}, indent=1)
    rows = list(read_jrnl(io.BytesIO(whole[:-30].encode())))
    assert [bool(row.document) for row in rows] == [True, False]
    assert rows[1].problem.startswith("it is no JSON (line ")
    assert rows[1].problem.endswith("Nothing after it was read")


JRNLS: list[tuple[str, object]] = [
    ("one entry", ENTRY),
    ("a list of entries", [ENTRY]),
    ("entries and more", {"tags": {"@partner": 1}, "entries": [ENTRY], "more": [{"a": [1]}]}),
    ("a date with its time", {**ENTRY, "date": "2026-11-03 14:00", "time": ""}),
    ("no time apart", {**ENTRY, "date": "2026-11-03 14:00", "time": None}),
    ("more keys", {**ENTRY, "uuid": "x", "creator": {"host_name": "y"}}),
]


@pytest.mark.parametrize("whole", [whole for _, whole in JRNLS], ids=[name for name, _ in JRNLS])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "marked"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["Unix", "Windows"])
def test_every_shape_of_jrnl_comes_in(whole: object, mark: bytes, end: str) -> None:
    text = json.dumps(whole, indent=2).replace("\n", end)
    document = only(list(read_jrnl(io.BytesIO(mark + text.encode()))))
    assert document["at"].isoformat() == "2026-11-03T14:00:00+01:00"
    assert document["what"] == "Text unread @partner #work\nIt is over."
    assert document["tags"] == ["partner", "work", "starred"]


def test_files_of_one_entry_each_may_follow_one_another() -> None:
    text = "\n".join(json.dumps({**ENTRY, "title": title}, indent=2) for title in "abc")
    assert len(list(read_jrnl(io.BytesIO(text.encode())))) == 3


EMPTY: list[dict[str, object]] = [
    {"body": None},
    {"title": None, "body": "x"},
    {"tags": None},
    {"starred": None},
    {"tags": ["@sam's", "@", None]},
]


@pytest.mark.parametrize("parts", EMPTY, ids=str)
def test_an_entry_of_jrnl_may_have_empty_parts(parts: dict[str, object]) -> None:
    assert only(jrnl({**ENTRY, **parts}))["at"].hour == 14


def test_what_an_entry_holds_beside_is_named() -> None:
    (row,) = jrnl({**ENTRY, "uuid": "x", "creator": {"host_name": "y"}, "more": None, "less": []})
    assert row.left_out == ("uuid", "creator")


def test_words_of_an_entry_are_kept_as_they_are() -> None:
    document = only(jrnl({**ENTRY, "title": " A\u2028b ", "body": "\tc\r\nd\re \u200f\n"}))
    assert document["what"] == " A\nb \n\tc\nd\ne \u200f\n"


# Day One

DAY_ONE = {
    "uuid": "EBB5A5F4057F461E8F176E18AB7E0493",
    "creationDate": "2026-07-10T12:22:12Z",
    "timeZone": "America/New_York",
    "text": "Entry one.\n\nWith a body.",
    "tags": ["work", "Sam"],
    "starred": True,
    "location": {"country": "UK"},
    "photos": [],
}


def test_an_entry_of_day_one_becomes_a_trigger_with_its_own_zone() -> None:
    (row,) = jrnl(DAY_ONE)
    assert row.document
    assert row.document["at"].isoformat() == "2026-07-10T08:22:12-04:00"
    assert row.document["what"] == "Entry one.\n\nWith a body."
    assert row.document["tags"] == ["Sam", "work"]
    assert row.left_out == ("starred", "location")


@pytest.mark.parametrize("zone", [None, "", "Nope/Zone", "../../etc/passwd", "Europe", 5, "x\0"])
def test_an_unknown_zone_of_day_one_keeps_the_instant(zone: object) -> None:
    at = only(jrnl({**DAY_ONE, "timeZone": zone}))["at"]
    assert at == datetime(2026, 7, 10, 12, 22, 12, tzinfo=UTC)


def test_an_entry_of_day_one_has_its_own_id_whatever_it_says() -> None:
    one, other = jrnl(DAY_ONE, {**DAY_ONE, "text": "changed"})
    assert one.document
    assert other.document
    assert one.document["id"] == other.document["id"]
