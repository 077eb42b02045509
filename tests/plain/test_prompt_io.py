"""Every prompt form in lines: the same answer as on screens, typed."""

from __future__ import annotations

from typing import get_args

import pytest
from msgspec.structs import replace

from rsense.core.prompts import SKIPPED, Option, Pace, Paced, Pick, Prompt, Read, Sort, Value
from rsense.plain.console import Command
from rsense.plain.prompt_io import ask
from tests.plain.forms import FILL, FORMS, GATHER, NONE, PACE, PAGE, PICK, PICKS, RATE, SORT, WRITE
from tests.plain.lines import shown, talk, typed

EVERY_FORM = pytest.mark.parametrize(("prompt", "answer"), FORMS.values(), ids=lambda _: "")
KEEPING = [pair for form, pair in FORMS.items() if form not in (Read, Pace)]


def test_no_form_is_forgotten() -> None:
    assert set(FORMS) == set(get_args(Prompt))


@EVERY_FORM
def test_every_form_is_answered_in_lines(prompt: Prompt, answer: Value) -> None:
    assert ask(shown(prompt), talk(*typed(prompt, answer), paced=True).console) == answer


@EVERY_FORM
def test_every_form_says_its_question_first(prompt: Prompt, answer: Value) -> None:
    here = talk(*typed(prompt, answer))
    ask(shown(prompt), here.console)
    assert here.written[0] == prompt.text


@EVERY_FORM
def test_every_form_takes_just_its_own_lines(prompt: Prompt, answer: Value) -> None:
    here = talk(*typed(prompt, answer), "not for this one", paced=True)
    ask(shown(prompt), here.console)
    assert here.lines == ["not for this one"]


@pytest.mark.parametrize("command", [c for c in Command if c is not Command.EDIT])
@EVERY_FORM
def test_a_command_is_taken_by_every_form(prompt: Prompt, answer: Value, command: Command) -> None:
    assert ask(shown(prompt), talk(command.value, paced=True).console) is command


@pytest.mark.parametrize("command", [Command.SKIP, Command.QUIT, Command.HELP])
@pytest.mark.parametrize("prompt", [PAGE, GATHER, SORT, FILL], ids=lambda prompt: prompt.text)
def test_a_command_is_taken_half_way_through_too(prompt: Prompt, command: Command) -> None:
    assert ask(shown(prompt), talk("1", command.value).console) is command


@pytest.mark.parametrize("line", [":backwards", "back", ": back", ":quit it", ":", "x :skip"])
def test_what_is_not_exactly_a_command_is_words(line: str) -> None:
    assert ask(shown(WRITE), talk(line).console) == line


def test_a_command_is_taken_in_any_case() -> None:
    assert ask(shown(WRITE), talk(":Help").console) is Command.HELP


def test_a_command_mistyped_by_a_person_is_no_answer() -> None:
    here = talk(":hlep", "::hlep", interactive=True)
    assert ask(shown(WRITE), here.console) == ":hlep"
    assert "There's no :hlep. :help says what you can type." in here.text


@pytest.mark.parametrize("face", [":)", ":D", ":-/"])
def test_a_face_made_of_signs_is_words(face: str) -> None:
    assert ask(shown(WRITE), talk(face, interactive=True).console) == face


def test_what_a_person_types_on_a_page_to_read_is_not_thrown_away_in_silence() -> None:
    here = talk("I can't any more", "", interactive=True)
    assert ask(shown(Read("Something hurt.")), here.console) is None
    assert "There's nothing to write here, so that wasn't kept." in here.text


def test_what_a_person_types_where_enter_begins_does_not_begin_it() -> None:
    here = talk("5", "", interactive=True, paced=True)
    ask(shown(PACE), here.console)
    assert here.cues == ["20 seconds. Enter begins> "] * 2


@pytest.mark.parametrize(
    ("line", "words"), [("::back", ":back"), (":::", "::"), ("::", ":"), ("a::b", "a::b")]
)
def test_two_colons_write_one(line: str, words: str) -> None:
    assert ask(shown(WRITE), talk(line).console) == words


