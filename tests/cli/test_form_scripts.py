"""The small forms that lie beside the exercises: whole, checked, and no exercises themselves."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rsense.core.engine import begin, current
from rsense.core.prompts import Pick
from rsense.core.records import Trigger
from rsense.core.script.languages import ENGLISH
from rsense.core.steps.choose import Choice, Choose
from rsense.core.steps.gather import Gather
from rsense.core.steps.rate import Rate
from rsense.services import edit_flow, welcome
from rsense.services.form_scripts import form, form_document
from rsense.services.now import states
from rsense.services.now.facts import Facts
from rsense.services.now.offers import read_suggestions, suggestion_problems, way_keys, ways_form
from rsense.services.script_check import script_problems
from rsense.session_runner import SaveFailed
from rsense.store.library import Library, shipped_folder
from tests.shipped import LIBRARY, script

TRIGGER = Trigger(id="k3f9a2q7xm", at=datetime(2026, 11, 22, tzinfo=UTC), what="She is silent.")


@pytest.fixture
def copied(tmp_path: Path) -> Library:
    """A library with the shipped forms, which a test may break."""
    for folder in ("forms", "suggestions"):
        shutil.copytree(Path(shipped_folder(), folder), tmp_path / folder)
    return Library(str(tmp_path))


def options(name: str) -> set[str]:
    """The values that the first choice of a form offers."""
    return {option["value"] for option in form_document(LIBRARY, name)["step"][0]["options"]}


@pytest.mark.parametrize("name", LIBRARY.forms)
def test_a_form_passes_the_checks_of_an_exercise(name: str) -> None:
    assert [*map(str, script_problems(LIBRARY.form_paths[name], LIBRARY))] == []


def test_forms_are_not_among_the_exercises() -> None:
    assert {head["id"] for head in LIBRARY.heads()}.isdisjoint(LIBRARY.forms)


def test_suggestions_have_no_problem() -> None:
    assert list(suggestion_problems(LIBRARY)) == []


@pytest.mark.parametrize("value", ["a {brace}", '"""', "{{folder}}", "a\nb", "\\", "[x]"])
def test_a_value_is_shown_as_it_stands(value: str) -> None:
    script = ways_form(LIBRARY, value, {}, ("stop",), "")
    shown = current(begin(script))
    assert shown
    assert shown.prompt.text == value


def test_a_step_can_be_left_out() -> None:
    shown = current(begin(form(LIBRARY, "now-after", without=("strength_later",))))
    assert shown
    assert isinstance(shown.prompt, Pick)


def test_ways_that_are_offered_are_ways_that_lead_on() -> None:
    tried, logged = Facts(tried=("breath",)), Facts(after=6, tried=("breath",), trigger=TRIGGER)
    places: list[states.State] = [states.Settling(), states.Elsewhere(), states.Softer()]
    places += [states.Choosing(facts) for facts in (Facts(), tried, logged)]
    places += [states.Softer(logged)]
    assert options("now-ways") == {way for state in places for way in states.ways_of(state)}
    for state in places:
        for way in states.ways_of(state):
            states.next_state(state, states.Chose(way))
        keys = [way_keys(LIBRARY)[way][0] for way in states.ways_of(state)]
        assert len({*keys}) == len(keys), state


def test_no_country_stands_first_in_the_welcome_where_enter_alone_takes_it() -> None:
    shown = form(
        LIBRARY,
        "welcome",
        without=("here",),
        values={"folder": "x", "country": ""},
        listed={"country": {"AU": "Australia"}},
    )
    step = shown.node("country").step
    assert isinstance(step, Choose)
    assert [one.value for one in step.options if isinstance(one, Choice)] == ["none", "AU"]


def test_the_welcome_asks_for_as_many_people_as_are_kept() -> None:
    step = form(LIBRARY, "welcome", values={"folder": "x", "country": "x"}).node("people").step
    assert isinstance(step, Gather)
    assert step.at_most == welcome.MOST_PEOPLE


def test_every_question_of_the_edit_form_changes_a_part() -> None:
    asked = {part for kind in edit_flow.OF_KIND for part in edit_flow.parts_of(LIBRARY, kind)}
    assert {node.id for node in form(LIBRARY, "edit").nodes} == asked


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
    with pytest.raises(SaveFailed, match=r"forms/log\.toml is missing or can't be used"):
        form(copied, "log")


@pytest.mark.parametrize("content", [None, "format = ", "format = 1\n"])
def test_broken_suggestions_are_told_in_words(copied: Library, content: str | None) -> None:
    path = Path(copied.shipped, "suggestions", "now.toml")
    path.unlink()
    if content is not None:
        path.write_text(content)
    with pytest.raises(SaveFailed, match=r"suggestions/now\.toml is missing or can't be used"):
        read_suggestions(copied)
    assert len(list(suggestion_problems(copied))) == 1


def test_how_strong_it_is_is_rated_on_one_pair_of_labels() -> None:
    steps = [form(LIBRARY, "now-strength").node("strength").step]
    steps += [form(LIBRARY, name).node("strength_later").step for name in ("now-after",)]
    for name in LIBRARY.sources:
        head = script(name).head
        measure = head.measure.get("distress") if head.language == ENGLISH else None
        rated = (measure.before, measure.after) if measure else ()
        steps += [script(name).node(step).step for step in rated]
    labels = {(s.low_label, s.high_label, s.low, s.high) for s in steps if isinstance(s, Rate)}
    assert labels == {("calm", "overwhelming", 0, 10)}
