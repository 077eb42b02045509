"""Each kind of step, from its TOML to its prompt to the names that later steps may use."""

from __future__ import annotations

import pkgutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from rsense.core import prompts, steps
from rsense.core.engine import Session, answer, current
from rsense.core.expressions.bindings import Binding
from rsense.core.prompts import (
    SKIPPED,
    Blank,
    Fill,
    Gap,
    Option,
    Pace,
    Paced,
    Phase,
    Pick,
    Prompt,
    Read,
    Sort,
    Value,
    Write,
)
from rsense.core.script.parse import parse
from rsense.core.shelves import SHELF_TITLES, SHELVES
from rsense.core.steps import KINDS, StepBase
from rsense.core.steps.recall import NEWEST
from rsense.core.vocabulary import Family, Vocabulary, Word
from tests.core.scripts import EVERY_KIND, GATE, HEAD, asked, options, parsed, prompt_of, run

OF_ONE = {*KINDS} - {"reveal"}
"""Kinds that need no second person; the other is in test_pair.py."""
THINGS = '[[step]]\nid = "things"\nkind = "gather"\ntext = "Things?"\n'
STEP = '[[step]]\nid = "it"\ntext = "Text for {things|you}."\n'
TEXT = "Text for one and two."
SHELF = {"plans": ("walk", "call Ann", "walk")}
FOLLOWED = Paced(12, 1, finished=True)


@dataclass(frozen=True)
class Row:
    """A step after `things` was answered with one and two."""

    keys: str
    prompt: Prompt
    value: Value = None
    said: Mapping[str, Binding] = field(default_factory=dict)
    """What its names stand for once it is answered with `value`."""


