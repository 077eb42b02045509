"""An exercise within an exercise: its steps under the include's id, its gate decided once."""

from __future__ import annotations

from typing import Any

import pytest

from rsense.core.engine import begin, current
from rsense.core.prompts import SKIPPED, Read, Skip, Value
from rsense.core.script import parse
from rsense.core.script.compile import compile_script
from rsense.core.script.parse import Script
from tests.core.scripts import HEAD, asked, parsed, problems, prompt_of, run, said, steps_of
from tests.steps import step

NOW = step("rate", "now", "How strong?")
INCLUDE = step("include", "calm", exercise="inner")
INNER = (
    step("rate", "now", "How calm?")
    + step(
        "choose",
        "out",
        "Where to?",
        options=[{"value": "on"}, {"value": "past", "go": "last"}, {"value": "end", "go": "end"}],
        when="now < 9",
    )
    + step("say", "", "You said {now|nothing}.")
    + step("say", "last", "The last.")
    + step("jump", to="last", when="now == 0", at_most=1)
)


def with_inner(steps: str, inner: str = INNER, head: str = "", inner_head: str = "") -> Script:
    return parsed(steps, head, {"inner": HEAD + inner_head + inner})


WAYS: dict[str, tuple[str, list[Value | Skip], str]] = {
    "the first inner step comes first": (INCLUDE, [], "calm_now"),
    "its ids and names carry the include's id": (INCLUDE, [9], "calm_step.3"),
    "an inner condition asks for the inner answer": (NOW + INCLUDE, [1, 9], "calm_step.3"),
    "an inner go leads to an inner step": (INCLUDE, [5, ("past",)], "calm_last"),
    "an inner jump leads to an inner step": (
        said("last") + INCLUDE,
        [None, 0, ("past",), None],
        "calm_last",
    ),
    "the last inner step leads to what comes after": (
        INCLUDE + said("after"),
        [5, ("past",), None],
        "after",
    ),
    "the last inner step may be the last of all": (INCLUDE, [5, ("past",), None], ""),
    "an inner end ends all": (INCLUDE + said("after"), [5, ("end",)], ""),
    "its gate may be shut": (NOW + INCLUDE + 'when = "now > 5"\n' + said("after"), [3], "after"),
    "its gate may be open": (NOW + INCLUDE + 'when = "now > 5"\n' + said("after"), [6], "calm_now"),
    "its gate is shut when nothing was answered": (
        NOW + INCLUDE + 'when = "now > 5"\n' + said("after"),
        [SKIPPED],
        "after",
    ),
    "go leads to its gate": (
        NOW + said("x") + 'when = "now > 5"\ngo = "calm"\n' + said("y") + INCLUDE,
        [6, None],
        "calm_now",
    ),
    "its gate is decided anew when a jump leads back": (
        NOW
        + INCLUDE
        + 'when = "now > 5"\n[[step]]\nkind = "jump"\nto = "now"\nat_most = 1\n'
        + said("after"),
        [6, 9, None, None, 3],
        "after",
    ),
    "a jump leads to its gate": (
        INCLUDE + '[[step]]\nkind = "jump"\nto = "calm"\nat_most = 1\n',
        [9, None, None],
        "calm_now",
    ),
}


@pytest.mark.parametrize(("steps", "answers", "then"), WAYS.values(), ids=WAYS)
def test_the_way(steps: str, answers: list[Value | Skip], then: str) -> None:
    assert asked(run(with_inner(steps), *answers)) == then


def test_inner_texts_show_inner_answers() -> None:
    assert prompt_of(run(with_inner(NOW + INCLUDE), 1, 9)) == Read("You said 9.")


def test_outer_texts_can_show_inner_answers() -> None:
    after = '[[step]]\nkind = "say"\ntext = "It was {calm_now|x}."\n'
    assert prompt_of(run(with_inner(INCLUDE + after), 9, None, None)) == Read("It was 9.")


def test_the_same_exercise_can_be_included_twice() -> None:
    script = with_inner(INCLUDE + INCLUDE.replace("calm", "again"), NOW)
    assert steps_of(run(script, 3, 4).replies) == ["calm_now", "again_now"]


