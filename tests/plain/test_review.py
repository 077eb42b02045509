"""The end of a dialogue: looked over, kept or given back, and what it leads on to."""

from __future__ import annotations

import pytest

from rsense.core.engine import Session, begin
from rsense.core.prompts import SKIPPED
from rsense.plain.dialogue import run
from rsense.ports import Activity
from rsense.session_runner import SaveFailed, SessionRunner
from tests.core.scripts import parsed
from tests.plain.held import ANSWERS, SERVICES, STEPS, VALUES, Safe, done, failing_once, values
from tests.plain.lines import Talk, talk
from tests.steps import step

# Looking over it, with a person there


def test_a_person_looks_it_over_before_the_end() -> None:
    here = talk(*ANSWERS, "", interactive=True)
    done(here)
    start = here.written.index("That's all of it. What you said:")
    assert here.written[start + 1 : start + 5] == [
        "  1. How strong is it?",
        "     7",
        "  2. What happened, at 7?",
        "     Sam left.",
    ]


def test_a_private_answer_is_said_not_to_be_saved() -> None:
    here = talk("Sam left.", "", interactive=True)
    runner = SessionRunner(begin(parsed(step("ask", "what", "What?", private=True))), Safe().keep)
    run(Activity(runner, Safe().finish), SERVICES, here.console)
    assert "     Sam left.  (not saved)" in here.written


def test_nothing_is_finished_before_the_person_agrees() -> None:
    assert done(talk(*ANSWERS, interactive=True)).finished == []


def test_an_answer_can_be_changed_in_the_end() -> None:
    here = talk(*ANSWERS, "1", "3", "", interactive=True)
    assert values(done(here).finished[0]) == [None, 3, *VALUES[2:]]


def test_an_answer_can_be_left_out_in_the_end() -> None:
    here = talk(*ANSWERS, "2", ":skip", "", interactive=True)
    assert values(done(here).finished[0])[2] is SKIPPED


def test_an_answer_stays_when_its_line_is_empty() -> None:
    here = talk(*ANSWERS, "2", "", "", interactive=True)
    assert values(done(here).finished[0]) == VALUES


def test_an_answer_that_leads_elsewhere_can_be_changed_too() -> None:
    here = talk(*ANSWERS, "3", "1", "", interactive=True)
    assert values(done(here).finished[0]) == [None, 7, "Sam left.", ("out",)]


@pytest.mark.parametrize("line", ["0", "5", "99999999", "0000011", "x", "-1"])
def test_only_a_number_of_the_list_changes_something(line: str) -> None:
    here = talk(*ANSWERS, line, "", interactive=True)
    assert values(done(here).finished[0]) == VALUES
    assert "A number from 1 to 4, or Enter." in here.written


def test_help_at_the_end_shows_people_to_call() -> None:
    here = talk(*ANSWERS, ":help", "", "", interactive=True)
    assert values(done(here).finished[0]) == VALUES
    assert "- Call somebody." in here.text.partition("That's all of it.")[2]


def test_answers_where_there_are_none_says_so() -> None:
    here = talk(":answers", interactive=True)
    done(here)
    assert "You haven't answered anything yet." in here.written


def test_what_can_be_done_at_the_end_is_said() -> None:
    here = talk(*ANSWERS, ":skip", "", interactive=True)
    assert values(done(here).finished[0]) == VALUES
    assert "Enter finishes. :back goes to the last question, :quit keeps it for later." in here.text


def test_back_from_the_end_goes_to_the_last_question() -> None:
    here = talk(*ANSWERS, ":back", ":new", "another", "", "", interactive=True)
    assert values(done(here).finished[0])[-1] == ("another",)


def test_leaving_at_the_end_keeps_it_unfinished() -> None:
    here = talk(*ANSWERS, ":quit", interactive=True)
    assert done(here).finished == []
    assert here.written[-1].startswith("Kept for later.")


def test_where_nothing_was_said_there_is_nothing_to_look_over() -> None:
    here = talk("", interactive=True)
    assert done(here, '[[step]]\nkind = "say"\ntext = "Rest."\n').finished


# A disk that takes no more


def test_what_could_not_be_kept_is_asked_again() -> None:
    safe = Safe()
    here = talk("", "7", "8", ":quit", interactive=True)
    opened = Activity(SessionRunner(begin(parsed(STEPS)), failing_once(safe, at=2)), safe.finish)
    run(opened, SERVICES, here.console)
    assert values(safe.kept[-1]) == [None, 8]
    assert "Not saved: the disk is full. What you said stands above. Try once more." in here.text


def test_where_there_was_only_something_to_read_nothing_is_said_to_stand_above() -> None:
    here = talk("", "", ":quit", interactive=True)
    session = begin(parsed('[[step]]\nkind = "say"\ntext = "Rest."\n'))
    run(Activity(SessionRunner(session, failing_once(Safe(), at=1))), SERVICES, here.console)
    assert "Not saved: the disk is full. Try once more." in here.text


def test_what_could_not_be_kept_from_a_pipe_is_given_back() -> None:
    safe = Safe()
    here = talk("", "7", "Sam left.", ":quit")
    opened = Activity(SessionRunner(begin(parsed(STEPS)), failing_once(safe, at=3)), safe.finish)
    with pytest.raises(SaveFailed):
        run(opened, SERVICES, here.console)
    assert here.written[-2:] == ["You said:", "  Sam left."]


# What leads on to something else

OFFER = step("choose", "way", "Go on?", options=["go on", "anew"], required=True)


def asked(here: Talk) -> list[Session]:
    """What a question on the way led on from."""
    led: list[Session] = []

    def onward(session: Session) -> None:
        led.append(session)

    question = Activity(SessionRunner(begin(parsed(OFFER)), lambda _: None), next_activity=onward)
    run(question, SERVICES, here.console)
    return led


@pytest.mark.parametrize("lines", [["2"], ["anew"], ["9", "2"], [":skip", ":help", ":back", "2"]])
def test_a_question_on_the_way_leads_on_with_its_answer(lines: list[str]) -> None:
    led = asked(talk(*lines, interactive=True))
    assert [values(session) for session in led] == [[("anew",)]]


@pytest.mark.parametrize("lines", [[":quit"], []])
def test_a_question_on_the_way_can_be_left(lines: list[str]) -> None:
    assert asked(talk(*lines, interactive=True)) == []


def test_a_question_on_the_way_is_not_looked_over() -> None:
    here = talk("2", interactive=True)
    asked(here)
    assert "What you said" not in here.text


def test_what_comes_next_follows_at_once() -> None:
    safe, here = Safe(), talk("2", *ANSWERS)
    exercise = Activity(SessionRunner(begin(parsed(STEPS)), safe.keep), safe.finish)
    question = Activity(
        SessionRunner(begin(parsed(OFFER)), lambda _: None), next_activity=lambda _: exercise
    )
    run(question, SERVICES, here.console)
    assert values(safe.finished[0]) == VALUES