ROWS: dict[str, list[Row]] = {
    "say": [Row("", Read(TEXT))],
    "rate": [
        Row("", prompts.Rate(TEXT, 0, 10), 7, {"it": Binding(7, "7")}),
        Row(
            'low = -2\nhigh = 2\nlow_label = "l"\nhigh_label = "h"',
            prompts.Rate(TEXT, -2, 2, "l", "h"),
            0,
            {"it": Binding(0, "0")},
        ),
    ],
    "ask": [
        Row("", Write(TEXT), "yes", {"it": Binding("yes", "yes")}),
        Row(
            'lines = "many"\nstarter = "I, {things|x}"\nexample = "As {things|x}"\nlint = true',
            Write(
                TEXT, many_lines=True, starter="I, one and two", example="As one and two", lint=True
            ),
            "no",
            {"it": Binding("no", "no")},
        ),
    ],
    "choose": [
        Row(
            'options = ["a", { value = "b", label = "the b", hint = "h" }]',
            Pick(TEXT, (Option("a", "a"), Option("b", "the b", "h"))),
            ("b",),
            {"it": Binding("b", "the b")},
        ),
        Row(
            'options = ["a", { value = "b", label = "the b" }, "c"]\nat_least = 0\nat_most = 3',
            Pick(TEXT, (Option("a", "a"), Option("b", "the b"), Option("c", "c")), 0, 3),
            ("a", "b", "c"),
            {"it": Binding(("a", "b", "c"), "a, the b and c", ("a", "the b", "c"))},
        ),
        Row(
            'vocabulary = "feelings"\nother = true',
            Pick(
                TEXT,
                (
                    Option("anxious", "anxious", "", "Fear"),
                    Option("uneasy", "ill at ease", "", "Fear"),
                    Option("lonely", "lonely", "alone", "Hurt"),
                ),
                other=True,
            ),
            ("odd",),
            {"it": Binding("odd", "odd")},
        ),
        Row(
            'items = "things"',
            Pick(TEXT, options("one", "two")),
            ("two",),
            {"it": Binding("two", "two")},
        ),
        Row(
            'items = "things"\nat_least = 3\nat_most = 4',
            Pick(TEXT, options("one", "two"), 2, 4),
            ("one", "two"),
            {"it": Binding(("one", "two"), "one and two")},
        ),
        Row('options = ["a"]\nat_least = 0', Pick(TEXT, options("a"), 0), (), {}),
    ],
    "gather": [
        Row("", prompts.Gather(TEXT), ("x", "y"), {"it": Binding(("x", "y"), "x and y")}),
        Row(
            'at_least = 0\nat_most = 2\ncues = ["first {things|x}"]\nexample = "milk"',
            prompts.Gather(TEXT, 0, 2, ("first one and two",), "milk"),
            (),
            {"it": Binding((), "")},
        ),
    ],
    "sort": [
        Row(
            'items = "things"\nbins = [{ value = "a", label = "An A" }, { value = "b" }]',
            Sort(TEXT, ("one", "two"), (Option("a", "An A"), Option("b", "b"))),
            (("one", "b"), ("two", "b")),
            {"it_a": Binding((), ""), "it_b": Binding(("one", "two"), "one and two")},
        )
    ],
    "compose": [
        Row(
            'template = "{things|x}: [a] [b]!"\nlint = true\n'
            'blanks = { a = "A?", b = { text = "B, {things|x}?", starter = "s", example = "e" } }',
            Fill(
                TEXT,
                ("one and two", ": ", Gap("a"), " ", Gap("b"), "!"),
                (Blank("a", "A?"), Blank("b", "B, one and two?", "s", "e")),
                lint=True,
            ),
            (("a", "1"), ("b", "2")),
            {
                "it": Binding("one and two: 1 2!", "one and two: 1 2!"),
                "it_a": Binding("1", "1"),
                "it_b": Binding("2", "2"),
            },
        )
    ],
    "breathe": [
        Row(
            'pattern = "4-6"\ncycles = 1',
            Pace(TEXT, (Phase("breathe in", 4, 1.0), Phase("breathe out", 6, 0.0)), 1),
            FOLLOWED,
            {"it": Binding(True, "")},
        ),
        Row(
            'pattern = "4-7-8"\ncaution = "c"\ncycles = 4',
            Pace(
                TEXT,
                (Phase("breathe in", 4, 1.0), Phase("hold", 7, 1.0), Phase("breathe out", 8, 0.0)),
                4,
            ),
            FOLLOWED,
            {"it": Binding(False, "")},
        ),
        Row(
            'pattern = " 4-4-4-4 "\ncaution = "c"',
            Pace(
                TEXT,
                (
                    Phase("breathe in", 4, 1.0),
                    Phase("hold", 4, 1.0),
                    Phase("breathe out", 4, 0.0),
                    Phase("hold", 4, 0.0),
                ),
                6,
            ),
        ),
        Row(
            'pattern = "5.5-0-5.5"\nminutes = 1',
            Pace(TEXT, (Phase("breathe in", 5.5, 1.0), Phase("breathe out", 5.5, 0.0)), 6),
        ),
        Row(
            'pattern = "sigh"\nminutes = 0.01',
            Pace(
                TEXT,
                (
                    Phase("breathe in", 2, 0.7),
                    Phase("a little more in", 1, 1.0),
                    Phase("breathe out", 6, 0.0),
                ),
                1,
            ),
        ),
    ],
    "timer": [
        Row(
            "seconds = 30",
            Pace(TEXT, (Phase("", 30),), 1, "timer"),
            FOLLOWED,
            {"it": Binding(True, "")},
        ),
        Row(
            'minutes = 1.5\nturns = 3\nturn_labels = ["you", "they"]\nbell = true',
            Pace(
                TEXT, (Phase("you", 90), Phase("they", 90), Phase("you", 90)), 1, "timer", bell=True
            ),
            Paced(80, 0, finished=False),
            {"it": Binding(False, "")},
        ),
    ],
    "moment": [
        Row(
            "",
            prompts.Moment(TEXT),
            "2026-11-27 20:00",
            {"it": Binding("2026-11-27 20:00", "Friday 27 November 2026, 20:00")},
        )
    ],
    "recall": [
        Row(
            'shelf = "plans"\nat_most = 1',
            Pick(TEXT, options("walk", "call Ann"), 0, 1),
            ("call Ann",),
            {"it": Binding(("call Ann",), "call Ann")},
        )
    ],
    "people": [Row('lines = "abuse"', Read(TEXT, "abuse"))],
    "jump": [Row('to = "things"\nat_most = 1', prompts.Gather("Things?"))],
    "include": [Row('exercise = "inner"', prompts.Rate("How calm?"))],
}
CASES = [
    pytest.param(kind, row, id=f"{kind}-{n}")
    for kind in KINDS
    for n, row in enumerate(ROWS.get(kind, ()))
]
EVERY_CASE = pytest.mark.parametrize(("kind", "row"), CASES)
ABOUT_A_LIST = pytest.mark.parametrize(
    "keys",
    [
        'kind = "choose"\nitems = "things"',
        'kind = "sort"\nitems = "things"\nbins = [{ value = "a" }, { value = "b" }]',
    ],
)


def at_step(kind: str, keys: str) -> Session:
    """A session at the step, after `things` and the step's caution."""
    step = STEP.replace("text", "# text") if kind in ("jump", "include") else STEP
    gate = GATE if "lint" in keys else ""
    script = parsed(f'{THINGS}{gate}{step}kind = "{kind}"\n{keys}\n')
    session = run(script, ("one", "two"), shelves=SHELF)
    return answer(session, None) if asked(session) == "it.caution" else session


def listed(session: Session) -> list[str]:
    """The things that a step about a list asks of."""
    match prompt_of(session):
        case Sort(items=items):
            return [*items]
        case Pick(options=offered):
            return [option.label for option in offered]
        case other:
            pytest.fail(f"{other} asks about no list")


