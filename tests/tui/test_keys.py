"""Every key that does something is told of, and can be asked for from anywhere."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import rsense.tui
from rsense.tui.screens.keys import KEYS
from tests.tui.forms import FORMS, reach
from tests.tui.stage import Stage, acted, stage

NAMES = {
    "escape": "Esc", "enter": "Enter", "space": "Space", "backspace": "Backspace", "tab": "Tab",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "slash": "/", "question_mark": "?",
    "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "delete": "Delete",
}  # fmt: skip
UNTOLD = {"plus", "minus"}
"""Other names of arrows: who tries them finds them."""


def bindings() -> Iterator[tuple[str, str]]:
    """(where, key) of everything that the program's own classes bind."""
    for info in pkgutil.walk_packages(rsense.tui.__path__, "rsense.tui."):
        module = importlib.import_module(info.name)
        for name, thing in vars(module).items():
            own = isinstance(thing, type) and thing.__module__ == info.name
            if own and issubclass(thing, DOMNode):
                for binding in thing.__dict__.get("BINDINGS", ()):
                    assert isinstance(binding, Binding)
                    yield from ((name, key) for key in binding.key.split(","))


def spelled(key: str) -> str:
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[-1].upper()}"
    return NAMES.get(key, key.upper() if key[0] == "f" and key[1:].isdecimal() else key)


@pytest.mark.parametrize(("where", "key"), sorted(set(bindings())))
def test_the_key_is_told_of(where: str, key: str) -> None:
    told = [
        word for _, keys in KEYS for names, _ in keys for word in names.replace(",", "").split()
    ]
    digits = {str(n) for n in range(10)} if any("-9" in word for word in told) else set()
    assert spelled(key) in {*told, *digits} or key in UNTOLD


@pytest.mark.parametrize("form", FORMS.values(), ids=[form.__name__ for form in FORMS])
@acted
async def test_the_keys_can_be_asked_for_at_any_question(form: object) -> None:
    from tests.tui.forms import Form

    assert isinstance(form, Form)
    async with stage(form.script) as here:
        await reach(form, here)
        await here.press("f5")
        assert "Everywhere" in here.words
        await here.press("escape")
        assert here.step == "it"


async def asked_by_its_sign(here: Stage) -> bool:
    await here.press("question_mark")
    return "Everywhere" in here.words


@acted
async def test_a_question_mark_asks_for_them_where_no_words_are_written() -> None:
    async with stage('[[step]]\nkind = "say"\ntext = "Breathe."\n') as here:
        assert await asked_by_its_sign(here)


@acted
async def test_a_question_mark_is_one_where_words_are_written() -> None:
    async with stage('[[step]]\nid = "it"\nkind = "ask"\ntext = "What?"\n') as here:
        assert not await asked_by_its_sign(here)
        assert "▌ ?" in here.text
