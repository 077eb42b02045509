"""Key help: read from the bindings, and to be asked for from anywhere."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from textual.dom import DOMNode

import rsense.tui
from rsense.tui.screens.key_help import SECTIONS, key_help
from rsense.tui.views.pace import PaceView
from rsense.tui.views.pick import Choices
from rsense.tui.views.read import ReadView
from tests.tui.forms import FORMS, reach
from tests.tui.stage import Stage, acted, stage

ONLY_CLOSED = {"BlankScreen", "CardScreen", "EndingScreen", "KeyHelpScreen", "ShelvesScreen"}
"""Screens whose keys only lead back."""


def widgets() -> Iterator[type[DOMNode]]:
    """The program's own classes that bind keys."""
    for info in pkgutil.walk_packages(rsense.tui.__path__, "rsense.tui."):
        module = importlib.import_module(info.name)
        for thing in vars(module).values():
            own = isinstance(thing, type) and thing.__module__ == info.name
            if own and issubclass(thing, DOMNode) and "BINDINGS" in vars(thing):
                yield thing


def test_every_binding_has_an_id_of_its_own_and_a_help_sentence() -> None:
    bindings = [binding for widget in widgets() for binding in vars(widget)["BINDINGS"]]
    assert [binding for binding in bindings if not (binding.id and binding.tooltip)] == []
    assert len({binding.id for binding in bindings}) == len(bindings)


def test_key_help_covers_every_widget_that_binds_keys() -> None:
    told = {node for nodes in SECTIONS.values() for node in nodes}
    assert {widget.__name__ for widget in widgets() if widget not in told} == ONLY_CLOSED


def test_key_help_joins_what_one_key_does_in_several_widgets() -> None:
    assert key_help((Choices, PaceView, ReadView))["Space"] == (
        "tick in a list; pause a breath; read further"
    )


@acted
async def test_key_help_begins_with_the_current_screen() -> None:
    async with stage('[[step]]\nkind = "say"\ntext = "Breathe."\n') as here:
        await here.press("f5")
        bar = str.maketrans("", "", "▁▂▃▄▅▆▇█")  # of the scroll bar, beside one of the rows
        begin = "Keys On this screen Enter go on Space read further"
        assert " ".join(here.words.translate(bar).split()).startswith(begin)


@pytest.mark.parametrize("form", FORMS.values(), ids=[form.__name__ for form in FORMS])
@acted
async def test_the_keys_can_be_asked_for_at_any_question(form: object) -> None:
    from tests.tui.forms import Form

    assert isinstance(form, Form)
    async with stage(form.script) as here:
        await reach(form, here)
        await here.press("f5")
        assert "On this screen" in here.words
        await here.press("escape")
        assert here.step == "it"


async def asked_by_its_sign(here: Stage) -> bool:
    await here.press("question_mark")
    return "On this screen" in here.words


@acted
async def test_a_question_mark_asks_for_them_where_no_words_are_written() -> None:
    async with stage('[[step]]\nkind = "say"\ntext = "Breathe."\n') as here:
        assert await asked_by_its_sign(here)


@acted
async def test_a_question_mark_is_one_where_words_are_written() -> None:
    async with stage('[[step]]\nid = "it"\nkind = "ask"\ntext = "What?"\n') as here:
        assert not await asked_by_its_sign(here)
        assert "▌ ?" in here.text
