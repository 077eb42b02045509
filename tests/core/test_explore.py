"""The robot: it takes every branch, comes to every end, and says when there are too many."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rsense.core import work
from rsense.core.engine import answer, begin, refit
from rsense.core.explore import FULL_SHELVES, walk_problems, walks
from rsense.core.layout import Script
from rsense.core.steps import Asking
from rsense.core.work import TooManyWalks
from tests.core.generated import SHELVES, robot_values, scripts
from tests.core.scripts import EVERY_KIND, HEAD, parsed, said, steps_of

NOW = '[[step]]\nid = "now"\nkind = "rate"\ntext = "x"\n'
LATER = NOW.replace("now", "later")
WHO = '[[step]]\nid = "who"\nkind = "ask"\ntext = "x"\n'
LIST = '[[step]]\nid = "list"\nkind = "gather"\ntext = "x"\n'
URGE = (
    '[[step]]\nid = "urge"\nkind = "choose"\ntext = "x"\noptions = ["a", "b", "c"]\nat_most = 2\n'
)
WAY = """
[[step]]
id = "way"
kind = "choose"
text = "x"
options = ["a", { value = "b", go = "there" }]
"""
BREATH = '[[step]]\nid = "breath"\nkind = "breathe"\ntext = "x"\npattern = "4-6"\n'
RECALL = '[[step]]\nid = "kept"\nkind = "recall"\ntext = "x"\nshelf = "plans"\n'
SORT = """
[[step]]
id = "pile"
kind = "sort"
text = "x"
items = "list"
bins = [{ value = "a" }, { value = "b" }]
"""
PICK = '[[step]]\nid = "pick"\nkind = "choose"\ntext = "x"\nitems = "list"\n'
COMPOSE = """
[[step]]
id = "line"
kind = "compose"
text = "x"
template = "{urge|x}: [gap]"
blanks = { gap = "x" }
"""
JUMP = '[[step]]\nid = "again"\nkind = "jump"\nto = "now"\nwhen = "now > 6"\nat_most = 2\n'


def when(condition: str) -> str:
    """A step that only some ways lead through, and one after it."""
    return said("there") + f'when = "{condition}"\n' + said("after")


BRANCHES: dict[str, str] = {
    "above a number": NOW + when("now > 9"),
    "below a number": NOW + when("now < 1"),
    "at a number": NOW + when("now == 4"),
    "between two numbers": NOW + when("3 < now < 5"),
    "among numbers": NOW + when("now in [2, 8]"),
    "beside a fraction": NOW + when("now > 3.5 and now < 4.5"),
    "skipped": NOW + when("not now"),
    "one number above another": NOW + LATER + when("later > now"),
    "two numbers the same": NOW + LATER + when("later == now"),
    "a pick": URGE + when("'c' in urge"),
    "two picks at once": URGE + when("'a' in urge and 'c' in urge"),
    "one pick and not another": URGE + when("'b' in urge and 'a' not in urge"),
    "certain words": WHO + when("who == 'Ann'"),
    "other words": WHO + when("who != 'Ann'"),
    "certain items": LIST + when("'Ann' in list and 'Bob' in list"),
    "own words of a pick": URGE.replace("at_most",
     "other = true\nat_most") + when("not 'a' in urge"),
    "an option that leads there": WAY + said("before") + said("there"),
    "a breath followed": BREATH + when("breath"),
    "a breath broken off": BREATH + when("not breath"),
    "a card recalled": RECALL + when("kept"),
    "no card recalled": RECALL + when("not kept"),
    "an empty bin": LIST + SORT + when("not pile_a and pile_b"),
    "both bins": LIST + SORT + when("pile_a and pile_b"),
    "a list that was skipped": LIST + SORT + when("not list"),
    "another round": NOW + said("there") + 'when = "now > 6"\n' + JUMP,
    "a caution": NOW + said("there") + 'when = "now > 8"\ncaution = "x"\n',
    "something to keep": WHO + 'keep = "plans"\n' + when("who"),
    "an earlier answer after a later round": (
        NOW + said("there") + 'when = "now == 4"\n' + LATER
        + JUMP.replace('to = "now"\nwhen = "now', 'to = "there"\nwhen = "later')),
    "an item that a robot would name": (
        LIST.replace('"gather"', '"gather"\nat_least = 2')
        + when("'thing 1' in list and 'thing 2' in list")),
    "one item and not another": LIST + when("'Ann' in list and 'Bob' not in list"),
    "two picks and not a third": URGE.replace("at_most = 2", "at_most = 3") + when(
        "'b' in urge and 'c' in urge and 'a' not in urge"),
    "a pick among things listed": LIST + PICK + when("pick == 'Ann'"),
    "a pick among picks": URGE + PICK.replace('"list"', '"urge"') + when("pick == 'c'"),
    "a thing on a pile": LIST + SORT + when("'Ann' in pile_b"),
    "a pick among things that a tip has asked about": (
        LIST + said("tip") + 'when = "\'Ann\' in list"\n' + PICK + when("pick == 'Ann'")),
    "things on three piles": (
        LIST + said("tip") + "when = \"'x' in list and 'y' in list and 'z' in list\"\n"
        + SORT.replace("}]", '}, { value = "c" }]') + when("pile_a and pile_b and pile_c")),
    "the words of a gap": COMPOSE.replace("{urge|x}", "x") + when("line_gap == 'Ann'"),
    "a sentence with an earlier answer in it": (
        URGE.replace("at_most = 2\n", "") + COMPOSE + when("line == 'c: a few words'")),
    "the same number on two scales": (
        NOW + LATER + "low = 7\nhigh = 9\n" + when("later == now and later == 8")),
    "an include": (
        '[[step]]\nid = "inc"\nkind = "include"\nexercise = "inner"\n' + when("inc_calm > 9")),
}  # fmt: skip


def taken(script: Script) -> set[str]:
    """The steps that some walk answers."""
    return {reply.step for walk in walks(script, FULL_SHELVES) for reply in walk.trail}


@pytest.mark.parametrize("steps", BRANCHES.values(), ids=BRANCHES)
def test_the_branch_is_taken(steps: str) -> None:
    script = parsed(steps)
    assert taken(script) == {node.id for node in script.nodes if isinstance(node.step, Asking)}


CONDITIONAL = {case: steps for case, steps in BRANCHES.items() if "when = " in steps}


@pytest.mark.parametrize("steps", CONDITIONAL.values(), ids=CONDITIONAL)
def test_the_branch_is_passed_by(steps: str) -> None:
    script = parsed(steps)
    past = [w for w in walks(script, FULL_SHELVES) if w.state.at > script.entries["there"]]
    assert any("there" not in steps_of(walk.trail) for walk in past)


def test_every_kind_of_step_is_walked_through() -> None:
    script = parsed(EVERY_KIND)
    assert taken(script) == {node.id for node in script.nodes if isinstance(node.step, Asking)}


def test_a_loop_is_walked_as_often_as_it_may_and_ends() -> None:
    rounds = [
        sum(reply.step == "now" for reply in walk.trail)
        for walk in walks(parsed(NOW + JUMP + said("done")))
    ]
    assert (min(rounds), max(rounds)) == (1, 3)


def test_some_walk_comes_to_each_end() -> None:
    script = parsed(WAY.replace("there", "end") + said("after"))
    ends = {walk.trail[-1].step for walk in walks(script) if walk.complete}
    assert ends == {"way", "after"}


RATINGS = "".join(LATER.replace("later", f"r{n}") for n in range(8))


def shown(*conditions: str) -> str:
    """Steps that only read, each under its condition."""
    return "".join(said(f"tip{n}") + f'when = "{c}"\n' for n, c in enumerate(conditions))


FEW: dict[str, tuple[str, int]] = {
    "what nothing asks about": (RATINGS, 8),
    "steps that are shown or not": (
        RATINGS + shown(*(f"r{n} > {low}" for n in range(8) for low in (2, 5, 8))), 250),
    "one of many things": (RATINGS + shown(" or ".join(f"r{n} > 5" for n in range(8))), 25),
    "all of many things": (RATINGS + shown(" and ".join(f"r{n} > 5" for n in range(8))), 25),
    "one rating above another": (RATINGS + shown("r1 > r0"), 70),
    "things to keep": (
        "".join(WHO.replace("who", f"w{n}") + 'keep = "plans"\n' for n in range(8)), 30),
}  # fmt: skip


@pytest.mark.parametrize(("steps", "most"), FEW.values(), ids=FEW)
def test_ways_that_meet_are_walked_on_once(steps: str, most: int) -> None:
    assert sum(1 for _ in walks(parsed(steps))) <= most


def test_of_steps_that_are_shown_or_not_each_is_seen_both_ways() -> None:
    script = parsed(RATINGS + shown(*(f"r{n} > 5" for n in range(8))))
    for tip in (f"tip{n}" for n in range(8)):
        past = [w for w in walks(script) if w.state.at > script.entries[tip]]
        assert {tip in steps_of(walk.trail) for walk in past} == {True, False}


def loop(n: int) -> str:
    often = f"= {n % 5 + 1}"
    return JUMP.replace("again", f"again{n}").replace("> 6", f"> {n % 10}").replace("= 2", often)


MANY = "".join(map(loop, range(12)))
"""Loops in loops, each to be taken up to so many times."""


def test_too_many_walks_are_told() -> None:
    (problem,) = walk_problems(parsed(NOW + MANY), "test.toml")
    assert str(problem) == (
        "test.toml:1:1: there are more ways through it than can be walked; "
        "fewer conditions, jumps or options, or two exercises"
    )


def test_too_many_walks_stop() -> None:
    with pytest.raises(TooManyWalks):
        list(walks(parsed(NOW + MANY)))


def test_the_longest_chain_of_conditions_can_be_walked() -> None:
    links = (LATER.replace("later", f"s{n}") + f'when = "s{n - 1} > 3"\n' for n in range(1, 500))
    script = parsed(NOW.replace("now", "s0") + "".join(links))
    assert list(walk_problems(script, "test.toml")) == []


def test_a_script_that_can_be_walked_has_no_problems() -> None:
    assert list(walk_problems(parsed(EVERY_KIND), "test.toml")) == []


@given(scripts())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_walk_is_a_run_that_a_person_could_have_made(script: Script) -> None:
    for walk in islice(walks(script, SHELVES), 60):
        assert refit(script, SHELVES, walk.trail) == walk


@given(scripts(), st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_wherever_a_person_comes_to_the_robot_has_been(script: Script, data: st.DataObject) -> None:
    session = begin(script, SHELVES)
    while not session.complete:
        session = answer(session, data.draw(robot_values(session)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "MOST_WORK", 10**8)
        been = {reply.step for walk in walks(script, SHELVES) for reply in walk.trail}
    assert {reply.step for reply in session.trail} <= been


def test_inner_conditions_are_walked_with_inner_answers() -> None:
    inner = HEAD + NOW + said("there") + 'when = "now == 4"\n'
    steps = NOW + '[[step]]\nid = "inc"\nkind = "include"\nexercise = "inner"\n'
    assert "inc_there" in taken(parsed(steps, sources={"inner": inner}))