NESTED = {
    "outer": HEAD + NOW + '[[step]]\nid = "mid"\nkind = "include"\nexercise = "inner"\n'
    'when = "now > 5"\n' + said("last"),
    "inner": HEAD + INNER,
}
NESTING = step("include", "a", exercise="outer")
NESTED_WAYS: list[tuple[list[Value | Skip], str]] = [
    ([], "a_now"),
    ([3], "a_last"),
    ([6], "a_mid_now"),
    ([6, 9], "a_mid_step.3"),
    ([6, 3, ("past",)], "a_mid_last"),
    ([6, 3, ("past",), None], "a_last"),
    ([6, 3, ("past",), None, None], "after"),
    ([6, 3, ("end",)], ""),
]


@pytest.mark.parametrize(("answers", "then"), NESTED_WAYS)
def test_an_include_within_an_include(answers: list[Value | Skip], then: str) -> None:
    assert asked(run(parsed(NESTING + said("after"), sources=NESTED), *answers)) == then


def cautions(script: Script) -> str:
    shown = current(begin(script))
    return shown.prompt.text if shown and shown.step == "exercise.caution" else ""


def test_includes_that_come_to_too_much_are_told_before_they_are_laid_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid_out: list[str] = []

    def noted(name: str, *parts: Any) -> Script:
        laid_out.append(name)
        return compile_script(name, *parts)

    monkeypatch.setattr(parse, "compile_script", noted)
    sources = {"inner": HEAD + said("one", "two", "three")}
    steps = "".join(INCLUDE.replace("calm", f"calm{n}") for n in range(167))
    (problem,) = problems(steps, sources=sources)
    assert problem.startswith("test.toml:4:3: a run could take 501 steps; 500 at most")
    assert laid_out == ["inner"]


def test_its_caution_is_read_with_the_exercises_own_before_the_start() -> None:
    script = with_inner(NOW + INCLUDE, INNER, 'caution = "Mine."\n', 'caution = "Theirs."\n')
    assert cautions(script) == "Mine.\n\nTheirs."


def test_its_caution_is_not_read_again_in_its_place() -> None:
    script = with_inner(NOW + INCLUDE, INNER, inner_head='caution = "Theirs."\n')
    assert asked(run(script, None, 3)) == "calm_now"


def test_the_same_caution_is_read_once() -> None:
    script = with_inner(INCLUDE, INNER, 'caution = "Care."\n', 'caution = "Care."\n')
    assert cautions(script) == "Care."


def test_a_caution_reaches_the_start_from_any_depth() -> None:
    deep = {**NESTED, "inner": f'{HEAD}caution = "Deep."\n{INNER}'}
    assert cautions(parsed(NESTING, sources=deep)) == "Deep."


def test_sources_are_merged_each_once() -> None:
    script = with_inner(INCLUDE, INNER, 'sources = ["a", "b"]\n', 'sources = ["b", "c"]\n')
    assert script.head.sources == ("a", "b", "c")


def test_its_title_measures_trigger_and_next_are_dropped() -> None:
    inner_head = (
        'next = ["inner"]\n[measure.distress]\nbefore = "now"\nafter = "now"\n'
        '[trigger]\nintensity = "now"\n'
    )
    head = with_inner(INCLUDE, INNER, inner_head=inner_head).head
    assert (head.title, head.next, head.measure, head.trigger) == ("A test", (), {}, None)


def test_an_inner_answer_to_keep_is_offered_at_the_very_end() -> None:
    inner = '[[step]]\nid = "plan"\nkind = "ask"\ntext = "x"\nkeep = "plans"\n'
    session = run(with_inner(INCLUDE + said("after"), inner), "walk", None)
    assert asked(session) == "exercise.keep"


def test_an_inner_end_still_asks_what_to_keep() -> None:
    inner = '[[step]]\nid = "plan"\nkind = "ask"\ntext = "x"\nkeep = "plans"\ngo = "end"\n'
    session = run(with_inner(NOW + INCLUDE + 'when = "now"\n' + said("after"), inner), 3, "walk")
    assert asked(session) == "exercise.keep"
