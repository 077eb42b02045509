"""Lines out: wrapped, whole, and harmless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rsense.plain.console import WIDTH, EndOfInput
from tests.plain.lines import foreign, talk

WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)
TEXTS = st.lists(st.one_of(WORDS, st.sampled_from(["\n", "\n\n", "\n- "])), max_size=60).map(
    " ".join
)


@given(TEXTS)
def test_no_line_of_ordinary_text_is_wider_than_a_page(text: str) -> None:
    here = talk()
    here.console.say(text, indent="  ")
    assert max(map(len, here.written)) <= WIDTH + 2


def test_text_fits_a_narrow_terminal() -> None:
    here = talk()
    narrow = replace(here.console, fitting=lambda most: min(most, 40))
    narrow.say("You can go on where you were whenever you like, and nothing is lost.", indent="  ")
    assert 30 < max(map(len, here.written)) <= 40


def test_words_of_a_list_stand_below_one_another() -> None:
    here = talk()
    for mark in ("- ", "7. ", "12. ", "b. "):
        here.console.say(f"{mark}{'word ' * 30}".rstrip(), indent="  ")
        assert here.written[-1].startswith(" " * (2 + len(mark)) + "word"), mark


@given(TEXTS)
def test_wrapping_loses_no_word(text: str) -> None:
    here = talk()
    here.console.say(text, indent="  ")
    assert here.text.split() == text.split()


@given(st.text())
def test_nothing_written_does_anything_to_the_terminal(text: str) -> None:
    here = talk()
    here.console.say(text)
    assert not foreign(here.written)


def test_paragraphs_stay_apart() -> None:
    here = talk()
    here.console.say("One.\n\nTwo.")
    assert here.written == ["One.", "", "Two."]


def test_a_bullet_hangs() -> None:
    here = talk()
    here.console.say("- " + "word " * 20)
    assert [line[:2] for line in here.written] == ["- ", "  "]


def test_a_word_too_long_for_a_line_is_not_broken() -> None:
    here = talk()
    here.console.say("x" * 100)
    assert here.written == ["x" * 100]


def test_the_end_of_the_input_is_told() -> None:
    with pytest.raises(EndOfInput):
        talk().console.line("> ")
