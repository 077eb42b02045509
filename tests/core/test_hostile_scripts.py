"""Whatever stands in a script: it runs, or its author is told. Nothing else ever happens."""

from __future__ import annotations

import copy
import datetime as dt
import time
import tomllib
import tracemalloc
from typing import Any

import msgspec
import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from rsense.core.engine import begin, current
from rsense.core.script.diagnostics import MORE, MOST_PROBLEMS, Problem
from rsense.core.script.head import Head
from rsense.core.script.parse import ScriptError, parse
from rsense.core.steps import KINDS
from rsense.core.walker.walk import walk
from tests.core.scripts import EVERY_KIND, HEAD, PIECES, SOURCES, VOCABULARIES

SCRIPT = f"""{HEAD}minutes = 3
tags = ["a"]
caution = "Careful."
next = ["inner"]
[measure.distress]
before = "now"
after = "now"
[trigger]
what = "what"
{EVERY_KIND}"""
MOST_MEMORY = 64 * 1024 * 1024

DOCUMENT = tomllib.loads(SCRIPT)
HEAD_KEYS = [field.encode_name for field in msgspec.structs.fields(Head)]
STEP_KEYS = {
    index: [*(f.encode_name for f in msgspec.structs.fields(KINDS[step["kind"]])), "kind"]
    for index, step in enumerate(DOCUMENT["step"])
}


def told(text: str) -> tuple[Problem, ...]:
    """What the author is told; nothing when the script runs."""
    try:
        script = parse("hostile", text, SOURCES, VOCABULARIES)
    except ScriptError as error:
        return error.problems
    current(begin(script))
    return ()


def assert_runs_or_is_told(text: str) -> None:
    lines = text.count("\n") + 1
    for problem in told(text):
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert problem.what


def test_the_script_that_is_spoilt_here_is_a_good_one() -> None:
    assert told(SCRIPT) == ()


SPOILT = st.sampled_from(PIECES)


@settings(max_examples=120)
@given(st.data())
def test_a_script_spoilt_anywhere_runs_or_is_told(data: st.DataObject) -> None:
    text = SCRIPT
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.sampled_from([0, 0, 1, 2, 5, 20, 200]))
        text = text[:start] + data.draw(SPOILT) + text[start + gone :]
    assert_runs_or_is_told(text)


@settings(max_examples=120)
@given(st.data())
def test_lines_taken_out_doubled_and_moved_make_it_run_or_be_told(data: st.DataObject) -> None:
    lines = SCRIPT.split("\n")
    for _ in range(data.draw(st.integers(1, 5))):
        line = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
        for _ in range(data.draw(st.integers(0, 2))):
            lines.insert(data.draw(st.integers(0, len(lines))), line)
    assert_runs_or_is_told("\n".join(lines))


WORDS = st.sampled_from(
    [
        "",
        " ",
        "now",
        "things",
        "pile_fact",
        "thoughts",
        "sentence_event",
        "urge",
        "end",
        "inner",
        "hostile",
        "feelings",
        "evidence",
        "many",
        "{now}",
        "{",
        "[event]",
        "now > 3",
        "urge",
        "4-6",
        "0-0",
        "0-0-0",
        "4-7-8",
        "4-20-4-20",
        "0.001-9",
        "sigh",
        "-",
        "kept",
        "no > such",
        " - at `$[0]`",
        "'write' in urge",
        "breath > 1",
        "a\x1bb",
        "class",
        "日本",
    ]
) | st.text(max_size=10)
NUMBERS = st.sampled_from(
    [
        0,
        1,
        -1,
        2,
        3,
        7,
        10,
        20,
        21,
        200,
        201,
        1000,
        1001,
        2**31,
        2**63 - 1,
        -(2**63),
        2**64,
        10**400,
        0.0,
        0.5,
        -0.0,
        1e-9,
        1e308,
        float("inf"),
        float("nan"),
    ]
)
SMALL: st.SearchStrategy[Any] = (
    WORDS | NUMBERS | st.booleans() | st.just(dt.date(2026, 1, 1)) | st.just(dt.time(12))
)
KEYS = st.sampled_from(["value", "label", "hint", "go", "text", "event", "a", "starter", "before"])
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    SMALL,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=120)
@given(st.data())
def test_any_value_at_any_key_runs_or_is_told(data: st.DataObject) -> None:
    document = copy.deepcopy(DOCUMENT)
    for _ in range(data.draw(st.integers(1, 3))):
        index = data.draw(st.sampled_from([-1, *STEP_KEYS]))
        table = document if index < 0 else document["step"][index]
        table[data.draw(st.sampled_from(STEP_KEYS.get(index, HEAD_KEYS)))] = data.draw(ANYTHING)
    assert_runs_or_is_told(tomli_w.dumps(document))


@given(st.text(st.characters(codec=None), max_size=40) | st.text("[]{}=.\"'#\n ax1-", max_size=40))
def test_any_text_at_all_is_told(text: str) -> None:
    assert told(text)


