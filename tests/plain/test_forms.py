"""What is particular to a form: picks, lists, pages, sortings, gaps, time."""

from __future__ import annotations

import pytest

from rsense.core.prompts import Fill, Gather, Option, Pace, Phase, Pick, Prompt, Sort, Value, Write
from rsense.plain.console import Command
from rsense.plain.prompt_io import ask
from rsense.services.context import open_context
from rsense.services.frontend_services import services_for
from tests.plain.forms import FILL, FORMS, GATHER, NONE, OWN, PACE, PAGE, PICK, PICKS, SORT
from tests.plain.lines import shown, talk

# Picks

PICKED: dict[str, tuple[Pick, str, tuple[str, ...]]] = {
    "a number": (PICK, "2", ("home",)),
    "a label": (PICK, "At Home", ("home",)),
    "several numbers on one line": (PICKS, "3 1", ("work", "bed")),
    "commas too": (PICKS, "1,2", ("work", "home")),
    "own words": (OWN, "on the train", ("on the train",)),
    "own words beside a number": (OWN, "2, on the train", ("home", "on the train")),
    "none, where none is needed": (NONE, "", ()),
}


@pytest.mark.parametrize(("prompt", "line", "picked"), PICKED.values(), ids=PICKED.keys())
def test_a_pick_reads_one_line(prompt: Pick, line: str, picked: tuple[str, ...]) -> None:
    assert ask(shown(prompt), talk(line).console) == picked


def test_options_are_numbered_under_their_groups() -> None:
    options = (Option("sad", "sad", "heavy", "Low"), Option("glad", "glad", group="Or high?"))
    here = talk("1")
    ask(shown(Pick("What is it?", options)), here.console)
    assert here.written[1:5] == ["  Low:", "  1. sad (heavy)", "  Or high?", "  2. glad"]


def test_a_long_list_without_families_is_a_paragraph_and_not_a_line_a_word() -> None:
    options = tuple(Option(f"low {n}", f"low {n}") for n in range(21))
    here = talk("21")
    assert ask(shown(Pick("What is it?", options)), here.console) == ("low 20",)
    assert "  1\N{NO-BREAK SPACE}low 0; 2\N{NO-BREAK SPACE}low 1;" in "\n".join(here.written)


# Lists and pages


def test_a_list_goes_on_to_the_empty_line() -> None:
    here = talk("one", "two", "three", "", "not for this one")
    assert ask(shown(GATHER), here.console) == ("one", "two", "three")


def test_a_list_says_a_cue_for_each_item() -> None:
    here = talk("one", "two", "three", "")
    ask(shown(GATHER), here.console)
    assert [line for line in here.written if line.startswith("  ")] == [
        "  the loudest",
        "  the next",
    ]


def test_back_takes_an_item_back() -> None:
    here = talk("one", "tow", ":back", "two", "")
    assert ask(shown(GATHER), here.console) == ("one", "two")


def test_back_in_an_empty_list_goes_to_the_question_before() -> None:
    assert ask(shown(GATHER), talk("one", ":back", ":back").console) is Command.BACK


def test_a_list_too_short_goes_on_where_it_was() -> None:
    here = talk("one", "", "two", "")
    assert ask(shown(Gather("Two readings.", at_least=2)), here.console) == ("one", "two")


def test_a_list_that_is_full_takes_no_more() -> None:
    here = talk("one", "two", "three", "")
    assert ask(shown(Gather("Two at most.", at_most=2)), here.console) == ("one", "two")
    assert "2 is the most here. An empty line goes on." in here.written


def test_a_page_keeps_its_lines() -> None:
    assert (
        ask(shown(PAGE), talk("Dear Sam,", "  I waited.", "").console) == "Dear Sam,\n  I waited."
    )


@pytest.mark.parametrize("line", ["late", "When you came late", "when you came late"])
def test_words_go_on_from_their_starter(line: str) -> None:
    prompt = Write("Say it.", starter="When you came")
    answer = ask(shown(prompt), talk(line).console)
    assert str(answer).casefold() == "when you came late"


