"""An edited text: taken as it was typed, or refused with line and reason."""

from __future__ import annotations

import pytest

from rsense.store.records.codec import encode
from rsense.store.records.edit_validation import InvalidEdit, range_errors, validate_edit
from tests.store.made import KINDS, TRIGGER, Document

TEXT = encode(TRIGGER).decode()


def edited(old: str, new: str) -> bytes:
    assert old in TEXT
    return TEXT.replace(old, new).encode()


@pytest.mark.parametrize("document", KINDS.values(), ids=KINDS.keys())
def test_a_text_that_is_fine_is_taken_as_it_was_typed(document: Document) -> None:
    text = b"# a note of mine\n" + encode(document)
    assert validate_edit(text, document) == (text, document)


def test_the_mark_of_the_end_is_put_back_where_it_was_lost() -> None:
    assert validate_edit(edited("end = true\n", ""), TRIGGER) == (encode(TRIGGER), TRIGGER)


def test_a_mark_that_is_not_at_the_end_is_put_there() -> None:
    data, document = validate_edit(
        edited("end = true\n", 'end = true\ndid = "I waited."\n'), TRIGGER
    )
    assert document == TRIGGER | {"did": "I waited."}
    assert data.endswith(b"end = true\n")


def test_editors_that_write_other_line_ends_do_no_harm() -> None:
    assert (
        validate_edit(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(), TRIGGER)[1] == TRIGGER
    )


WRONG = {
    "syntax": (("intensity = 7", "intensity = seven"), "line 6, column 13: it is not valid TOML"),
    "a type": (("intensity = 7", 'intensity = "7"'), "line 6: intensity must be a whole number"),
    "a range": (("intensity = 7", "intensity = 11"), "line 6: intensity goes from 0 to 10"),
    "an id": (("k3f9a2q7xm", "abc"), "line 2: id must stay as it was, k3f9a2q7xm"),
    "no id": (('id = "k3f9a2q7xm"\n', ""), "id must stay as it was, k3f9a2q7xm"),
    "a format": (("format = 1", "format = 2"), "line 1: format must stay as it was, 1"),
    "a kind": (('"trigger"', '"session"'), "line 3: kind must stay as it was, trigger"),
    "no moment": (("2026-11-22 11:52:08+01:00", '"noon"'), "line 4: at must be a moment with"),
    "no offset": (("2026-11-22 11:52:08+01:00", "2026-11-22 11:52:08"), "no offset"),
    "words for a list": (('[\n    "texting",\n]', '"x"'), "line 18: tags must be a list"),
    "a number in a list": (('"anxious"', "7"), "line 7: emotions must be a list of words"),
    "too long a line": (("Text unread", "x" * 9000), "line 5: it is longer than 8 KB"),
    "no text": (("Text unread", "\udcff"), "UTF-8"),
}


@pytest.mark.parametrize(("change", "why"), WRONG.values(), ids=WRONG.keys())
def test_a_mistake_is_told_with_its_line(change: tuple[str, str], why: str) -> None:
    text = TEXT.replace(*change).encode("utf-8", "surrogateescape")
    with pytest.raises(InvalidEdit) as told:
        validate_edit(text, TRIGGER)
    assert why in str(told.value)


def test_every_mistake_is_told_at_once() -> None:
    text = TEXT.replace("intensity = 7", 'intensity = "7"').replace('who = "Sam"', "who = 5")
    with pytest.raises(InvalidEdit) as told:
        validate_edit(text.encode(), TRIGGER)
    assert [line.partition(":")[0] for line in str(told.value).splitlines()] == [
        "line 6",
        "line 17",
    ]


def test_no_mistake_quotes_what_was_said() -> None:
    for data in (b'secret = "', edited("intensity = 7", 'intensity = "secret"')):
        with pytest.raises(InvalidEdit) as told:
            validate_edit(data, TRIGGER)
        assert "secret" not in str(told.value)


def test_what_is_right_has_no_problems() -> None:
    assert not any(list(range_errors(document)) for document in KINDS.values())