MANY = range(40)
COSTLY: dict[str, tuple[str, dict[str, str]]] = {
    "scripts that all include each other": (
        '[[step]]\nid = "x"\nkind = "include"\nexercise = "s0"\n',
        {
            f"s{n}": HEAD
            + "".join(
                f'[[step]]\nid = "x{m}"\nkind = "include"\nexercise = "s{m}"\n'
                for m in MANY
                if m != n
            )
            for n in MANY
        },
    ),
    "scripts that include the next one twice": (
        '[[step]]\nid = "x"\nkind = "include"\nexercise = "s0"\n',
        {
            f"s{n}": HEAD
            + "".join(
                f'[[step]]\nid = "{x}"\nkind = "include"\nexercise = "s{n + 1}"\n' for x in "ab"
            )
            for n in MANY
        },
    ),
    "a chain of includes": (
        '[[step]]\nid = "x"\nkind = "include"\nexercise = "s0"\n',
        {
            f"s{n}": f'{HEAD}[[step]]\nid = "x"\nkind = "include"\nexercise = "s{n + 1}"\n'
            for n in range(2000)
        },
    ),
    "many includes of a long exercise": (
        "".join(
            f'[[step]]\nid = "x{n}"\nkind = "include"\nexercise = "long"\n' for n in range(400)
        ),
        {
            "long": HEAD
            + "".join(
                f'[[step]]\nid = "a{n}"\nkind = "rate"\ntext = "x"\nrequired = true\n'
                for n in range(400)
            )
        },
    ),
    "thousands of steps": ("[[step]]\n" * 20_000, {}),
    "own words without end": (
        '[[step]]\nid = "x"\nkind = "choose"\ntext = "x"\noptions = ["a"]\nother = true\n'
        "at_least = 1000000000000\nat_most = 1000000000000\n",
        {},
    ),
}


@pytest.mark.parametrize("case", COSTLY)
def test_a_script_made_to_be_costly_is_told_within_seconds(case: str) -> None:
    steps, sources = COSTLY[case]
    before = time.process_time()
    with pytest.raises(ScriptError):
        parse("test", HEAD + steps, sources)
    assert time.process_time() - before < 10


def test_a_script_that_is_wrong_throughout_is_told_of_in_a_moment() -> None:
    text = HEAD + "".join(f"k{number} = 1\n" for number in range(9_000)) + "[[step]]\n"
    begun = time.process_time()
    problems = told(text)
    assert time.process_time() - begun < 1
    assert MORE in [problem.what for problem in problems]
    assert len(problems) == MOST_PROBLEMS + 1


def repeated(count: int, keys: str) -> str:
    """So many steps; in their keys `#` is the number of the step and `@` the one before."""
    numbered = (keys.replace("#", str(n)).replace("@", str(n - 1)) for n in range(1, count + 1))
    return "".join(f'[[step]]\ntext = "x"\n{step}\n' for step in numbered)


RATES = 'id = "s#"\nkind = "rate"'
LISTS = 'id = "s#"\nkind = "gather"\nat_least = 200\nkeep = "plans"'
OPTIONS = ", ".join(f'"o{n}"' for n in range(200))
WIDE: dict[str, str] = {
    "a row of conditions": repeated(1, RATES.replace("#", "0"))
    + repeated(450, RATES + '\nwhen = "s@ > 3"'),
    "many open conditions": repeated(40, RATES)
    + repeated(400, 'kind = "say"\nwhen = "s1 > 3 and s2 > 4 and s3 > 5 or s4 > 1"'),
    "long lists to keep": repeated(490, LISTS),
    "many options": repeated(
        40, f'id = "s#"\nkind = "choose"\nother = true\noptions = [{OPTIONS}]'
    ),
    "quotes of quotes": repeated(1, 'id = "s0"\nkind = "ask"')
    + repeated(250, 'id = "s#"\nkind = "compose"\ntemplate = "{s@|x} [a]"\nblanks = { a = "x" }')
    + repeated(240, """kind = "say"\nwhen = "s250 in ['a#', 'b#', 'c#', 'd#', 'e#', 'f#']\""""),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", WIDE)
def test_walk_stays_within_its_bounds(case: str) -> None:
    script = parse("wide", HEAD + WIDE[case], SOURCES, VOCABULARIES)
    begun = time.process_time()
    assert walk(script).unfinished
    assert time.process_time() - begun < 1
    tracemalloc.start()
    walk(script)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MOST_MEMORY


def test_a_way_to_one_of_two_steps_of_the_same_name_is_told_of() -> None:
    ask = '[[step]]\nid = "a"\nkind = "ask"\ntext = "x"\n'
    choose = (
        '[[step]]\nid = "b"\nkind = "choose"\ntext = "x"\n'
        'options = [{ value = "c", go = "a" }, { value = "d", go = "a" }]\n'
    )
    assert 'the id "a" is already taken in step 1' in str(told(HEAD + ask + choose + ask))