# What was answered before


@pytest.mark.parametrize(("prompt", "answer"), KEEPING, ids=lambda _: "")
def test_an_empty_line_keeps_what_was_answered_before(prompt: Prompt, answer: Value) -> None:
    assert ask(shown(prompt, answer), talk("").console) == answer


@pytest.mark.parametrize(("prompt", "answer"), KEEPING, ids=lambda _: "")
def test_what_was_answered_before_can_be_answered_anew(prompt: Prompt, answer: Value) -> None:
    new = next(value for value in prompt.samples() if value != answer)
    anew = [":new"] if prompt in (PAGE, GATHER) else []
    assert ask(shown(prompt, answer), talk(*anew, *typed(prompt, new)).console) == new


@pytest.mark.parametrize(
    ("prompt", "before", "now"),
    [(PAGE, "One.\nTwo.", "One.\nTwo.\nThree."), (GATHER, ("One.",), ("One.", "Three."))],
)
def test_what_is_half_written_goes_on_below(prompt: Prompt, before: Value, now: Value) -> None:
    here = talk("Three.", "")
    assert ask(shown(prompt, before), here.console) == now
    assert "More lines go below it, and :new begins it anew." in here.written


def test_back_in_a_list_from_before_takes_back_only_what_is_typed_now() -> None:
    here = talk("Three.", ":back", ":back")
    assert ask(shown(GATHER, ("One.",)), here.console) is Command.BACK


@pytest.mark.parametrize(("prompt", "answer"), KEEPING, ids=lambda _: "")
def test_an_empty_line_leaves_out_what_was_left_out_before(prompt: Prompt, answer: Value) -> None:
    assert ask(shown(prompt, SKIPPED), talk("").console) is Command.SKIP


def test_a_timed_step_begins_anew_whatever_was_done_before() -> None:
    here = talk("", paced=True)
    assert ask(shown(PACE, Paced(3, 0, finished=False)), here.console) == FORMS[Pace][1]


def test_none_picked_before_reads_as_nothing() -> None:
    here = talk("")
    assert ask(shown(NONE, ()), here.console) == ()
    assert "From before: nothing" in here.written


UNFIT: dict[str, tuple[Prompt, Value]] = {
    "a number off the scale": (RATE, 70),
    "words that are no option": (PICK, ("on the train",)),
    "more than may be picked": (PICK, ("work", "home")),
    "a sorting of other things": (SORT, (("something else", "fact"),)),
    "an answer of another form": (RATE, "seven"),
}


@pytest.mark.parametrize(("prompt", "before"), UNFIT.values(), ids=UNFIT.keys())
def test_what_no_longer_fits_is_shown_and_asked_again(prompt: Prompt, before: Value) -> None:
    answer = next(iter(prompt.samples()))
    here = talk("", *typed(prompt, answer))
    assert ask(shown(prompt, before), here.console) == answer
    assert any(line.startswith("From before: ") for line in here.written)
    assert "An empty line keeps it." not in here.written


def test_half_a_sentence_is_gone_through_part_by_part() -> None:
    here = talk("", "look up")
    half = (("saw", "you read on"),)
    assert ask(shown(FILL, half), here.console) == (*half, ("ask", "look up"))
    assert "From before: you read on. An empty line keeps it." in here.text


def test_one_part_can_be_changed_and_the_others_stay() -> None:
    before = (("they left", "fact"), ("they hate me", "story"))
    changed = (("they left", "story"), before[1])
    assert ask(shown(SORT, before), talk("2", "").console) == changed
    assert ask(shown(SORT, before), talk("2", ":back", "", "").console) == changed


# Refusals

