"""Running a script: what is shown, what an answer leads to, where it ends."""

from __future__ import annotations

import pytest

from rsense.core.engine import Reply, answer, back, begin, current
from rsense.core.prompts import SKIPPED, Paced, Rate, Read, Refused, Skip, Value
from tests.core.scripts import EVERY_KIND, asked, parsed, prompt_of, run, said, steps_of
from tests.steps import step

NOW = step("rate", "now", "How strong?")
WHAT = step("ask", "what", "What happened?")
BREATH = step("breathe", "breath", "x", pattern="4-6")
FORK = step(
    "choose",
    "fork",
    "Where to?",
    options=[{"value": "left", "go": "left"}, {"value": "out", "go": "end"}, {"value": "on"}],
)
AGAIN = step("jump", "again", to="start", when="now > 5", at_most=2)
LOOP = said("start") + NOW + AGAIN + said("done")
PAST = f"""{NOW}{WHAT}when = "now > 5"
go = "c"
{said("b", "c")}"""
GATE = step("choose", "gate", "Is it safe?", options=[{"value": "on", "go": "a"}, "out"])
GATE += said("leave") + 'go = "end"\n' + said("a", "b", "c", "d")
SAY_BACK = step("say", "", "You chose {fork}.")

WAYS: dict[str, tuple[str, list[Value | Skip], str]] = {
    "the first step comes first": (said("a", "b"), [], "a"),
    "an answer leads to the step below": (said("a", "b"), [None], "b"),
    "the last answer leads to the end": (said("a", "b"), [None, None], ""),
    "go leads past the steps between": (PAST, [6, "words"], "c"),
    "a skipped step goes its way too": (PAST, [6, SKIPPED], "c"),
    "a step that is passed by goes nowhere": (PAST, [5], "b"),
    "go leads to the caution of a step first": (
        PAST + 'caution = "Careful."\n',
        [6, "words"],
        "c.caution",
    ),
    "go may lead to the end": (NOW + 'go = "end"\n', [3], ""),
    "an option leads to its own step": (FORK + said("right", "left"), [("left",)], "left"),
    "an option without one leads below": (FORK + said("right", "left"), [("on",)], "right"),
    "an option may lead to the end": (FORK + said("right", "left"), [("out",)], ""),
    "an option goes before the step's own go": (
        FORK + 'go = "far"\n' + said("left", "far"),
        [("left",)],
        "left",
    ),
    "the step's own go serves the others": (
        FORK + 'go = "far"\n' + said("left", "far"),
        [("on",)],
        "far",
    ),
    "a step whose condition holds is shown": (
        NOW + said("a") + 'when = "now > 5"\n' + said("b"),
        [6],
        "a",
    ),
    "a step whose condition fails is passed by": (
        NOW + said("a") + 'when = "now > 5"\n' + said("b"),
        [5],
        "b",
    ),
    "a skipped answer makes a comparison false": (
        NOW + said("a") + 'when = "now != 5"\n' + said("b"),
        [SKIPPED],
        "b",
    ),
    "a breath broken off is not so": (
        BREATH + said("a") + 'when = "breath"\n' + said("b"),
        [Paced(9, 1, finished=False)],
        "b",
    ),
    "a breath followed to its end is so": (
        BREATH + said("a") + 'when = "breath"\n' + said("b"),
        [Paced(60, 6, finished=True)],
        "a",
    ),
    "a jump leads back": (LOOP, [None, 8], "start"),
    "a jump leads back as often as it may": (LOOP, [None, 8, None, 8], "start"),
    "a jump leads on when it may no more": (LOOP, [None, 8, None, 8, None, 8], "done"),
    "a jump asks for the latest answer": (LOOP, [None, 8, None, 2], "done"),
    "a jump whose condition fails leads on": (LOOP, [None, SKIPPED], "done"),
    "a jump without a condition is taken each time": (
        said("a", "b") + '[[step]]\nkind = "jump"\nto = "b"\nat_most = 1\n',
        [None, None],
        "b",
    ),
    "a step with a caution is passed by with it": (
        NOW + said("a") + 'when = "now > 5"\ncaution = "Careful."\n' + said("b"),
        [5],
        "b",
    ),
}


