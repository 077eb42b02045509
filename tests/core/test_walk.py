"""The walker visits every state of a script, and says when it could not."""

from __future__ import annotations

from collections import defaultdict
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rsense.core.engine import Session, answer, begin, current, refit
from rsense.core.prompts import SKIPPED, Skip, Value
from rsense.core.script.compile import Script
from rsense.core.steps import AskingStep
from rsense.core.walker.sample_answers import compared_literals, sample_answers
from rsense.core.walker.walk import FULL_SHELVES, StateKeys, Walk, walk
from tests.core.generated import SHELVES, robot_values, scripts
from tests.core.scripts import EVERY_KIND, HEAD, parsed, run, said
from tests.steps import step

NOW = step("rate", "now", "x")
LATER = NOW.replace("now", "later")
WHO = step("ask", "who", "x")
LIST = step("gather", "list", "x")
URGE = step("choose", "urge", "x", options=["a", "b", "c"], at_most=2)
WAY = step("choose", "way", "x", options=["a", {"value": "b", "go": "there"}])
BREATH = step("breathe", "breath", "x", pattern="4-6")
RECALL = step("recall", "kept", "x", shelf="plans")
SORT = step("sort", "pile", "x", items="list", bins=[{"value": "a"}, {"value": "b"}])
PICK = step("choose", "pick", "x", items="list")
COMPOSE = step("compose", "line", "x", template="{urge|x}: [gap]", blanks={"gap": "x"})
JUMP = step("jump", "again", to="now", when="now > 6", at_most=2)


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
    "own words of a pick": URGE.replace("at_most", "other = true\nat_most")
    + when("not 'a' in urge"),
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
        NOW
        + said("there")
        + 'when = "now == 4"\n'
        + LATER
        + JUMP.replace('to = "now"\nwhen = "now', 'to = "there"\nwhen = "later')
    ),
    "an item that a robot would name": (
        LIST.replace('"gather"', '"gather"\nat_least = 2')
        + when("'thing 1' in list and 'thing 2' in list")
    ),
    "one item and not another": LIST + when("'Ann' in list and 'Bob' not in list"),
    "two picks and not a third": URGE.replace("at_most = 2", "at_most = 3")
    + when("'b' in urge and 'c' in urge and 'a' not in urge"),
    "a pick among things listed": LIST + PICK + when("pick == 'Ann'"),
    "a pick among picks": URGE + PICK.replace('"list"', '"urge"') + when("pick == 'c'"),
    "a thing on a pile": LIST + SORT + when("'Ann' in pile_b"),
    "a pick among things that a tip has asked about": (
        LIST + said("tip") + "when = \"'Ann' in list\"\n" + PICK + when("pick == 'Ann'")
    ),
    "things on three piles": (
        LIST
        + said("tip")
        + "when = \"'x' in list and 'y' in list and 'z' in list\"\n"
        + SORT.replace("}]", '}, { value = "c" }]')
        + when("pile_a and pile_b and pile_c")
    ),
    "the words of a gap": COMPOSE.replace("{urge|x}", "x") + when("line_gap == 'Ann'"),
    "a sentence with an earlier answer in it": (
        URGE.replace("at_most = 2\n", "") + COMPOSE + when("line == 'c: a few words'")
    ),
    "the same number on two scales": (
        NOW + LATER + "low = 7\nhigh = 9\n" + when("later == now and later == 8")
    ),
    "an include": (
        '[[step]]\nid = "inc"\nkind = "include"\nexercise = "inner"\n' + when("inc_calm > 9")
    ),
}


def asking_steps(script: Script) -> set[str]:
    return {node.id for node in script.nodes if isinstance(node.step, AskingStep)}


def passes_by(found: Walk, index: int) -> bool:
    """Whether some answer leads from before a node to behind it."""
    places = [session.state.at for session in found.sessions]
    return any(places[move.start] < index < places[move.end] for move in found.moves)


@pytest.mark.parametrize("steps", BRANCHES.values(), ids=BRANCHES)
def test_walk_takes_the_branch(steps: str) -> None:
    script = parsed(steps)
    assert walk(script, FULL_SHELVES).steps == asking_steps(script)


CONDITIONAL = {case: steps for case, steps in BRANCHES.items() if "when = " in steps}


