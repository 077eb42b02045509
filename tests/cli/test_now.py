"""`rsense now`, in lines: help first, then what happened and what fits, all of it linked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from rsense.core.records import MeasureTaken, SessionRecord
from rsense.plain.console import ASK_COUNTRY
from rsense.services.context import AppContext
from rsense.services.now.flow import PARTING, PARTING_SOFTER
from rsense.services.now.offers import offers
from rsense.store.files.durable import new_id
from rsense.store.library import Library, shipped_folder
from tests.cli.shell import Ran, Shell, lines
from tests.cli.small import SILENT, stand_in

BREATHED = ("9", "7")
"""How strong it was, and is after the breath."""
TOLD = ("w", "She read it and is silent.", ":skip")


@pytest.fixture(autouse=True)
def small_exercises(rsense: Shell) -> None:
    stand_in(rsense.home)


def go(rsense: Shell, *answers: str, private: bool = False) -> Ran:
    more = ("--private",) if private else ()
    ran = rsense("now", "--plain", "--no-wait", *more, stdin=lines(*answers))
    assert ran.code == 0, ran.err
    return ran


def sessions(rsense: Shell) -> dict[str, SessionRecord]:
    return {session.exercise: session for session in rsense.sessions}


@pytest.mark.parametrize("strength", [7, 10])
def test_when_it_is_strong_the_breath_comes_before_any_other_question(
    rsense: Shell, strength: int
) -> None:
    said = go(rsense, str(strength)).said
    assert ":quit leaves" in said.partition("How strong is it, right now?")[0]
    breath = said.index("breathe in")
    assert said.index("How strong is it, right now?") < breath < said.index("How strong is it now?")
    assert said[:breath].count("?") == 1


def test_below_that_what_is_happening_and_what_would_help_stand_together(rsense: Shell) -> None:
    said = go(rsense, "6").said
    assert "1. no answer, or a message that stung" in said
    assert "b. a slow breath" in said
    assert "breathe in" not in said


def test_a_breath_is_one_record_with_before_and_after_and_no_trigger(rsense: Shell) -> None:
    go(rsense, *BREATHED, "e")
    assert rsense.triggers == []
    (now,) = rsense.sessions
    assert now.measures["distress"] == (9, 7, "lower")
    assert [reply.step for reply in now.replies] == ["strength", "breath", "strength_later"]


def test_enough_is_followed_by_one_last_sentence(rsense: Shell) -> None:
    assert go(rsense, *BREATHED, "e").said.endswith(PARTING)
    assert go(rsense, "4", "p", "e").said.endswith(PARTING_SOFTER)


def test_questions_that_are_skipped_log_nothing(rsense: Shell) -> None:
    go(rsense, ":skip", "1", "w", ":skip", ":skip", "x", "e")
    assert rsense.records == []


def test_everything_one_now_made_is_linked(rsense: Shell) -> None:
    go(rsense, *BREATHED, *TOLD, "1", "4", "1", "e")
    (trigger,) = rsense.triggers
    found = sessions(rsense)
    assert (trigger.what, trigger.intensity) == ("She read it and is silent.", 9)
    exercises = [session for name, session in found.items() if name != "now"]
    assert [session.about for session in exercises] == [(trigger.id,)]
    assert found["now"].about == (trigger.id, exercises[0].id)


def test_an_exercise_begins_with_the_number_and_hands_its_last_one_back(rsense: Shell) -> None:
    said = go(rsense, *BREATHED, "1", "4", "2", "e").said
    assert "How much distress?" not in said
    assert said.count("How strong is it now?") == 1  # after the breath
    found = sessions(rsense)
    assert found["five-senses"].measures["distress"] == (7, 4, "lower")
    assert found["now"].measures["distress"] == (9, 4, "lower")
    assert "a little" in [reply.answer for reply in found["now"].replies]


def test_where_the_exercise_did_not_ask_it_is_asked(rsense: Shell) -> None:
    stand_in(rsense.home, SILENT)
    go(rsense, *BREATHED, "1", "", "3", "1", "e")
    assert sessions(rsense)["now"].measures["distress"] == (9, 3, "lower")


SOFTER = {
    "worse than before": ("9", "10"),
    "still very strong": ("9", "8"),
    "the breath made it worse": ("9", "7", "m"),
    "it made it worse, it is said": (*BREATHED, "1", "4", "4"),
    "none of it": ("4", "x"),
    "asked for": (*BREATHED, "p"),
}


@pytest.mark.parametrize("name", SOFTER)
def test_people_stand_there_with_their_numbers(
    rsense: Shell, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ASK_COUNTRY in " ".join(go(rsense, *SOFTER[name], "e").said.split())
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    rsense("keep", "people", "Ines, after seven, 0171 555")
    said = go(rsense, *SOFTER[name], "e").said
    people = said[said.index("Ines, after seven: 0171 555") :]
    assert "116 123" in people
    assert "made it worse" not in people
    assert "rsense help-now" not in people
    assert ASK_COUNTRY not in people


def test_what_is_happening_says_what_fits(rsense: Shell) -> None:
    said = go(rsense, "4", "5").said
    assert "1. Say it with an I-statement" in said
    assert "someone criticised me" not in said[said.index("may fit") :]


def test_a_broken_script_of_ones_own_is_not_suggested(rsense: Shell) -> None:
    (rsense.home / "exercises" / "five-senses.toml").write_text("format = 1\ntitle = ")
    said = go(rsense, "9", "7").said
    assert "1. A small pause: three minutes in which" in said


def test_what_was_tried_is_not_offered_again(rsense: Shell) -> None:
    said = go(rsense, "9", "7", "1", "7", "1").said
    last = said[said.rindex("may fit") :]
    assert "brings you back" not in last


def test_a_plan_for_next_time_is_kept(rsense: Shell) -> None:
    go(rsense, *BREATHED, "k", "it stays unread", "the phone goes into the kitchen")
    assert [(card.shelf, card.text) for card in rsense.cards] == [
        ("plans", "If it stays unread, then I will the phone goes into the kitchen.")
    ]
    assert rsense.cards[0].about == (sessions(rsense)["now"].id,)


def test_more_can_be_written_into_the_log(rsense: Shell) -> None:
    go(rsense, *BREATHED, *TOLD, "a", "6", "Sam")
    (trigger,) = rsense.triggers
    assert trigger.who == "Sam"


def test_what_was_written_is_said_to_be_in_the_log_once(rsense: Shell) -> None:
    assert go(rsense, "4", *TOLD, "k", ":skip", ":skip").out.count("That's in your log now.") == 1


def test_a_feeling_is_a_few_keys(rsense: Shell) -> None:
    go(rsense, "4", "w", ":skip", "anxious", "e")
    (trigger,) = rsense.triggers
    assert (trigger.what, trigger.emotions, trigger.intensity) == ("", ("anxious",), 4)
    assert "anxious" in rsense("history").out


@pytest.mark.parametrize("private", [True, False])
def test_where_nothing_is_kept_no_keeping_is_spoken_of(rsense: Shell, private: bool) -> None:
    out = go(rsense, *BREATHED, *TOLD, "1", "4", "1", "e", private=private).out
    assert ("k. keep a plan" in out, "goes into your log" in out) == (not private, not private)
    assert bool(rsense.records) is not private


def test_a_feeling_not_to_be_borne_alone_is_met_with_people(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    for words, feeling in (("They left.", "hopeless"), ("I want to hurt myself", "sad")):
        said = go(rsense, "5", "w", words, feeling, "e").said
        assert said.index("you don't have to carry it alone") < said.index("116 123")


@pytest.mark.parametrize(("answers", "told"), [("8", True), ("9 3", False), ("5", False)])
def test_who_leaves_while_it_is_very_strong_is_told_whom_to_call(
    rsense: Shell, answers: str, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    said = go(rsense, *answers.split(), ":quit").said
    assert ("116 123" in said.partition("Left.")[2]) is told


def test_people_on_the_page_that_is_left_are_not_listed_again(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert go(rsense, "8", "9", ":quit").said.count("116 123") == 1


def test_what_helped_before_comes_first_and_says_so(tmp_path: Path) -> None:
    context = AppContext(str(tmp_path), Library(shipped_folder()))
    rated = {"distress": MeasureTaken(6, 3)}
    for n in range(3):
        at = context.now() - timedelta(days=n)
        done = SessionRecord(new_id(), at, "journal", "", at, "completed", measures=rated)
        context.records.add(done)
    found = offers(context, "", 4, ())
    assert next(iter(found)) == "journal"
    assert found["journal"].endswith("; after it you noted 3 lower on average, 3 times")