def test_words_for_somebody_else_are_read_with_notes() -> None:
    here = talk("You always ignore me.")
    notes = services_for(open_context()).notes
    ask(shown(Write("Say it.", lint=True)), here.console, notes=notes)
    assert "always" in here.text.split("About “", 1)[1]


# Sorting and gaps


def test_sorting_asks_item_by_item() -> None:
    here = talk("1", "2")
    ask(shown(SORT), here.console)
    asked = ["1 of 2: they left", "2 of 2: they hate me"]
    assert [line.strip() for line in here.written if " of 2: " in line] == asked
    assert "Type 1 for “a camera would have it”, 2 for “my reading”." in here.text


def test_back_goes_to_the_item_before() -> None:
    assert ask(shown(SORT), talk("1", ":back", "2", "2").console) == (
        ("they left", "story"),
        ("they hate me", "story"),
    )


def test_a_refused_item_does_not_lose_those_before() -> None:
    here = talk("1", "nowhere", "2")
    assert ask(shown(SORT), here.console) == FORMS[Sort][1]


def test_the_sentence_shows_its_gaps_first_and_itself_last() -> None:
    here = talk("you read on", "look up")
    ask(shown(FILL), here.console)
    assert here.written[1] == "  When (part 1), would you (part 2)?"
    assert here.written[-2:] == ["It reads:", "  When you read on, would you look up?"]


def test_back_goes_to_the_gap_before() -> None:
    here = talk("you left", ":back", "you read on", "look up")
    assert ask(shown(FILL), here.console) == FORMS[Fill][1]


def test_an_empty_line_at_a_later_gap_says_how_to_leave_and_loses_nothing() -> None:
    drafts: list[Value] = []
    here = talk("you read on", "", ":skip")
    assert ask(shown(FILL), here.console, drafts.append) is Command.SKIP
    assert drafts == [(("saw", "you read on"),)]
    said = " ".join(here.written)
    assert "A few words are enough. :skip leaves the whole question out." in said
    assert ":back goes to the part before." in said


HALVES: dict[str, tuple[Prompt, list[str], list[Value]]] = {
    "a page": (PAGE, ["a", "b"], ["a", "a\nb"]),
    "a list": (GATHER, ["a", "b"], [("a",), ("a", "b")]),
    "a sorting": (SORT, ["2"], [(("they left", "story"),)]),
    "a sentence": (FILL, ["you read on"], [(("saw", "you read on"),)]),
}


@pytest.mark.parametrize(("prompt", "lines", "kept"), HALVES.values(), ids=HALVES.keys())
def test_half_an_answer_is_kept_line_by_line(
    prompt: Prompt, lines: list[str], kept: list[Value]
) -> None:
    drafts: list[Value] = []
    ask(shown(prompt), talk(*lines, ":quit").console, drafts.append)
    assert drafts == kept


# Time


def test_a_timed_step_writes_one_line_a_phase() -> None:
    here = talk("", paced=True)
    ask(shown(PACE), here.console)
    assert here.written[1:] == [
        "  1 of 2: breathe in, 4 seconds",
        "  1 of 2: breathe out, 6 seconds",
        "  2 of 2: breathe in, 4 seconds",
        "  2 of 2: breathe out, 6 seconds",
        "Done.",
    ]


def test_a_timed_step_waits_for_each_phase() -> None:
    here = talk("", paced=True)
    ask(shown(PACE), here.console)
    assert here.waits == [4, 6, 4, 6]


def test_without_waiting_a_timed_step_takes_no_line() -> None:
    here = talk("for the next question")
    assert ask(shown(PACE), here.console) == FORMS[Pace][1]
    assert (here.lines, here.waits) == (["for the next question"], [])


def test_one_second_is_one_second() -> None:
    here = talk("")
    ask(shown(Pace("Sigh.", (Phase("a little more in", 1),))), here.console)
    assert "  a little more in, 1 second" in here.written


@pytest.mark.parametrize(("interactive", "rings"), [(True, True), (False, False)])
def test_a_bell_rings_for_a_person_only(interactive: bool, rings: bool) -> None:
    here = talk("", interactive=interactive)
    ask(shown(Pace("Be still.", (Phase("", 60),), look="timer", bell=True)), here.console)
    assert ("\a" in here.written[-1]) is rings