@pytest.mark.parametrize(("steps", "answers", "then"), WAYS.values(), ids=WAYS)
def test_the_way(steps: str, answers: list[Value | Skip], then: str) -> None:
    assert asked(run(parsed(steps), *answers)) == then


def test_a_run_through_every_kind_asks_in_the_order_of_the_script() -> None:
    session = run(
        parsed(EVERY_KIND),
        None,
        7,
        "He left.",
        ("write",),
        ("one", "two"),
        (("one", "fact"), ("two", "story")),
        (("event", "he left"),),
        Paced(20, 2, finished=True),
        Paced(30, 1, finished=True),
        "2026-11-27 20:00",
        (),
        3,
        *[SKIPPED] * 7,
        (),
        5,
        None,
        shelves={"evidence": ("a card",)},
    )
    assert session.complete
    first = [
        "now",
        "what",
        "urge",
        "thoughts",
        "pile",
        "sentence",
        "breath",
        "still",
        "day",
        "kept",
    ]
    again = [id for id in first if id != "pile"]  # no thoughts, so nothing to sort
    assert steps_of(session.replies) == ["hello", *first, *again, "inner_calm", "people"]


def test_a_session_is_the_answers_and_nothing_else() -> None:
    script = parsed(NOW + WHAT)
    assert run(script, 7, "two\nwords") == run(script, 7, "two\r\nwords")
    assert run(script, 7, "words") != run(script, 7, " words")


def test_an_answer_leaves_the_session_it_was_given_to_alone() -> None:
    before = begin(parsed(NOW + WHAT))
    answer(before, 7)
    assert before == begin(parsed(NOW + WHAT))


def test_a_later_answer_to_the_same_step_counts() -> None:
    session = run(parsed(LOOP), None, 8, None, 9)
    assert session.state.bindings["now"].value == 9


def test_a_later_skip_of_the_same_step_counts() -> None:
    session = run(parsed(LOOP), None, 8, None, SKIPPED)
    assert "now" not in session.state.bindings


@pytest.mark.parametrize("value", [11, "7", None, ("7",)])
def test_what_does_not_fit_is_refused(value: Value) -> None:
    with pytest.raises(Refused):
        answer(begin(parsed(NOW)), value)


def test_nothing_can_be_answered_at_the_end() -> None:
    session = run(parsed(NOW), 7)
    with pytest.raises(ValueError, match="nothing is left to ask"):
        answer(session, 7)


def test_nothing_is_shown_at_the_end() -> None:
    assert current(run(parsed(NOW), 7)) is None


SKIPPABLE: list[tuple[str, bool]] = [
    (NOW, True),
    (NOW + "required = true\n", False),
    (FORK + said("left"), False),
    (said("a"), False),
    ('[[step]]\nid = "c"\nkind = "choose"\ntext = "x"\noptions = ["a"]\n', True),
]


@pytest.mark.parametrize(("steps", "skippable"), SKIPPABLE)
def test_a_question_can_be_skipped_unless_it_is_required(steps: str, skippable: bool) -> None:
    shown = current(begin(parsed(steps)))
    assert shown is not None
    assert shown.skippable is skippable


def test_a_required_question_refuses_to_be_skipped_with_its_reason() -> None:
    with pytest.raises(Refused, match="This answer decides what comes next"):
        answer(begin(parsed(FORK + said("left"))), SKIPPED)


def test_text_to_read_takes_a_skip_for_going_on() -> None:
    assert run(parsed(said("a")), SKIPPED).replies == (Reply("a", None),)


def test_what_is_shown_comes_with_all_that_surrounds_it() -> None:
    steps = step("ask", "who", "Who?", pin=True) + step(
        "rate",
        "now",
        "How far away is {who|she}?",
        hint="As you feel it about {who|her}.",
        example="{who|She}: 7",
        private=True,
    )
    shown = current(run(parsed(steps), "Ann"))
    assert shown is not None
    assert (shown.step, shown.kind) == ("now", "rate")
    assert shown.prompt == Rate("How far away is Ann?")
    assert (shown.hint, shown.example) == ("As you feel it about Ann.", "Ann: 7")
    assert shown.pins == ("Ann",)
    assert shown.private
    assert shown.prefill is None