REFUSED: dict[str, tuple[Prompt, str, str]] = {
    "no number": (RATE, "a lot", "Pick a number from 0 to 10. A guess is good enough."),
    "a number off the scale": (RATE, "11", "The scale goes from 0 to 10."),
    "a number past the list": (PICK, "4", "The list goes from 1 to 3."),
    "words that are no option": (PICK, "train", "Not on the list: train."),
    "a sentence that is no option": (PICK, "By train.", "Not on the list: By train."),
    "too many": (PICKS, "1 2 3", "That's more than 2. Which matters most?"),
    "no bin": (SORT, "9", "The list goes from 1 to 2."),
}


def test_an_empty_line_at_a_question_that_has_to_be_answered_says_how_to_leave() -> None:
    here = talk("", "1")
    assert ask(replace(shown(PICK), skippable=False), here.console) == ("work",)
    said = "Pick one, whichever comes closest. :help shows people to call, :quit leaves."
    assert said in " ".join(here.written)


def test_what_skipping_leaves_out_is_all_of_a_question_with_parts() -> None:
    assert [shown(one).skipped for one in (FILL, SORT, PICK)] == ["the whole question"] * 2 + ["it"]


@pytest.mark.parametrize(("prompt", "line", "complaint"), REFUSED.values(), ids=REFUSED.keys())
def test_a_refused_answer_is_asked_again(prompt: Prompt, line: str, complaint: str) -> None:
    answer = next(iter(prompt.samples()))
    here = talk(line, *typed(prompt, answer))
    assert ask(shown(prompt), here.console) == answer
    said = f"{complaint} :skip leaves {shown(prompt).skipped} out."
    assert said in " ".join(here.written)


# An empty line

SKIPPING: tuple[Prompt, ...] = (RATE, WRITE, PAGE, PICK, PICKS, GATHER, SORT, FILL)


def test_an_empty_line_skips_what_may_be_skipped() -> None:
    for prompt in SKIPPING:
        assert ask(shown(prompt), talk("").console) is Command.SKIP, prompt


def test_an_empty_line_skips_nothing_that_must_be_answered() -> None:
    for prompt in SKIPPING:
        answer: Value = next(iter(prompt.samples()))
        here = talk("", *typed(prompt, answer))
        assert ask(replace(shown(prompt), skippable=False), here.console) == answer, prompt


def test_an_empty_line_takes_the_default() -> None:
    here = talk("")
    assert ask(shown(replace(PICK, default="home")), here.console) == ("home",)
    assert "an empty line takes “at home”" in here.text


# What stands around a question


def test_what_is_pinned_is_one_line_before_the_question() -> None:
    here = talk("7")
    ask(shown(RATE, pins=("Sam looked\naway.", "Sam is bored")), here.console)
    assert here.written[:2] == ["In mind: Sam looked away; Sam is bored", "How strong?"]


def test_nothing_pinned_takes_no_line() -> None:
    here = talk("7")
    ask(shown(RATE), here.console)
    assert "In mind" not in here.text


def test_a_hint_stands_behind_the_question() -> None:
    here = talk("7")
    ask(shown(RATE, hint="Any number is honest."), here.console)
    assert here.written[:2] == ["How strong?", "(Any number is honest.)"]


def test_a_scale_says_its_ends() -> None:
    here = talk("7")
    ask(shown(RATE), here.console)
    assert "A number from 0 (calm) to 10 (overwhelming)." in here.written


@pytest.mark.parametrize("count", [4, 30])
def test_options_that_are_numbers_have_none_beside_them(count: int) -> None:
    labels = [str(count - number) for number in range(count)]
    pick = Pick("How many?", tuple(Option(label, label) for label in labels))
    here = talk("1")
    assert ask(shown(pick), here.console) == ("1",)
    assert here.written[-1].strip() == "Type one of these."
    assert not any("1. " in line or "1\N{NO-BREAK SPACE}" in line for line in here.written)


def test_piles_that_are_numbers_are_asked_for_by_name() -> None:
    sort = Sort("Where?", ("it",), (Option("high", "2"), Option("low", "1")))
    here = talk("1")
    assert ask(shown(sort), here.console) == (("it", "low"),)
    assert "Type 2, 1." in " ".join(here.written)
