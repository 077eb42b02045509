"""Documents as JSON: there and back, whatever they hold."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given

from rsense.cli.output import json_line
from rsense.store.records.json_codec import InvalidJsonRecord, from_json, to_json
from tests.store.made import AT, TRIGGER, Document, documents


def there_and_back(document: Document) -> Document:
    return from_json(json.loads(json_line(to_json(document))))


@given(documents())
def test_nothing_is_lost_on_the_way(document: Document) -> None:
    back = there_and_back(document)
    assert back == document
    assert back["at"].isoformat() == document["at"].isoformat()
    assert list(back) == list(document)


FOREIGN: list[object] = [
    AT,
    date(2026, 11, 22),
    {"$": "2026-11-22"},
    {"$": AT},
    {"$$": 1},
    {"$": {"$": "x"}},
    [[AT]],
    1.0,
    {"$": ""},
    {"": 1},
    -0.0,
    "2026-11-22T11:52:08+01:00",
    {"at": AT},
]


@pytest.mark.parametrize("value", FOREIGN, ids=repr)
def test_what_others_put_there_keeps_its_type(value: object) -> None:
    back = there_and_back(TRIGGER | {"theirs": value})["theirs"]
    assert (repr(back), back) == (repr(value), value)


def test_the_mark_of_the_end_stays_in_the_file() -> None:
    assert "end" not in to_json(TRIGGER | {"end": True})


REFUSED: list[tuple[object, str]] = [
    (5, "no JSON object"),
    ([], "no JSON object"),
    ({"at": "yesterday"}, "at must be a date and time"),
    ({"at": "2026-11-22T11:52:08"}, "at has no offset"),
    ({"what": None}, "holds null"),
    ({"x": {"$": "soon"}}, "cannot be read"),
    ({"x": {"$": 5}}, "cannot be read"),
]


@pytest.mark.parametrize(("value", "why"), REFUSED, ids=repr)
def test_what_is_no_document_says_why(value: object, why: str) -> None:
    with pytest.raises(InvalidJsonRecord, match=why):
        from_json(value)
