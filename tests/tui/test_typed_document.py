"""The text in a field: edited as any text, kept as it was typed, drawn letter for letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region

from rsense.core.sanitize import clean
from rsense.core.stored_text import stored_text
from rsense.tui.widgets.text_field import TextField
from rsense.tui.widgets.typed_document import TypedDocument
from tests.tui.stage import acted, stage

LETTERS = st.text(st.sampled_from("ab \t\n\r\v\f\x1c\x1e\x85\u2028\u2029\x1b\u202e\ufeff日é"))
EDITS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), LETTERS), max_size=6)
ASK = '[[step]]\nid = "what"\nkind = "ask"\ntext = "What?"\n'


def place(text: str, at: int) -> tuple[int, int]:
    before = text[:at].split("\n")
    return len(before) - 1, len(before[-1])


@given(LETTERS, EDITS)
def test_edits_come_to_what_they_would_in_a_string(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    document, model = TypedDocument(text), stored_text(text)
    for one, other, new in edits:
        start, end = sorted((min(one, len(model)), min(other, len(model))))
        assert document.get_text_range(place(model, end), place(model, start)) == model[start:end]
        done = document.replace_range(place(model, start), place(model, end), new)
        assert done.replaced_text == model[start:end]
        model = model[:start] + stored_text(new) + model[end:]
        assert done.end_location == place(model, start + len(stored_text(new)))
        assert document.text == model
        assert document.end == place(model, len(model))
        assert [len(line) for line in document.lines] == [len(line) for line in model.split("\n")]
        assert all(clean(line) == line.replace("\t", "    ") for line in document.lines)


@acted
async def test_undo_brings_back_what_was_pasted_over() -> None:
    async with stage(ASK) as here:
        await here.paste("one\r\ntwo\v\x1b[2J")
        area = here.app.screen.query_one(TextField)
        area.select_all()
        await here.paste("three")
        assert area.text == "three"
        area.undo()
        assert area.text == "one\ntwo\v\x1b[2J"
        assert area.selected_text == area.text
        assert "two␋␛[2J" in here.text


@acted
async def test_a_field_that_is_going_is_drawn_once_more_without_an_error() -> None:
    async with stage(ASK) as here:
        field = here.app.screen.query_one(TextField)
        await field.remove()  # its styles are forgotten; a timer of the screen may still draw it
        assert len(field.render_lines(Region(0, 0, 20, 1))) == 1
