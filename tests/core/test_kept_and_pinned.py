"""The steps that the engine adds: cautions first, what to keep last; and what stays in view."""

from __future__ import annotations

import pytest

from rsense.core.engine import answer, begin, current, kept_cards, next_exercises, revise
from rsense.core.engine.results import closing_sentences
from rsense.core.prompts import SKIPPED, Option, Paced, Pick, Read, Skip, Value
from rsense.core.script.compile import KEEP_TEXT
from rsense.core.shelves import SHELF_TITLES
from rsense.core.steps.shelve import KEEP_ONE
from tests.core.scripts import HEAD, asked, options, parsed, prompt_of, run, said
from tests.steps import step

NOW = step("rate", "now", "How strong?")
PLAN = step("ask", "plan", "What then?", keep="plans")
SEEN = step("gather", "seen", "When?", keep="evidence")
FILL = step(
    "compose",
    "fill",
    "x",
    template="If [first], then [then].",
    blanks={"first": "If?", "then": "Then?"},
    keep="plans",
)
VALUES = step(
    "choose",
    "worth",
    "What matters?",
    options=[{"value": "a", "label": "being kind"}, {"value": "b", "label": "the truth"}],
    at_most=2,
    keep="values",
)

AGAIN = step("jump", to="plan", at_most=1)

# cautions


def test_the_exercises_caution_is_read_first() -> None:
    session = begin(parsed(NOW, 'caution = "Careful."\n'))
    assert (asked(session), prompt_of(session)) == ("exercise.caution", Read("Careful."))


def test_a_steps_caution_is_read_just_before_it() -> None:
    session = run(parsed(NOW + PLAN + 'caution = "Because {now|of it}."\n'), 7)
    assert (asked(session), prompt_of(session)) == ("plan.caution", Read("Because 7."))
    assert asked(answer(session, None)) == "plan"


def test_a_jump_back_reads_the_caution_again() -> None:
    assert asked(run(parsed(PLAN + 'caution = "c"\n' + AGAIN), None, "walk")) == "plan.caution"


# what to keep


def test_the_last_question_is_what_to_keep() -> None:
    session = run(parsed(PLAN + said("bye")), "walk", None)
    assert asked(session) == "exercise.keep"
    keep = Option("plan: walk", "keep it", SHELF_TITLES["plans"])
    assert prompt_of(session) == Pick(
        f"walk\n\n{KEEP_ONE}", (keep, Option("no", "let it go")), default="plan: walk"
    )


def test_several_cards_stand_chosen_already() -> None:
    shown = current(run(parsed(SEEN), ("a", "b")))
    assert shown
    assert isinstance(shown.prompt, Pick)
    assert shown.prompt.text == KEEP_TEXT
    assert shown.prefill == tuple(option.value for option in shown.prompt.options)


def test_what_to_keep_may_be_left_out_or_be_nothing() -> None:
    one, two = run(parsed(PLAN), "walk"), run(parsed(SEEN), ("a", "b"))
    left = answer(one, SKIPPED), answer(one, ("no",)), answer(two, SKIPPED), answer(two, ())
    assert [kept_cards(session) for session in left] == [()] * 4


def test_nothing_is_asked_when_there_is_nothing_to_keep() -> None:
    assert run(parsed(PLAN), SKIPPED).complete


def test_the_end_asks_what_to_keep_too() -> None:
    steps = PLAN + 'go = "end"\n'
    assert asked(run(parsed(steps), "walk")) == "exercise.keep"


KEPT: dict[str, tuple[str, Value, list[tuple[str, str]]]] = {
    "words": (PLAN, "walk", [("plans", "walk")]),
    "a list, one card an item": (SEEN, ("a", "b"), [("evidence", "a"), ("evidence", "b")]),
    "a sentence, whole": (
        FILL,
        (("first", "it stings"), ("then", "I walk")),
        [("plans", "If it stings, then I walk.")],
    ),
    "picks, by their labels": (
        VALUES,
        ("a", "b"),
        [("values", "being kind"), ("values", "the truth")],
    ),
    "an empty list": (SEEN + "at_least = 0\n", (), []),
}


@pytest.mark.parametrize(("steps", "value", "kept"), KEPT.values(), ids=KEPT)
def test_what_can_be_kept(steps: str, value: Value, kept: list[tuple[str, str]]) -> None:
    session = run(parsed(steps), value)
    if kept:
        prompt = prompt_of(session)
        assert isinstance(prompt, Pick)
        options = [option.value for option in prompt.options if option.value != "no"]
        session = answer(session, tuple(options))
    assert [(card.shelf, card.text) for card in kept_cards(session)] == kept


def test_only_what_was_picked_is_kept() -> None:
    session = run(parsed(SEEN + PLAN), ("a", "b", "c"), "walk", ("seen: b", "plan: walk"))
    assert [card.text for card in kept_cards(session)] == ["b", "walk"]


def test_the_same_words_can_be_kept_on_two_shelves() -> None:
    session = run(parsed(SEEN + PLAN), ("walk",), "walk", ("plan: walk", "seen: walk"))
    assert [card.shelf for card in kept_cards(session)] == ["evidence", "plans"]


def test_a_changed_list_never_changes_what_was_kept() -> None:
    session = run(parsed(SEEN), ("a", "b"), ("seen: b",))
    session = revise(session, 0, ("x", "a", "b"))
    assert [card.text for card in kept_cards(session)] == ["b"]


def test_what_is_no_longer_there_is_asked_about_again() -> None:
    session = revise(run(parsed(SEEN), ("a", "b"), ("seen: b",)), 0, ("a", "c"))
    assert (asked(session), kept_cards(session)) == ("exercise.keep", ())


