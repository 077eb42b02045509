"""The disc of a breath: whole, even, and an eighth of a cell fine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.tui.views.disc import ABOVE, BELOW, LEFT, RIGHT, bar, picture

ROWS = st.integers(1, 30)
LEVELS = st.floats(0, 1)
EIGHTHS = {c: n for blocks in (BELOW, LEFT, ABOVE, RIGHT) for n, c in enumerate(blocks)}


def area(shape: tuple[str, ...]) -> int:
    """In eighths of a cell."""
    return sum(EIGHTHS[cell] for row in shape for cell in row)


@given(ROWS, st.integers(0, 9), LEVELS)
def test_every_row_is_as_wide_as_it_should_be(rows: int, more: int, level: float) -> None:
    width = 2 * rows + more
    shape = picture(width, rows, level)
    assert [len(row) for row in shape] == [width] * rows


@given(st.integers(3, 30), LEVELS)
def test_what_is_above_is_below(rows: int, level: float) -> None:
    shape = picture(2 * rows, rows, level)
    turned = str.maketrans(BELOW + ABOVE, ABOVE + BELOW)
    middle = rows // 2
    assert list(shape[:middle]) == [row.translate(turned) for row in reversed(shape[-middle:])]


@given(st.integers(6, 30), st.floats(0, 0.9))
def test_a_fuller_breath_is_a_larger_disc(rows: int, level: float) -> None:
    assert area(picture(2 * rows, rows, level)) < area(picture(2 * rows, rows, level + 0.1))


@given(st.integers(8, 30), LEVELS)
def test_it_is_a_disc_and_no_other_shape(rows: int, level: float) -> None:
    radius = rows / 2 * (0.22 + 0.78 * level)
    expected = 2 * 3.1416 * radius * radius * 8
    assert area(picture(2 * rows, rows, level)) == pytest.approx(expected, rel=0.12, abs=40)


def test_where_there_is_nothing_to_draw_on_there_is_nothing() -> None:
    assert picture(0, 0, 0.5) == ()


@given(st.integers(1, 60), LEVELS)
def test_a_bar_is_full_from_the_left(width: int, level: float) -> None:
    (row,) = bar(width, level)
    assert area((row,)) == round(level * width * 8)
    assert (len(row), row) == (width, row.lstrip(" ").ljust(width))
