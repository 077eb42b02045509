"""The small forms that lie beside the exercises: whole, checked, and no exercises themselves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rsense.core.engine import begin, current
from rsense.core.prompts import Pick
from rsense.core.steps.choose import Choose
from rsense.core.steps.gather import Gather
from rsense.services import edit_flow, welcome
from rsense.services.form_scripts import form
from rsense.services.now import states
from rsense.services.now.offers import read_suggestions, suggestion_problems
from rsense.services.script_check import script_problems
from rsense.session_runner import SaveFailed
from rsense.store.library import Library, shipped_folder
from tests.shipped import LIBRARY


@pytest.fixture
def copied(tmp_path: Path) -> Library:
    """A library with the shipped forms, which a test may break."""
    for folder in ("forms", "suggestions"):
        shutil.copytree(Path(shipped_folder(), folder), tmp_path / folder)
    return Library(str(tmp_path))


def options(name: str, **values: str) -> set[str]:
    """The values that the first choice of a form offers."""
    (step, *_) = (node.step for node in form(LIBRARY, name, values=values).nodes)
    assert isinstance(step, Choose)
    return {choice.value for choice in step.choices}


@pytest.mark.parametrize("name", LIBRARY.forms)
def test_a_form_passes_the_checks_of_an_exercise(name: str) -> None:
    assert [*map(str, script_problems(LIBRARY.form_paths[name], LIBRARY))] == []


def test_forms_are_not_among_the_exercises() -> None:
    assert {head["id"] for head in LIBRARY.heads()}.isdisjoint(LIBRARY.forms)


def test_suggestions_have_no_problem() -> None:
    assert list(suggestion_problems(LIBRARY)) == []


@pytest.mark.parametrize("value", ["a {brace}", '"""', "{{folder}}", "a\nb", "\\", "[x]"])
def test_a_value_is_shown_as_it_stands(value: str) -> None:
    script = form(LIBRARY, "now-softer", values={"softer": value})
    shown = current(begin(script))
    assert shown
    assert shown.prompt.text == value


def test_an_option_can_be_left_out() -> None:
    shown = current(begin(form(LIBRARY, "now-next", without=("plan", "log"))))
    assert shown
    assert isinstance(shown.prompt, Pick)
    assert [option.value for option in shown.prompt.options] == ["else", "stop"]


def test_ways_that_are_offered_are_ways_that_lead_on() -> None:
    assert options("now-next") == states.NEXT_WAYS.keys()
    assert options("now-softer", softer="x") == states.SOFTER_WAYS.keys()


def test_the_welcome_asks_for_as_many_people_as_are_kept() -> None:
    step = form(LIBRARY, "welcome", values={"folder": "x"}).node("people").step
    assert isinstance(step, Gather)
    assert step.at_most == welcome.MOST_PEOPLE


def test_every_part_that_can_be_changed_has_a_question() -> None:
    assert {node.id for node in form(LIBRARY, "edit").nodes} == edit_flow.PARTS.keys()


@pytest.mark.parametrize(
    "content",
    [None, "format = ", "format = 1\n[[step]]\nkind = 'say'\ntext = 'x'\n", b"\xff"],
    ids=["missing", "not TOML", "no title", "not UTF-8"],
)
def test_a_broken_form_is_told_in_words(copied: Library, content: str | bytes | None) -> None:
    path = Path(copied.shipped, "forms", "log.toml")
    path.unlink()
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SaveFailed, match=r"forms/log\.toml is missing or cannot be used"):
        form(copied, "log")


@pytest.mark.parametrize("content", [None, "format = ", "format = 1\n"])
def test_broken_suggestions_are_told_in_words(copied: Library, content: str | None) -> None:
    path = Path(copied.shipped, "suggestions", "now.toml")
    path.unlink()
    if content is not None:
        path.write_text(content)
    with pytest.raises(SaveFailed, match=r"suggestions/now\.toml is missing or cannot be used"):
        read_suggestions(copied)
    assert len(list(suggestion_problems(copied))) == 1
