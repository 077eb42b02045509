"""The nine prompts: what they take, how a typed line reads, what a robot may answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.core.prompts import (
    LONGEST_ANSWER,
    Blank,
    Fill,
    Gap,
    Gather,
    Moment,
    Option,
    Pace,
    Paced,
    Phase,
    Pick,
    Prompt,
    Rate,
    Read,
    Refused,
    Sort,
    Value,
    Write,
)
from rsense.core.values import LONGEST_SHOWN
from tests.core.scripts import options

BINS = (Option("fact", "a fact"), Option("story", "my story"))
BLANKS = (Blank("event", "What happened?"), Blank("need", "What do you need?"))
PLACES = (Option("work", "at work"), Option("home", "at home, in bed"), Option("7", "seven"))

RATE = Rate("How strong?")
PICK = Pick("Where?", PLACES)
PICKS = Pick("Where?", PLACES, 1, 2)
OWN = Pick("Where?", PLACES, other=True)
OWNS = Pick("Where?", PLACES, 0, 3, other=True)
GATHER = Gather("What?", 1, 3)
SORT = Sort("Which?", ("it rained", "he hates me"), BINS)
FILL = Fill("Say it.", ("When ", Gap("event"), ", I need ", Gap("need"), "."), BLANKS)
PACE = Pace("Breathe.", (Phase("in", 4, 1.0), Phase("out", 6)), 3)

MOMENT = Moment("When?", datetime(2026, 11, 22, 14, 7, tzinfo=UTC))  # a Sunday

EXAMPLES: dict[type, list[Prompt]] = {
    Read: [Read("Hello.")],
    Rate: [RATE, Rate("x", -3, 3), Rate("x", 0, 1), Rate("x", 0, 100)],
    Write: [Write("x"), Write("x", many_lines=True, starter="I ", example="I am")],
    Moment: [MOMENT, Moment("When?")],
    Pick: [
        PICK,
        PICKS,
        OWN,
        OWNS,
        Pick("x", options("a"), 0, 1),
        Pick("x", options("a"), 1, 3),
        Pick("x", options("a"), 2, 3, other=True),
        Pick("x", options("a", "b", "c", "d"), 3, 4),
        Pick("x", options("Yes", "yes", " yes", "two\r\nlines", "7 ")),
        Pick("x", (Option("a", "b"), Option("b", "a"))),
        Pick("x", (), 0, 1),
        Pick("x", (Option("own words 1", "own words 2"),), 2, 2, other=True),
    ],
    Gather: [GATHER, Gather("x", 0, 1), Gather("x", 0), Gather("x", 5, 5), Gather("x", 1, 1)],
    Sort: [SORT, Sort("x", ("one",), BINS)],
    Fill: [FILL],
    Pace: [PACE, Pace("x", (Phase("", 60),), 1, "timer", bell=True)],
}
PROMPTS = [
    pytest.param(prompt, id=f"{form.__name__}-{n}")
    for form in get_args(Prompt)
    for n, prompt in enumerate(EXAMPLES.get(form, ()))
]
EVERY_PROMPT = pytest.mark.parametrize("prompt", PROMPTS)


@pytest.mark.parametrize("form", get_args(Prompt))
def test_every_form_of_prompt_is_tested_here(form: type) -> None:
    assert EXAMPLES[form]
    assert all(type(prompt) is form for prompt in EXAMPLES[form])


@EVERY_PROMPT
def test_a_prompt_has_samples_each_once_and_takes_them_as_they_stand(prompt: Prompt) -> None:
    samples = list(prompt.samples())
    assert samples
    assert len(samples) == len(set(samples))
    for sample in samples:
        assert prompt.accept(sample) == sample


def test_a_sentence_stays_within_what_anybody_reads() -> None:
    words = (("event", "so " * 6_000), ("need", "much " * 6_000))
    sentence = FILL.sentence(words)
    assert sentence.startswith("When so so ")
    assert sentence.endswith("…")
    assert len(sentence) == LONGEST_SHOWN + 1


WRONG: list[object] = [
    object(),
    1.5,
    b"x",
    [],
    {},
    {"a": "b"},
    True,
    "words",
    -10_000,
    ("not there",),
    (1,),
    (("a", "b", "c"),),
    ((1, 2),),
    (None,),
    ("",),
    ((),),
    "x" * (LONGEST_ANSWER + 1),
]


@EVERY_PROMPT
def test_what_is_no_answer_is_refused_with_a_sentence(prompt: Prompt) -> None:
    for value in WRONG:
        words = refusal(lambda value=value: prompt.accept(value))  # type: ignore[misc]
        assert words is None or words[:1].isupper() or words[:1] == "“"


@EVERY_PROMPT
@given(line=st.text(st.characters(codec=None), max_size=60))
def test_any_typed_line_is_an_answer_or_is_refused(prompt: Prompt, line: str) -> None:
    assert refusal(lambda: prompt.parse(line)) != ""


@EVERY_PROMPT
@given(line=st.text("12 ,\r\nAa f\udcff", max_size=12))
def test_what_was_accepted_once_is_accepted_unchanged(prompt: Prompt, line: str) -> None:
    if refusal(lambda: prompt.parse(line)) is None:
        accepted = prompt.parse(line)
        assert prompt.accept(accepted) == accepted


def refusal(ask: Callable[[], object]) -> str | None:
    """The words of a refusal; None when there was none."""
    try:
        ask()
    except Refused as refused:
        return str(refused)
    return None


PACED = Paced(30, 3, finished=True)
TYPED: list[tuple[Prompt, str, Value]] = [
    (Read("x"), "", None),
    (Read("x"), "anything at all", None),
    (RATE, "7", 7),
    (RATE, "  0 ", 0),
    (RATE, "+10", 10),
    (Rate("x", -5, 5), "-5", -5),
    (RATE, "007", 7),
    (Write("x"), "  He left.  ", "  He left.  "),
    (Write("x"), "\tone\rtwo\u2028three\x85", "\tone\ntwo\nthree\n"),
    (Write("x"), ":back", ":back"),
    (Write("x"), "one\r\ntwo\rthree", "one\ntwo\nthree"),
    (Write("x"), "a broken byte: \udcff", "a broken byte: \ufffd"),
    (Write("x"), "{now} [b] 日本", "{now} [b] 日本"),
    (MOMENT, " Friday ", "2026-11-27 20:00"),
    (MOMENT, "2026-11-27 20:00", "2026-11-27 20:00"),
    (Moment("When?"), "2026-11-03 20:00", "2026-11-03 20:00"),
    (PICK, "1", ("work",)),
    (PICK, " 2 ", ("home",)),
    (PICK, "work", ("work",)),
    (PICK, "WORK", ("work",)),
    (PICK, "At Work", ("work",)),
    (PICK, "at home, in bed", ("home",)),
    (PICK, "7", ("7",)),
    (PICK, "seven", ("7",)),
    (PICKS, "1 2", ("work", "home")),
    (PICKS, "2,1", ("work", "home")),
    (PICKS, "2 , 2", ("home",)),
    (PICKS, "at work, seven", ("work", "7")),
    (PICKS, "at home, in bed", ("home",)),
    (OWN, "on the bus", ("on the bus",)),
    (OWN, "on the bus, late", ("on the bus, late",)),
    (OWN, "At Work", ("work",)),
    (OWN, "10 minutes", ("10 minutes",)),
    (OWNS, "", ()),
    (OWNS, "on the bus, 1", ("work", "on the bus")),
    (OWNS, "a, b, a", ("a", "b")),
    (OWNS, "left out, and furious", ("left out", "furious")),
    (OWNS, "left out, And  at work", ("work", "left out")),
    (OWNS, "and furious", ("and furious",)),
    (OWNS, "left out and furious", ("left out and furious",)),
    (OWNS, "left out\nand furious", ("left out", "and furious")),
    (OWN, "left out, and furious", ("left out, and furious",)),
    (Pick("x", options("Yes", "yes")), "yes", ("yes",)),
    (Pick("x", (Option("a", "b"), Option("b", "a"))), "b", ("a",)),
    (Pick("x", (Option("a", "b"), Option("b", "a"))), "B", ("a",)),
    (Pick("x", options("10", "2", "1", "0")), "1", ("1",)),
    (Pick("x", options("10", "2", "1", "0")), " 10 ", ("10",)),
    (Pick("x", options("10", "2", "1", "0"), at_most=4), "0 10", ("10", "0")),
    (Pick("x", options("10", "2", "1", "0"), at_most=4), "0, 1\n2", ("2", "1", "0")),
    (Pick("x", (Option("1", "10"), Option("10", "1"))), "10", ("1",)),
    (Pick("x", (Option("2", "none"), Option("1", "some"))), "1", ("2",)),
    (Pick("x", options("10 %", "１", "(5)", "-5")), "10", ("10 %",)),
    (Pick("x", options("10 %", "１", "(5)", "-5")), "1", ("１",)),
    (Pick("x", options("10 %", "１", "(5)", "-5")), "-5", ("-5",)),
    (Pick("x", options("never", "1")), "never", ("never",)),
    (Pick("x", options("3 weeks", "2 weeks", "1st")), "2", ("2 weeks",)),
    (Pick("x", options("3 weeks", "2 weeks", "1st")), "1", ("3 weeks",)),
    (Pick("x", options("3 weeks", "2 weeks", "1st")), "1st", ("1st",)),
    (Pick("x", options("5", "6"), other=True), "7", ("7",)),
    (PICKS, "at work\nseven", ("work", "7")),
    (OWN, "on\nthe bus", ("on\nthe bus",)),
    (Pick("x", options(" Ann ")), "ann", (" Ann ",)),
    (GATHER, "one\ntwo", ("one", "two")),
    (GATHER, " one \r\n\r\ntwo\r\n", (" one ", "two")),
    (GATHER, "one\none \ntwo", ("one", "two")),
    (GATHER, "one\none", ("one",)),
    (Gather("x", 0), "", ()),
    (SORT, "1\n2", (("it rained", "fact"), ("he hates me", "story"))),
    (SORT, "a fact\r\nMY STORY", (("it rained", "fact"), ("he hates me", "story"))),
    (FILL, "he left\nsome rest", (("event", "he left"), ("need", "some rest"))),
    (PACE, "", PACED),
]


NUMBERS = st.integers(-12, 12).map(str) | st.sampled_from(["１", "10 %", "2.", "½", "007"])
LABELS = st.lists(
    NUMBERS | st.sampled_from(["yes", "2 weeks", "1st", "1 2"]), min_size=1, max_size=9
)


@given(LABELS, st.data(), st.integers(1, 4))
def test_what_is_typed_is_what_the_list_shows(labels: list[str], data: Any, most: int) -> None:
    """By its number where numbers are shown, by its label always; values say something else."""
    labels = list(dict.fromkeys(labels))
    values = data.draw(st.permutations(labels))
    pick = Pick("x", tuple(map(Option, values, labels)), at_most=most)
    for place, (value, label) in enumerate(zip(values, labels), 1):
        assert pick.parse(label) == (value,)
        if pick.numbered:
            assert pick.parse(f" {place} ") == (value,)
            assert not label.isdecimal()


@pytest.mark.parametrize(("prompt", "line", "value"), TYPED)
def test_a_typed_line_reads_as(prompt: Prompt, line: str, value: Value) -> None:
    assert prompt.parse(line) == value


LONG = "x" * (LONGEST_ANSWER + 1)
REFUSED: list[tuple[Prompt, str, str]] = [
    (RATE, "11", "from 0 to 10"),
    (RATE, "-1", "from 0 to 10"),
    (RATE, "", "number from 0 to 10"),
    (RATE, "3.5", "number from 0 to 10"),
    (RATE, "-+5", "number from 0 to 10"),
    (RATE, "+-5", "number from 0 to 10"),
    (RATE, "--5", "number from 0 to 10"),
    (RATE, "-", "number from 0 to 10"),
    (RATE, "٥", "number from 0 to 10"),
    (RATE, "²", "number from 0 to 10"),
    (RATE, "1_0", "number from 0 to 10"),
    (RATE, "9" * 5000, "number from 0 to 10"),
    (Write("x"), "", "A few words"),
    (Write("x"), " \r\n\t ", "A few words"),
    (Write("x"), LONG, "20,000 characters"),
    (MOMENT, "", "That is not a time. Try “in 3 days”"),
    (MOMENT, "2026-11-03 20:00", "has passed. Try “in 3 days”"),
    (MOMENT, "sunday", "could be today or 29 Nov; say the one you mean."),
    (Moment("When?"), "friday", "Say when. Try “in 3 days”"),
    (Moment("When?"), "2026-11-27 20:00:30", "Say when."),
    (PICK, "", "Pick one, whichever comes closest."),
    (PICK, "4", "from 1 to 3"),
    (PICK, "0", "from 1 to 3"),
    (PICK, "-1", "from 1 to 3"),
    (PICK, "1 2", "more than 1"),
    (PICK, "the moon", "Not on the list: the moon."),
    (PICK, LONG, "20,000 characters"),
    (PICKS, "1 2 3", "more than 2"),
    (Pick("x", PLACES, 2, 3), "1", "at least 2"),
    (OWNS, "a, b, c, d", "more than 3"),
    (OWN, LONG, "20,000 characters"),
    (GATHER, "", "One is enough."),
    (GATHER, "a\nb\nc\nd", "3 at most"),
    (Gather("x", 2), "a", "at least 2"),
    (GATHER, LONG, "20,000 characters"),
    (SORT, "1", "Not sorted yet: “he hates me”"),
    (SORT, "1\n3", "from 1 to 2"),
    (SORT, "1\n", "Pick one, whichever comes closest."),
    (FILL, "he left", "One part is still empty: What do you need?"),
    (FILL, "\nsome rest", "One part is still empty: What happened?"),
]


@pytest.mark.parametrize(
    ("prompt", "line", "words"), REFUSED, ids=[f"{line[:9]}-{words}" for _, line, words in REFUSED]
)
def test_a_refused_line_is_answered_with_what_would_do(
    prompt: Prompt, line: str, words: str
) -> None:
    with pytest.raises(Refused, match=words.replace(".", r"\.")):
        prompt.parse(line)


def test_the_longest_answer_is_taken() -> None:
    assert Write("x").accept("x" * LONGEST_ANSWER) == "x" * LONGEST_ANSWER


def test_picks_come_in_the_order_of_the_list_and_own_words_after_them() -> None:
    assert OWNS.accept(("on the bus", "home", "work")) == ("work", "home", "on the bus")


def test_a_sorting_takes_the_items_in_any_order() -> None:
    placed = (("he hates me", "story"), ("it rained", "fact"))
    assert SORT.accept(placed) == tuple(reversed(placed))


@pytest.mark.parametrize("bin", ["a fact", "somewhere", ""])
def test_a_sorting_takes_bins_by_value_alone(bin: str) -> None:
    with pytest.raises(Refused, match="Not sorted yet: “it rained”"):
        SORT.accept((("it rained", bin), ("he hates me", "story")))


def test_a_sorting_asked_item_by_item_is_as_many_choices() -> None:
    assert [question.text for question in SORT.questions()] == list(SORT.items)


def test_a_sentence_asked_blank_by_blank_keeps_their_starters() -> None:
    fill = Fill("x", (Gap("a"),), (Blank("a", "What?", starter="I ", example="I am"),))
    assert fill.questions() == (Write("What?", starter="I ", example="I am"),)


def test_a_sentence_shows_its_open_gaps() -> None:
    assert FILL.sentence([("event", "he left")]) == "When he left, I need ____."


def test_words_with_brackets_go_into_a_sentence_as_they_stand() -> None:
    assert FILL.sentence([("event", "[need]"), ("need", "{x}")]) == "When [need], I need {x}."


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (Paced(99, 3, finished=False), Paced(99, 3, finished=True)),
        (Paced(9, 1, finished=True), Paced(9, 1, finished=False)),
        (Paced(9, 99, finished=True), Paced(9, 3, finished=True)),
        (Paced(-9, -1, finished=False), Paced(0, 0, finished=False)),
    ],
)
def test_a_timed_step_is_finished_when_its_cycles_are_done(given: Paced, kept: Paced) -> None:
    assert PACE.accept(given) == kept


def test_a_timed_step_takes_as_long_as_its_phases() -> None:
    assert PACE.seconds == 30


def test_of_two_full_stops_in_a_sentence_one_is_enough() -> None:
    fill = Fill("x", ("When ", Gap("a"), ", I ", Gap("b"), "."), (Blank("a", "?"), Blank("b", "?")))
    assert fill.sentence((("a", "he left."), ("b", "wait."))) == "When he left, I wait."