@pytest.mark.parametrize("steps", CONDITIONAL.values(), ids=CONDITIONAL)
def test_walk_passes_the_branch_by(steps: str) -> None:
    script = parsed(steps)
    assert passes_by(walk(script, FULL_SHELVES), script.entries["there"])


def test_walk_leads_through_every_kind_of_step() -> None:
    script = parsed(EVERY_KIND)
    found = walk(script, FULL_SHELVES)
    assert found.steps == asking_steps(script)
    assert found.unfinished == ""


def test_walk_enters_an_include_with_its_own_answers() -> None:
    inner = HEAD + NOW + said("there") + 'when = "now == 4"\n'
    steps = NOW + '[[step]]\nid = "inc"\nkind = "include"\nexercise = "inner"\n'
    assert "inc_there" in walk(parsed(steps, sources={"inner": inner})).steps


def test_walk_takes_a_loop_as_often_as_it_may() -> None:
    asked = [s for s in walk(parsed(NOW + JUMP + said("done"))).sessions if look_at(s) == "now"]
    rounds = [sum(reply.step == "now" for reply in session.replies) for session in asked]
    assert sorted(rounds) == [0, 1, 2]


def test_walk_forgets_how_often_a_loop_was_taken_once_it_is_past() -> None:
    found = walk(parsed(NOW + JUMP + said("done")))
    assert sum(session.complete for session in found.sessions) == 1


def test_walk_comes_to_each_end() -> None:
    found = walk(parsed(WAY.replace("there", "end") + said("after")))
    last = [m.start for m in found.moves if found.sessions[m.end].complete]
    assert {look_at(found.sessions[start]) for start in last} == {"way", "after"}


def look_at(session: Session) -> str:
    shown = current(session)
    return shown.step if shown else ""


# How much it takes

RATINGS = "".join(LATER.replace("later", f"r{n}") for n in range(8))


def shown(*conditions: str) -> str:
    """Steps that only read, each under its condition."""
    return "".join(said(f"tip{n}") + f'when = "{c}"\n' for n, c in enumerate(conditions))


FEW: dict[str, tuple[str, int]] = {
    "answers that nothing asks about": (RATINGS, 9),
    "one comparison of many answers": (RATINGS + shown(*["r1 > 5"] * 8), 24),
    "one rating above another": (RATINGS + shown("r1 > r0"), 24),
    "things to keep": (
        "".join(WHO.replace("who", f"w{n}") + 'keep = "plans"\n' for n in range(8)),
        18,
    ),
}


@pytest.mark.parametrize(("steps", "most"), FEW.values(), ids=FEW)
def test_walk_visits_a_state_once(steps: str, most: int) -> None:
    assert len(walk(parsed(steps)).sessions) <= most


def test_walk_sees_each_of_many_open_conditions_both_ways() -> None:
    script = parsed(RATINGS + shown(*(f"r{n} > 5" for n in range(8))))
    found = walk(script)
    tips = [script.entries[f"tip{n}"] for n in range(8)]
    assert found.steps == asking_steps(script)
    assert all(passes_by(found, tip) for tip in tips)


def loop(n: int) -> str:
    often = f"= {n % 5 + 1}"
    return JUMP.replace("again", f"again{n}").replace("> 6", f"> {n % 10}").replace("= 2", often)


MANY = "".join(map(loop, range(12)))
"""Loops in loops, each to be taken up to so many times."""


def test_walk_says_what_it_could_not_finish() -> None:
    found = walk(parsed(NOW + MANY))
    assert found.unfinished == (
        f"stopped at {len(found.sessions)} states and {len(found.moves)} answers, and there are "
        "more; fewer conditions, jumps or options, or two exercises"
    )
    assert len(found.sessions) > 100


def test_walk_does_no_more_than_it_may() -> None:
    found = walk(parsed(NOW + MANY), most=1_000)
    assert found.unfinished
    assert len(found.moves) <= 1_000 // 50


def test_texts_full_of_placeholders_count_as_work() -> None:
    asked = rate(*(f"r{n}" for n in range(20)))
    plain, full = (parsed(asked + step("say", "bye", text)) for text in ("x", "{r0|}" * 300))
    need = next(most for most in range(500, 10**6, 500) if not walk(plain, most=most).unfinished)
    assert walk(full, most=need).unfinished


# What it visits


@given(scripts())
@settings(max_examples=15)
def test_walk_yields_runs_that_a_person_could_make(script: Script) -> None:
    for session in walk(script, SHELVES, most=10_000).sessions:
        assert refit(script, SHELVES, session.replies) == session


