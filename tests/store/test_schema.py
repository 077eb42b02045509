"""What a record must be like: the same for a list as for the record itself."""

from __future__ import annotations

from datetime import date

import pytest

from rsense.store.records import codec, schema
from rsense.store.records.codec import decode_record
from tests.store.made import AT, CARD, KINDS, TRIGGER, Document

WHOLE = {kind: document | {"end": True} for kind, document in KINDS.items()}
EVERY_KIND = pytest.mark.parametrize("document", WHOLE.values(), ids=WHOLE.keys())
OTHERS: tuple[object, ...] = ("x", 5, 1.5, True, [1], {"a": 1}, AT, date(2026, 11, 22), [], {})


@EVERY_KIND
def test_a_record_is_taken_for_one(document: Document) -> None:
    assert schema.invalid_reason(document) == ""


@EVERY_KIND
def test_unknown_keys_are_welcome(document: Document) -> None:
    assert schema.invalid_reason(document | {"mood_ring": {"colour": "blue"}}) == ""


def test_no_field_of_a_record_is_forgotten() -> None:
    called = {"replies": "reply", "measures": "measure", "unused_replies": "aside"}
    for record, kind in codec.KINDS.items():
        fields = {called.get(name, name) for name in record._fields}
        assert {"id", "at", *schema.FIELDS[kind]} == fields, kind


@EVERY_KIND
@pytest.mark.parametrize("value", OTHERS, ids=repr)
def test_whatever_is_taken_for_a_record_becomes_one(document: Document, value: object) -> None:
    for key in document:
        if not schema.invalid_reason(changed := document | {key: value}):
            assert decode_record(changed).id == changed["id"]


@EVERY_KIND
def test_a_record_without_what_it_needs_is_refused(document: Document) -> None:
    for key in ("id", "kind", "at", "end", "format", *schema.NEEDED[document["kind"]]):
        assert schema.invalid_reason({name: said for name, said in document.items() if name != key})


def test_a_trigger_may_be_its_thought_alone() -> None:
    document = {key: value for key, value in TRIGGER.items() if key != "what"} | {"end": True}
    assert schema.invalid_reason(document) == ""
    assert decode_record(document) == decode_record(TRIGGER | {"what": ""})


def test_truth_is_no_strength() -> None:
    assert list(schema.validation_errors(TRIGGER | {"intensity": True})) == [
        ("intensity", "intensity must be a whole number, without quotes")
    ]


BROKEN: list[tuple[str, Document]] = [
    ("session", {"reply": 5}),
    ("session", {"reply": ["x"]}),
    ("session", {"reply": [[1]]}),
    ("session", {"reply": [{"step": "a"}]}),
    ("session", {"measure": 3}),
    ("session", {"measure": {"a": 3}}),
    ("session", {"measure": {"a": {"before": "x", "after": 2, "better": "lower"}}}),
    ("ritual", {"state": "later"}),
    ("ritual", {"state": ["kept"]}),
    ("ritual", {"every": "soon"}),
    ("followup", {"state": "later"}),
    ("followup", {"came": "perhaps"}),
    ("followup", {"state": ["open"]}),
]


@pytest.mark.parametrize(("kind", "broken"), BROKEN, ids=repr)
def test_a_record_with_a_value_of_another_shape_is_refused(kind: str, broken: Document) -> None:
    assert schema.invalid_reason(WHOLE[kind] | broken) == schema.MISFIT


def test_a_kind_from_elsewhere_is_named() -> None:
    assert (
        schema.invalid_reason(CARD | {"kind": "dream", "end": True})
        == 'its kind "dream" is not known here'
    )
