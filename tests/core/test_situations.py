"""Situations: what may be forgotten of the answers, and what may not."""

from __future__ import annotations

from collections import defaultdict
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rsense.core.engine import Session, answer, begin, look
from rsense.core.layout import Script
from rsense.core.prompts import SKIPPED, Skip, Value
from rsense.core.situations import Been, Situation, Situations
from tests.core.generated import SHELVES, scripts
from tests.core.scripts import parsed, run, said


def rate(*ids: str) -> str:
    return "".join(f'[[step]]\nid = "{id}"\nkind = "rate"\ntext = "x"\n' for id in ids)


def when(condition: str) -> str:
    return said("there") + f'when = "{condition}"\n'


def jump(to: str, condition: str) -> str:
    return f'[[step]]\nkind = "jump"\nto = "{to}"\nwhen = "{condition}"\nat_most = 1\n'


def keep(id: str) -> str:
    return f'[[step]]\nid = "{id}"\nkind = "ask"\ntext = "x"\nkeep = "plans"\n'


OPEN = rate("a", "b") + when("a > 5 and b > 5") + said("after")
TWICE = rate("a") + when("a > 5") + rate("b") + jump("there", "b > 5") + rate("c")
Answers = tuple[Value | Skip, ...]

ALIKE: dict[str, tuple[str, Answers, Answers]] = {
    "two ratings on one side of a condition": (rate("a", "b") + when("a > 5"), (6,), (9,)),
    "a low rating and none": (rate("a", "b") + when("a > 5"), (3,), (SKIPPED,)),
    "a rating that nothing asks about": (rate("a", "b"), (3,), (8,)),
    "a rating asked about before": (rate("a") + when("a > 5") + rate("b"), (3,), (8, None)),
    "two ratings that settle the same": (OPEN + rate("c"), (3, 8, None), (8, 3, None)),
    "what another rating has decided": (
        rate("a", "b", "c") + when("a > 5 or b > 5 or c > 5"), (8, 3), (3, 8)),
    "a jump that is behind": (rate("a") + jump("a", "a > 5") + rate("b"), (3,), (8, 3)),
    "one thing to keep or two": (keep("a") + keep("b") + rate("c"), ("x", "y"), (SKIPPED, "y")),
}  # fmt: skip

APART: dict[str, tuple[str, Answers, Answers]] = {
    "two sides of a condition": (rate("a", "b") + when("a > 5"), (3,), (8,)),
    "a condition that is still open": (OPEN, (3,), (8,)),
    "a rating to be compared": (rate("a", "b") + when("b > a"), (3,), (4,)),
    "an answer and none": (rate("a", "b") + when("a"), (3,), (SKIPPED,)),
    "a jump that is ahead": (rate("a") + jump("a", "a > 5"), (), (8,)),
    "a condition behind that a jump leads to": (
        rate("a") + when("a > 5") + rate("b") + jump("there", "b > 5"), (3,), (8, None)),
    "a condition behind that two jumps lead to": (
        TWICE + jump("b", "c > 5"), (3, 3), (8, None, 3)),
    "something to keep or nothing": (keep("a") + rate("b"), ("x",), (SKIPPED,)),
    "something that may be taken back": (
        keep("a") + keep("b") + rate("c") + jump("b", "c > 5"), ("x", "y"), (SKIPPED, "y")),
}  # fmt: skip


@pytest.mark.parametrize(("steps", "one", "other"), ALIKE.values(), ids=ALIKE)
def test_these_answers_lead_to_one_situation(steps: str, one: Answers, other: Answers) -> None:
    script = parsed(steps)
    situation, same = (
        Situations(script).of(run(script, *answers).state) for answers in (one, other)
    )
    assert situation == same


@pytest.mark.parametrize(("steps", "one", "other"), APART.values(), ids=APART)
def test_these_answers_lead_to_two_situations(steps: str, one: Answers, other: Answers) -> None:
    script = parsed(steps)
    situation, another = (run(script, *answers).state for answers in (one, other))
    assert situation.at == another.at
    assert Situations(script).of(situation) != Situations(script).of(another)


HANGS: dict[str, str] = {
    "nothing": when("a > 5"),
    "a way out": when("a > 5") + 'go = "end"\n',
    "an answer that is asked about": rate("hot") + 'when = "a > 5"\n' + when("hot > 5"),
    "something to keep": keep("there") + 'when = "a > 5"\n',
}


@pytest.mark.parametrize("case", HANGS)
def test_only_what_nothing_hangs_on_stands_aside(case: str) -> None:
    script = parsed(rate("a", "b") + HANGS[case] + said("after"))
    situation = Situations(script).of(run(script, 8).state)
    assert (len(situation.aside) == 1) == (case == "nothing")


def test_a_condition_and_a_list_decide_together_whether_a_step_is_shown() -> None:
    things = '[[step]]\nid = "things"\nkind = "gather"\ntext = "x"\n'
    pick = '[[step]]\nid = "there"\nkind = "choose"\ntext = "x"\nitems = "things"\n'
    script = parsed(things + rate("a", "b") + pick + 'when = "a > 5"\n')
    assert len(Situations(script).of(run(script, ("x", "y"), 8).state).aside) == 1


def test_a_situation_is_new_for_what_is_left_of_any_one_question() -> None:
    been = Been()
    situations = [{}, {1: "a"}, {1: "a"}, {2: "b"}, {1: "a", 2: "b"}, {1: "c", 2: "b"}, {}]
    new = [been.add(Situation("here", aside)) for aside in situations]
    assert new == [True, True, False, True, False, True, False]


def test_a_situation_is_new_where_nothing_is_left_of_what_always_was() -> None:
    been = Been()
    situations = [{1: "a", 2: "b"}, {1: "c", 2: "b"}, {1: "a"}, {2: "b"}, {}]
    assert [been.add(Situation("here", aside)) for aside in situations] == [
        True,
        True,
        True,
        True,
        False,
    ]


def runs(script: Script, chance: Random, count: int) -> dict[str, list[Session]]:
    """Wherever so many people come to who answer at random, by how their situation reads."""
    situations = Situations(script)
    found: dict[str, list[Session]] = defaultdict(list)
    for _ in range(count):
        session = begin(script, SHELVES)
        while (shown := look(session)) is not None:
            found[repr(situations.of(session.state))].append(session)
            values = [*shown.prompt.samples(), *[SKIPPED] * shown.skippable]
            session = answer(session, chance.choice(values))
    return found


@given(scripts(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_from_one_situation_the_same_answers_lead_to_the_same_situations(
    script: Script, chance: Random
) -> None:
    situations = Situations(script)
    for one, *others in runs(script, chance, 25).values():
        for other in others[:3]:
            here, there = look(one), look(other)
            assert here is not None
            assert there is not None
            assert (here.step, here.skippable) == (there.step, there.skippable)
            if replace(here.prompt, text="") != replace(there.prompt, text=""):
                continue  # their own words to pick from
            for value in [*here.prompt.samples(), *[SKIPPED] * here.skippable]:
                onward = [situations.of(answer(session, value).state) for session in (one, other)]
                assert onward[0] == onward[1]
