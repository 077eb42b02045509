"""Text that only ever shows: whatever it holds, no terminal is told anything."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.core.sanitize import clean, first_control, in_place, one_line

CLEANED: list[tuple[str, str]] = [
    ("He left.", "He left."),
    ("two\nlines", "two\nlines"),
    ("a\tb", "a    b"),
    ("\x1b]0;title\x07", "␛]0;title␇"),
    ("a\rb\0", "a␍b␀"),
    ("\x7f", "␡"),
    ("\x9b31m", "\ufffd31m"),
    ("\u202eevil", "\ufffdevil"),
    ("\u2066x\u2069", "\ufffdx\ufffd"),
    ("\u2028\u2029", "\ufffd\ufffd"),
    ("\ufeffHe left.", "He left."),
    ("\ud800", "\ufffd"),
    ("\U000e0041", "\ufffd"),
    ("日本 é 👩‍👧 ‘x’", "日本 é 👩‍👧 ‘x’"),
    ("[/x] {b} [bold]", "[/x] {b} [bold]"),
]


@pytest.mark.parametrize(("text", "shown"), CLEANED)
def test_a_text_shows_as(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text(st.characters(codec=None)))
def test_nothing_that_is_shown_acts(text: str) -> None:
    acting = {"Cc", "Cs"}
    shown = clean(text).replace("\n", "")
    assert not [c for c in shown if unicodedata.category(c) in acting]
    assert not [c for c in shown if unicodedata.bidirectional(c) in BIDI]
    shown.encode()  # and it can be written


BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(st.text(st.characters(codec=None)))
def test_what_was_cleaned_once_is_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(codec=None)))
def test_a_script_may_hold_just_what_shows_as_it_is(text: str) -> None:
    assert (first_control(text) is None) == (clean(text) == text.replace("\t", "    "))


@given(st.text(st.characters(codec=None)))
def test_in_place_keeps_every_letter_in_its_place(text: str) -> None:
    drawn = in_place(text)
    assert len(drawn) == len(text)
    assert clean(drawn) == drawn.replace("\t", "    ")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain", None),
        ("a\n\tb", None),
        ("a\x1b", "U+001B"),
        ("\r\n", "U+000D"),
        ("\u202e", "U+202E"),
        ("\U000e0041", "U+E0041"),
        ("b\ud800\x1b", "U+D800"),
    ],
)
def test_the_first_control_character_is_named(text: str, found: str | None) -> None:
    assert first_control(text) == found


def test_one_line_is_one_line() -> None:
    assert one_line(" a\n\n b\t\x1b ") == "a b ␛"
