"""Rows drawn as bars and dots: pictures beside the numbers, never for them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rsense.core.bars import Row, bar, dots, drawn, sentences
from rsense.core.text_width import display_width

ROWS = st.lists(
    st.builds(
        Row,
        label=st.text(max_size=40),
        value=st.none() | st.integers(0, 10**9),
        mark=st.text(max_size=12),
    ),
    max_size=8,
)


def test_bar_shows_the_share_in_eighths() -> None:
    for value, drawn_as in ((0, "    "), (None, "    "), (4, "██  "), (8, "████"), (99, "████")):
        assert bar(value, 8, 4) == drawn_as, value
    assert bar(5, 32, 4) == "▋   "
    assert bar(3, 8, 4, "ascii") == "##  "
    assert bar(-3, 8, 4) == bar(1, 0, 4) == "    "


def test_bar_of_little_can_be_seen() -> None:
    assert bar(1, 10_000, 10) == "▏         "
    assert bar(1, 10_000, 10, "ascii") == "#         "


def test_dots_stand_on_their_track() -> None:
    assert dots(Row("", 0)) == "●··········"
    assert dots(Row("", 10), glyphs="ascii") == "..........x"
    assert dots(Row("", None)) == "···········"
    assert dots(Row("", 4.4, before=7)) == "····●··○···"
    assert dots(Row("", 5, before=5)) == "·····●·····", "the later value is on top"


def test_drawn_rows_stand_in_columns() -> None:
    rows = [Row("texting", 12, "12 notes"), Row("日本", 3, "3 notes"), Row("none", None, "")]
    assert drawn(rows, 40) == [
        "texting  █████████████████████  12 notes",
        "日本     █████▎                 3 notes",
        "none",
    ]
    assert drawn(rows[:1], 17) == ["texting  12 notes"], "numbers stay where there is no room"
    assert drawn([Row("2 Nov", 7, "7 of 10")], scale="dots", most=10, glyphs="ascii") == [
        "2 Nov  .......x...  7 of 10"
    ]


def test_sentence_stands_for_a_row() -> None:
    assert sentences([Row("a", 1, "once", "You noted a once."), Row("b", 2, "twice")]) == [
        "You noted a once.",
        "b: twice",
    ]


@given(ROWS, st.integers(30, 120), st.sampled_from(["blocks", "ascii"]))
def test_drawn_rows_fit(rows: list[Row], width: int, glyphs: str) -> None:
    for line in drawn(rows, width, glyphs=glyphs):  # type: ignore[arg-type]
        assert display_width(line) <= width


@given(ROWS, st.integers(30, 120), st.sampled_from(["bars", "dots"]))
def test_drawn_rows_need_only_ascii(rows: list[Row], width: int, scale: str) -> None:
    words = {letter for row in rows for letter in row.label + row.mark} | {"…"}
    for line in drawn(rows, width, glyphs="ascii", scale=scale, most=10):  # type: ignore[arg-type]
        assert set(line) - words <= set(" #.ox")