POSITIONS: list[tuple[str, list[Value | Skip], int, int]] = [
    (said("a"), [], 1, 1),
    (said("a", "b", "c"), [], 1, 3),
    (said("a", "b", "c"), [None, None], 3, 3),
    (NOW + said("a") + 'when = "now > 5"\n' + said("b"), [], 1, 3),  # it may yet be shown
    (NOW + said("a", "c") + 'when = "now > 5"\n' + said("b"), [3], 2, 3),
    (PAST, [], 1, 3),  # its go leaves one out
    (GATE, [], 1, 4),  # between two, by the way out, and five
    (GATE, [("on",)], 2, 5),
    (GATE, [("out",)], 2, 2),
    (PAST, [6], 2, 3),
    (LOOP, [], 1, 3),
    (LOOP, [None, 8], 3, 5),
    ('[[step]]\nid = "inc"\nkind = "include"\nexercise = "inner"\n' + said("a"), [], 1, 2),
]


PARTS = (
    said("a") + 'part = "before"\n' + NOW + said("b") + 'part = "after"\nwhen = "now > 5"\n'
    '[[step]]\nid = "inc"\nkind = "include"\nexercise = "inner"\n' + said("c")
)
PLACES: list[tuple[list[Value | Skip], str, tuple[int, int]]] = [
    ([], "part 1 of 2: before", (1, 2)),
    ([None], "part 1 of 2: before", (2, 2)),
    ([None, 6], "part 2 of 2: after", (1, 3)),
    ([None, 3], "part 2 of 2: after", (1, 2)),  # the part begins, although its step is passed
    ([None, 6, None], "part 2 of 2: after", (2, 3)),
    ([None, 6, None, 5], "part 2 of 2: after", (3, 3)),
]


def test_a_question_says_its_part_and_counts_within_it() -> None:
    for answers, where, counted in PLACES:
        shown = current(run(parsed(PARTS), *answers))
        assert shown is not None
        assert (shown.where_by_name, (shown.position, shown.about)) == (where, counted)
    script = parsed(PARTS.replace("[[step]]", 'caution = "Careful."\n\n[[step]]', 1))
    first = current(run(script))
    assert first is not None
    assert first.where == "part 1 of 2, 1 of about 3"


@pytest.mark.parametrize(("steps", "answers", "position", "about"), POSITIONS)
def test_a_question_says_where_it_stands(
    steps: str, answers: list[Value | Skip], position: int, about: int
) -> None:
    shown = current(run(parsed(steps), *answers))
    assert shown is not None
    assert (shown.position, shown.about) == (position, about)


def test_answers_may_wait_from_the_start_and_only_prefill() -> None:
    session = begin(parsed(NOW), ahead=[Reply("now", 7)])
    shown = current(session)
    assert shown is not None
    assert (session.replies, shown.prefill) == ((), 7)


def test_words_to_read_are_filled_with_labels() -> None:
    steps = FORK.replace('value = "on"', 'value = "on", label = "straight on"') + said("left")
    steps += SAY_BACK
    assert prompt_of(run(parsed(steps), ("on",), None)) == Read("You chose straight on.")


REVISED = step("ask", "draft", "Write it.") + step("ask", "again", "Look again.", revises="draft")


@pytest.mark.parametrize(("said", "there"), [("All of it!", "All of it!"), (SKIPPED, None)])
def test_what_is_revised_stands_in_the_field(said: Value | Skip, there: Value) -> None:
    shown = current(run(parsed(REVISED), said))
    assert shown
    assert shown.prefill == there


def test_what_was_begun_here_stands_before_what_is_revised() -> None:
    session = back(run(parsed(REVISED), "All of it!", "Some of it."))
    shown = current(session)
    assert shown
    assert shown.prefill == "Some of it."
