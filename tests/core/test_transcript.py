"""A run as it is read later: every question and answer, and nothing private in any of them."""

from __future__ import annotations

import pytest

from rsense.core.engine import begin, only_private
from rsense.core.engine.transcript import asking_line, transcript
from rsense.core.prompts import SKIPPED, Paced, Skip, Value
from rsense.core.records import Exchange
from tests.core.scripts import EVERY_KIND, HEAD, parsed, run, said

NOW = '[[step]]\nid = "now"\nkind = "rate"\ntext = "How strong?"\n'
WHO = '[[step]]\nid = "who"\nkind = "ask"\ntext = "Who?"\n'
SECRET = WHO + "private = true\n"
CLOCK = '[[step]]\nid = "t"\nkind = "timer"\ntext = "x"\nturns = 2\nseconds = 5\n'

WHOLE: list[tuple[Value | Skip, str]] = [
    (None, ""),
    (7, "7"),
    ("He left.\nAnd then?", "He left.\nAnd then?"),
    (("write", "withdraw"), "write, withdraw"),
    (("one.", "two, three"), "one; two, three"),
    ((("one.", "fact"), ("two, three", "story")), "one: a fact; two, three: a story"),
    ((("event", "he left"),), "When he left, I felt write and withdraw."),
    (Paced(20, 2, finished=True), "to the end"),
    (Paced(12, 0, finished=False), "stopped after 12 seconds"),
    ("2026-11-27 20:00", "Friday 27 November 2026, 20:00"),
    (("seen",), "seen"),
    (2, "2"),
    *[(SKIPPED, "skipped")] * 8,
    (3, "3"),
]


def test_one_second_is_one_second() -> None:
    assert str(Paced(1, 0, finished=False)) == "stopped after 1 second"


def test_every_answer_is_put_into_words() -> None:
    shelves = {"evidence": ("seen",)}
    session = run(parsed(EVERY_KIND), *(value for value, _ in WHOLE), shelves=shelves)
    assert [(told.value, told.answer) for told in transcript(session)] == WHOLE


def test_a_question_is_told_as_it_was_asked_then() -> None:
    steps = NOW + '[[step]]\nid = "then"\nkind = "rate"\ntext = "And after {now|x}?"\n'
    steps += '[[step]]\nkind = "jump"\nto = "now"\nat_most = 1\n'
    told = transcript(run(parsed(steps), 7, 6, 5, SKIPPED))
    assert [exchange.question for exchange in told] == [
        "How strong?",
        "And after 7?",
        "How strong?",
        "And after 5?",
    ]


def test_labels_are_told_and_values_kept() -> None:
    steps = '[[step]]\nid = "c"\nkind = "choose"\ntext = "x"\nother = true\nat_most = 2\n'
    steps += 'options = [{ value = "a", label = "the a" }]\n'
    (told,) = transcript(run(parsed(steps), ("a", "my own")))
    assert (told.value, told.answer) == (("a", "my own"), "the a, my own")
    (told,) = transcript(run(parsed(steps), ("Not in May.", "It hurt.")))
    assert told.answer == "Not in May, It hurt."


def test_a_private_answer_is_told_as_three_dots() -> None:
    assert transcript(run(parsed(SECRET), "Ann")) == (
        Exchange("who", "Who?", None, "(not saved)", private=True),
    )


QUOTED: dict[str, tuple[str, list[Value | Skip], str]] = {
    "in a question": ('text = "Does {who|she} know?"', ["Ann"], "Does … know?"),
    "not when it was skipped": ('text = "Does {who|she} know?"', [SKIPPED], "Does she know?"),
    "twice": ('text = "{who|a}, {who|b}"', ["Ann"], "…, …"),
}


@pytest.mark.parametrize(("text", "answers", "question"), QUOTED.values(), ids=QUOTED)
def test_a_private_answer_shows_as_three_dots(
    text: str, answers: list[Value | Skip], question: str
) -> None:
    steps = SECRET + f'[[step]]\nid = "now"\nkind = "rate"\n{text}\n'
    assert transcript(run(parsed(steps), *answers, 3))[1].question == question


PRIVATE_NAMES: dict[str, tuple[str, Value, str]] = {
    "a rating": ('kind = "rate"', 7, "it"),
    "a list": ('kind = "gather"', ("7", "7b"), "it"),
    "a pick": ('kind = "choose"\noptions = ["7", "x"]', ("7",), "it"),
    "a sentence": (
        'kind = "compose"\ntemplate = "[a]!"\nblanks = { a = "x" }',
        (("a", "7"),),
        "it",
    ),
    "a blank of it": (
        'kind = "compose"\ntemplate = "[a]!"\nblanks = { a = "x" }',
        (("a", "7"),),
        "it_a",
    ),
}


@pytest.mark.parametrize(("keys", "value", "name"), PRIVATE_NAMES.values(), ids=PRIVATE_NAMES)
def test_no_name_of_a_private_step_is_told(keys: str, value: Value, name: str) -> None:
    steps = f'[[step]]\nid = "it"\ntext = "x"\nprivate = true\n{keys}\n'
    steps += f'[[step]]\nkind = "say"\ntext = "So {{{name}|nothing}}."\n'
    assert transcript(run(parsed(steps), value, None))[1].question == "So …."


def test_a_private_answer_of_an_include_is_told_nowhere() -> None:
    steps = '[[step]]\nid = "i"\nkind = "include"\nexercise = "inner"\n'
    steps += '[[step]]\nkind = "say"\ntext = "{i_calm|x}"\n'
    inner = HEAD + '[[step]]\nid = "calm"\nkind = "rate"\ntext = "x"\nprivate = true\n'
    session = run(parsed(steps, sources={"inner": inner}), 7, None)
    assert "7" not in str(transcript(session))


def test_a_clock_that_ran_out_was_followed_to_the_end() -> None:
    (told,) = transcript(run(parsed(CLOCK), Paced(10, 1, finished=True)))
    assert told.answer == "to the end"


NOTHING: dict[str, tuple[str, list[Value | Skip], bool]] = {
    "nothing answered": (NOW, [], True),
    "only what is private": (SECRET, ["Ann"], True),
    "texts and what is private": (said("a") + SECRET, [None, "Ann"], True),
    "an answer too": (SECRET + NOW, ["Ann", 7], False),
    "a skip too": (SECRET + NOW, ["Ann", SKIPPED], False),
    "texts alone": (said("a"), [None], False),
}


@pytest.mark.parametrize(("steps", "answers", "nothing"), NOTHING.values(), ids=NOTHING)
def test_a_run_tells_nothing_when_it_holds(
    steps: str, answers: list[Value | Skip], nothing: bool
) -> None:
    assert only_private(run(parsed(steps), *answers)) is nothing


def test_a_run_not_begun_has_no_transcript() -> None:
    assert transcript(begin(parsed(NOW))) == ()


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("What happened?", "What happened?"),
        ("She left.\n\nWhat went through your head?", "What went through your head?"),
        ("Why now?\n\nHow sure are you?", "How sure are you?"),
        ("What is it?\n\nYou may leave this out.", "What is it?"),
        ("Write it here.\nAll of it.", "Write it here."),
        ("", ""),
    ],
)
def test_a_question_is_known_again_by_the_line_that_asks(question: str, line: str) -> None:
    assert asking_line(question) == line