def test_step_union_names_every_module_of_a_kind() -> None:
    modules = {module.name for module in pkgutil.iter_modules(steps.__path__)}
    classes = {kind.__module__.rpartition(".")[2] for kind in KINDS.values()}
    not_for_scripts = {StepBase.__module__.rpartition(".")[2], "shelve"}
    assert modules - not_for_scripts == classes, "add its class to the union rsense.core.steps.Step"


def test_sample_script_has_a_step_of_every_kind() -> None:
    used = {step["kind"] for step in tomllib.loads(EVERY_KIND)["step"]}
    assert used == OF_ONE, "add a step to EVERY_KIND in tests/core/scripts.py"


@pytest.mark.parametrize("kind", sorted(OF_ONE))
def test_every_kind_of_step_is_tested_here(kind: str) -> None:
    assert kind in ROWS, f"add rows for {kind} to ROWS"


@EVERY_CASE
def test_a_step_lowers_itself_to(kind: str, row: Row) -> None:
    assert prompt_of(at_step(kind, row.keys)) == row.prompt


@EVERY_CASE
def test_its_answer_defines_the_names_that_it_promised(kind: str, row: Row) -> None:
    session = at_step(kind, row.keys)
    assert row.said.keys() <= session.script.names.keys()
    if row.said:
        said = answer(session, row.value).state.bindings
        assert {name: one for name, one in said.items() if name != "things"} == row.said


@EVERY_CASE
def test_a_skipped_step_defines_nothing(kind: str, row: Row) -> None:
    session = at_step(kind, row.keys)
    while (shown := current(session)) and (isinstance(shown.prompt, Read) or not shown.skippable):
        session = answer(session, None)
    if shown:
        session = answer(session, SKIPPED)
        assert not [name for name in session.state.bindings if name.startswith("it")]


@ABOUT_A_LIST
def test_a_step_about_an_empty_list_is_passed_over(keys: str) -> None:
    gather = THINGS + "at_least = 0\n"
    for things in (SKIPPED, ()):
        assert run(parsed(f"{gather}{STEP}{keys}\n"), things).complete
    if "choose" in keys:
        assert run(parsed(f"{gather}{STEP}{keys}\nother = true\n"), ()).complete


@pytest.mark.parametrize(
    ("minutes", "cycles"), [(0.1, 1), (0.2, 2), (1, 6), (1.01, 7), (5, 30), (10, 60)]
)
def test_minutes_of_breath_become_whole_cycles_rounded_up(minutes: float, cycles: int) -> None:
    script = parsed(
        f'{STEP}kind = "breathe"\npattern = "4-6"\nminutes = {minutes}\n'.replace(
            "{things|you}", ""
        )
    )
    prompt = prompt_of(run(script))
    assert isinstance(prompt, Pace)
    assert prompt.cycles == cycles


def test_a_shelf_shows_its_newest_cards_each_once() -> None:
    shelves = {"people": tuple(f"card {n % 9}" for n in range(30))}
    script = parsed('[[step]]\nid = "r"\nkind = "recall"\ntext = "x"\nshelf = "people"\n')
    assert listed(run(script, shelves=shelves)) == [f"card {n}" for n in range(NEWEST)]


def test_every_shelf_has_a_title() -> None:
    assert set(SHELF_TITLES) == set(SHELVES)


@ABOUT_A_LIST
def test_what_was_chosen_is_called_by_its_label_further_on(keys: str) -> None:
    few = '[[step]]\nid = "things"\nkind = "choose"\ntext = "Which?"\nat_most = 3\noptions = '
    few += '["one", { value = "two", label = "the second" }]\n'
    assert listed(run(parsed(f"{few}{STEP}{keys}\n"), ("one", "two"))) == ["one", "the second"]


TWICE = Vocabulary(
    family=(
        Family(label="One", words=(Word(value="a", label="so"), Word(value="b", label="so"))),
        Family(label="Two", words=(Word(value="a", label="so"), Word(value="c"))),
    )
)
PICKED = '[[step]]\nid = "things"\nkind = "choose"\ntext = "x"\nvocabulary = "v"\nat_most = 3\n'


def test_a_word_that_a_vocabulary_has_twice_is_offered_once() -> None:
    prompt = prompt_of(run(parse("test", HEAD + PICKED, {}, {"v": TWICE})))
    assert isinstance(prompt, Pick)
    assert [option.value for option in prompt.options] == ["a", "b", "c"]


@ABOUT_A_LIST
def test_things_that_read_the_same_are_one_thing_in_a_list(keys: str) -> None:
    steps = f'{PICKED}[[step]]\nid = "it"\ntext = "x"\n{keys}\n'
    session = run(parse("test", HEAD + steps, {}, {"v": TWICE}), ("a", "b", "c"))
    assert listed(session) == ["so", "c"]
    for value in prompt_of(session).samples():
        answer(session, value)