def test_an_answer_of_the_greatest_length_can_be_kept() -> None:
    session = run(parsed(PLAN), "x" * 20_000)
    assert run(session.script, "x" * 20_000, ("plan: " + "x" * 20_000,)).complete


def test_a_skip_in_a_later_round_takes_the_card_away() -> None:
    assert run(parsed(PLAN + AGAIN), "walk", SKIPPED).complete


# pins

PINNED: dict[str, tuple[str, list[Value | Skip], tuple[str, ...]]] = {
    "nothing before the answer": (PLAN + "pin = true\n", [], ()),
    "words": (PLAN + "pin = true\n" + NOW, ["walk"], ("walk",)),
    "a number": (NOW + "pin = true\n" + PLAN, [7], ("7",)),
    "a list": (SEEN + "pin = true\n" + NOW, [("a", "b", "c")], ("a, b and c",)),
    "labels": (VALUES + "pin = true\n" + NOW, [("b",)], ("the truth",)),
    "a sentence": (
        FILL + "pin = true\n" + NOW,
        [(("first", "a"), ("then", "b"))],
        ("If a, then b.",),
    ),
    "nothing when it was skipped": (PLAN + "pin = true\n" + NOW, [SKIPPED], ()),
    "nothing of an empty list": (SEEN + "at_least = 0\npin = true\n" + NOW, [()], ()),
    "nothing of a timed step": (
        step("timer", "t", "x", seconds=1, pin=True) + NOW,
        [Paced(1, 1, finished=True)],
        (),
    ),
    "several, the oldest first": (
        PLAN + "pin = true\n" + NOW + "pin = true\n" + said("a"),
        ["walk", 7],
        ("walk", "7"),
    ),
    "not the one that is asked again": (PLAN + "pin = true\n" + AGAIN, ["walk"], ()),
    "the latest answer in a loop": (PLAN + "pin = true\n" + AGAIN + NOW, ["walk", "run"], ("run",)),
}


@pytest.mark.parametrize(("steps", "answers", "pins"), PINNED.values(), ids=PINNED)
def test_what_stays_in_view(steps: str, answers: list[Value | Skip], pins: tuple[str, ...]) -> None:
    shown = current(run(parsed(steps), *answers))
    assert shown is not None
    assert shown.pins == pins


# recall

RECALL = step("recall", "r", "Kept.", shelf="plans")


def test_a_shelf_with_cards_is_picked_from_and_nothing_is_required() -> None:
    session = begin(parsed(RECALL), {"plans": ("walk", "call")})
    assert prompt_of(session) == Pick("Kept.", options("walk", "call"), 0, 3)


def test_an_empty_shelf_is_passed_over() -> None:
    assert begin(parsed(RECALL)).complete


def test_what_was_picked_from_a_shelf_can_be_shown_and_chosen_from() -> None:
    hot = step("choose", "c", "Of {r|none}?", items="r")
    session = run(parsed(RECALL + hot), ("walk", "call"), shelves={"plans": ("walk", "call", "x")})
    assert prompt_of(session) == Pick("Of walk and call?", options("walk", "call"))


def test_a_session_keeps_the_shelves_it_began_with() -> None:
    shelves: dict[str, tuple[str, ...]] = {"plans": ("walk",)}
    session = begin(parsed(RECALL), shelves)
    shelves["plans"] = ()
    assert prompt_of(session) == Pick("Kept.", options("walk"), 0, 3)


@pytest.mark.parametrize("step", ["r", "nobody"])
def test_a_step_is_found_by_its_id_or_a_key_error_says_not(step: str) -> None:
    script = parsed(RECALL + 'caution = "c"\n')
    if step == "r":
        assert script.node("r").step.kind == "recall"
    else:
        with pytest.raises(KeyError):
            script.node(step)


# all of it in short

SHORT = step("ask", "sting", "What stings?", pin=True) + step("ask", "other", "What else?")


MADE = (("first", "late"), ("then", "wait"))


def test_in_short_it_is_the_sentence_that_was_made_and_not_what_stings() -> None:
    session = run(parsed(SHORT + FILL), "She left.", "Rain.", MADE, ("no",))
    assert closing_sentences(session) == ("If late, then wait.",)
    assert closing_sentences(run(parsed(SHORT), "She left.", "Rain.")) == ()


@pytest.mark.parametrize(("keep", "said"), [("", ()), ('keep = "plans"', ("If late, then wait.",))])
def test_a_made_sentence_that_was_only_held_in_view_is_not_in_it(
    keep: str, said: tuple[str, ...]
) -> None:
    pinned = FILL.replace('keep = "plans"', f"pin = true\n{keep}")
    assert closing_sentences(run(parsed(pinned + NOW), MADE, 3)) == said


def test_what_was_left_out_is_not_in_it() -> None:
    assert closing_sentences(run(parsed(SHORT + FILL), SKIPPED, "Rain.", SKIPPED)) == ()


# doors

DOORS = step("choose", "way", "How is it?", options=["well", "afraid"]) + step(
    "say", "help", "Call somebody.", when="way == 'afraid'", doors=False
)


@pytest.mark.parametrize(("way", "led"), [("well", ("other",)), ("afraid", ())])
def test_a_way_through_a_step_without_doors_leads_to_no_exercise(
    way: str, led: tuple[str, ...]
) -> None:
    script = parsed(DOORS, 'next = ["other"]\n', {"other": HEAD + said("hello")})
    session = run(script, (way,), *[None] * (way == "afraid"))
    assert session.complete
    assert next_exercises(session) == led