@given(scripts(), st.data())
@settings(max_examples=25)
def test_walk_has_been_wherever_a_person_comes(script: Script, data: st.DataObject) -> None:
    session = begin(script, SHELVES)
    while not session.complete:
        session = answer(session, data.draw(robot_values(session)))
    found = walk(script, SHELVES, most=10**8)
    assert {reply.step for reply in session.replies} <= found.steps


def rate(*ids: str) -> str:
    return "".join(LATER.replace("later", id) for id in ids)


def jump(to: str, condition: str) -> str:
    return f'[[step]]\nkind = "jump"\nto = "{to}"\nwhen = "{condition}"\nat_most = 1\n'


def keep(id: str) -> str:
    return WHO.replace("who", id) + 'keep = "plans"\n'


Answers = tuple[Value | Skip, ...]
AGAIN = rate("a") + shown("a > 5") + rate("b") + jump("tip0", "b > 5")
ALIKE: dict[str, tuple[str, Answers, Answers]] = {
    "two ratings on one side of a comparison": (rate("a", "b") + shown("a > 5"), (6,), (9,)),
    "a low rating and none": (rate("a", "b") + shown("a > 5"), (3,), (SKIPPED,)),
    "a rating that nothing asks about": (rate("a", "b"), (3,), (8,)),
    "a rating asked about before": (rate("a") + shown("a > 5") + rate("b"), (3,), (8, None)),
    "one thing to keep or two": (keep("a") + keep("b") + rate("c"), ("x", "y"), (SKIPPED, "y")),
}
APART: dict[str, tuple[str, Answers, Answers]] = {
    "two sides of a comparison": (rate("a", "b") + shown("a > 5"), (3,), (8,)),
    "a rating to be compared": (rate("a", "b") + shown("b > a"), (3,), (4,)),
    "an answer and none": (rate("a", "b") + shown("a"), (3,), (SKIPPED,)),
    "a jump taken": (rate("a") + jump("a", "a > 5"), (), (8,)),
    "a comparison behind, with a jump back": (AGAIN, (3,), (8, None)),
    "a comparison behind, with two jumps back": (
        AGAIN + rate("c") + jump("b", "c > 5"),
        (3, 3),
        (8, None, 3),
    ),
    "something to keep or nothing": (keep("a") + rate("b"), ("x",), (SKIPPED,)),
    "something that may be taken back": (
        keep("a") + keep("b") + rate("c") + jump("b", "c > 5"),
        ("x", "y"),
        (SKIPPED, "y"),
    ),
}


def keys_of(script: Script) -> StateKeys:
    return StateKeys(script, compared_literals(script))


@pytest.mark.parametrize(("steps", "one", "other"), ALIKE.values(), ids=ALIKE)
def test_key_forgets(steps: str, one: Answers, other: Answers) -> None:
    script = parsed(steps)
    key_of = keys_of(script)
    assert key_of(run(script, *one).state) == key_of(run(script, *other).state)


@pytest.mark.parametrize(("steps", "one", "other"), APART.values(), ids=APART)
def test_key_tells_apart(steps: str, one: Answers, other: Answers) -> None:
    script = parsed(steps)
    states = [run(script, *answers).state for answers in (one, other)]
    assert states[0].at == states[1].at
    assert keys_of(script)(states[0]) != keys_of(script)(states[1])


@pytest.mark.slow
@given(scripts(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_key_decides_where_answers_lead(script: Script, chance: Random) -> None:
    key_of = keys_of(script)
    literals = compared_literals(script)
    alike: dict[str, list[Session]] = defaultdict(list)
    for _ in range(25):
        session = begin(script, SHELVES)
        while not session.complete:
            alike[repr(key_of(session.state))].append(session)
            session = answer(session, chance.choice([*sample_answers(session, literals)]))
    for one, *others in alike.values():
        for other in others[:3]:
            here, there = current(one), current(other)
            assert here is not None
            assert there is not None
            assert (here.step, here.skippable) == (there.step, there.skippable)
            if replace(here.prompt, text="") != replace(there.prompt, text=""):
                continue  # their own words to pick from
            for value in sample_answers(one, literals):
                onward = [key_of(answer(session, value).state) for session in (one, other)]
                assert onward[0] == onward[1]
