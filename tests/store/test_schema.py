"""What a record must be like: the same for a list as for the record itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rsense.core.records import FollowUp, Keepsake, PathMark, Ritual, SessionRecord, Trigger
from rsense.store.records import schema
from rsense.store.records.codec import decode_record
from tests.store.made import AT, CARD, FOLLOW_UP, KINDS, RITUAL, SESSION, TRIGGER, Document

WHOLE = {kind: document | {"end": True} for kind, document in KINDS.items()}
EVERY_KIND = pytest.mark.parametrize("document", WHOLE.values(), ids=WHOLE.keys())
OTHERS: tuple[object, ...] = ("x", 5, 1.5, True, [1], {"a": 1}, AT, date(2026, 11, 22), [], {})


@EVERY_KIND
def test_a_record_is_taken_for_one(document: Document) -> None:
    assert schema.invalid_reason(document) == ""


@EVERY_KIND
def test_unknown_keys_are_welcome(document: Document) -> None:
    assert schema.invalid_reason(document | {"mood_ring": {"colour": "blue"}}) == ""


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("trigger", Trigger),
        ("keepsake", Keepsake),
        ("ritual", Ritual),
        ("followup", FollowUp),
        ("path", PathMark),
    ],
)
def test_no_field_of_a_record_is_forgotten(kind: str, record: Any) -> None:
    assert {"id", "at", *schema.FIELDS[kind]} == set(record._fields)


def test_no_field_of_a_session_is_forgotten() -> None:
    called = {"replies": "reply", "measures": "measure", "unused_replies": "aside"}
    fields = {called.get(name, name) for name in SessionRecord._fields}
    assert {"id", "at", *schema.SESSION} == fields


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


BROKEN = [
    {"reply": ["x"]},
    {"reply": [{"step": "a"}]},
    {"measure": {"a": 3}},
    {"measure": {"a": {"before": "x", "after": 2, "better": "lower"}}},
]


@pytest.mark.parametrize("broken", BROKEN, ids=repr)
def test_a_session_of_another_shape_is_refused(broken: Document) -> None:
    assert schema.invalid_reason({**SESSION, **broken, "end": True}) == schema.MISFIT


@pytest.mark.parametrize("broken", [{"state": "later"}, {"state": ["kept"]}, {"every": "soon"}])
def test_a_ritual_that_never_comes_round_is_refused(broken: Document) -> None:
    assert schema.invalid_reason({**RITUAL, **broken, "end": True}) == schema.MISFIT


@pytest.mark.parametrize("broken", [{"state": "later"}, {"came": "perhaps"}, {"state": ["open"]}])
def test_a_follow_up_with_a_word_that_is_not_known_is_refused(broken: Document) -> None:
    assert schema.invalid_reason({**FOLLOW_UP, **broken, "end": True}) == schema.MISFIT


def test_a_kind_from_elsewhere_is_named() -> None:
    assert (
        schema.invalid_reason(CARD | {"kind": "dream", "end": True})
        == 'its kind "dream" is not known here'
    )
