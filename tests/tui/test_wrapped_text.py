"""Words folded to the width there is: none is lost, and what belongs under a mark stays there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.tui.widgets.content import words
from rsense.tui.widgets.wrapped_text import BULLET, NARROWEST, Prose, wrap_hanging

TEXT = "Then:\n- one thing that is long\n- two\n\nAnd on it goes."
WIDTHS = st.integers(NARROWEST + len(BULLET), 60)
LINES = st.text(st.sampled_from("ab 漢-é"), max_size=60)


def lines(text: str, width: int) -> list[str]:
    return [line.plain for line in Prose(text)._lines(width)]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (40, ["Then:", "- one thing that is long", "- two", "", "And on it goes."]),
        (14, ["Then:", "- one thing", "  that is long", "- two", "", "And on it", "goes."]),
    ],
)
def test_an_item_of_a_list_goes_on_under_its_words(width: int, shown: list[str]) -> None:
    assert [line.rstrip() for line in lines(TEXT, width)] == shown


@given(st.lists(LINES, max_size=5).map("\n".join), WIDTHS)
def test_no_word_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    shown = lines(text, width)
    assert "".join("".join(shown).split()) == "".join(text.split())
    assert all(words(line.rstrip()).cell_length <= width for line in shown)


@given(LINES, WIDTHS)
def test_words_beside_a_mark_stay_beside_it(body: str, width: int) -> None:
    first, *others = wrap_hanging(words("> "), words(body), width)
    assert first.plain.startswith("> ")
    assert all(line.plain.startswith("  ") for line in others)
