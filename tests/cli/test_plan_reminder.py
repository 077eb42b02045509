"""A plan made for this is shown when this is logged: once, beside the rest, on both faces."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest

from rsense.cli.face import run_activity
from rsense.cli.run_options import RunOptions
from rsense.core.records import Keepsake
from rsense.ports import Activity
from rsense.services import log_form
from rsense.services.context import open_context
from rsense.services.forms import ask_choice
from rsense.services.frontend_services import services_for
from rsense.services.now.flow import NowFlow
from tests.cli.shell import HEAD, Shell, Typed, lines

OLD, OLDER = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
UNREAD = "If a message stays unread, then I will put the phone away."
SHOWN = f"You made a plan for this: {UNREAD}"


@pytest.fixture
def planned(rsense: Shell) -> Shell:
    rsense("keep", "plans", UNREAD)
    return rsense


def in_lines(capsys: pytest.CaptureFixture[str], opened: Activity, *typed: str) -> str:
    """All that is said in lines, as words one space apart."""
    capsys.readouterr()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", Typed(lines(*typed).encode(), person=False))
        run_activity(opened, services_for(open_context()), RunOptions(plain=True, no_wait=True))
    return " ".join("".join(capsys.readouterr()).split())


@pytest.mark.parametrize(
    "words",
    [
        ["unread", "again"],
        ["it", "-t", "unread"],
        ["it", "--type", "unread message"],
        ["-"],
        ["it", "--at", "yesterday 21:00", "--thought", "it is unread"],
    ],
)
def test_it_is_shown_below_what_is_saved(planned: Shell, words: list[str]) -> None:
    ran = planned("log", *words, stdin="unread")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("Saved: ")
    assert ran.err.splitlines()[1:] == [SHOWN]


def test_programs_are_not_told(planned: Shell) -> None:
    ran = planned("log", "unread again", "--json")
    assert (ran.out.count("\n"), ran.err.count("\n")) == (1, 1)


def test_only_the_shelf_of_plans_is_looked_at(rsense: Shell) -> None:
    rsense("keep", "evidence", UNREAD)
    rsense("keep", "evidence", f'{UNREAD} So say my "plans".')
    assert SHOWN not in rsense("log", "unread again").err


def test_a_plan_that_was_taken_back_is_not_shown(planned: Shell) -> None:
    planned("undo")
    assert planned("log", "unread again").err.count("\n") == 1


def test_an_old_plan_is_found_and_one_is_enough(planned: Shell) -> None:
    planned.add(Keepsake("old", OLD, "plans", "If Jo cancels, then I will walk."))
    planned.add(Keepsake("older", OLDER, "plans", "If Jo cancels it, then I will sleep."))
    assert planned("log", "Jo cancelled, unread message").err.count("You made a plan") == 1
    assert "I will walk" in planned("log", "Jo cancelled").err


def test_a_damaged_card_spoils_nothing(planned: Shell) -> None:
    (card,) = (planned.home / "records").rglob("*-keepsake-*")
    card.write_text(card.read_text().replace("end = true", "shelf ="))
    ran = planned("log", "unread again")
    assert (ran.code, ran.out, ran.err.count("\n")) == (0, "", 1)


def test_what_acts_on_a_terminal_is_made_harmless(rsense: Shell) -> None:
    rsense.add(Keepsake("old", OLD, "plans", "If it is unread,\nthen I \x1b[2J rest."))
    said = rsense("log", "unread again").err
    assert "\x1b" not in said
    assert said.splitlines()[1].startswith("You made a plan for this: If it is unread, then I ")


AFTERWARDS = ("7", ":skip", "", "1")
"""How strong, no feelings, nobody, that was all."""


def test_the_log_at_home_shows_it(planned: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    said = in_lines(capsys, log_form.log_form(open_context()), "unread since noon", *AFTERWARDS)
    assert planned.triggers[0].what == "unread since noon"
    assert f"That's in your log now. {SHOWN}" in said
    said = in_lines(capsys, log_form.log_form(open_context()), "a quarrel", *AFTERWARDS)
    assert "You made a plan" not in said


@pytest.mark.usefixtures("planned")
def test_now_shows_it_once_above_what_may_fit(capsys: pytest.CaptureFixture[str]) -> None:
    typed = ("5", "1", "w", "unread since noon", ":skip", "p", "b", ":skip", "e")
    said = in_lines(capsys, NowFlow(open_context()).opened(), *typed)
    assert said.count(SHOWN) == 1
    assert said.index(SHOWN) < said.rindex("may fit")


@pytest.mark.usefixtures("planned")
def test_now_in_private_brings_nothing_back(capsys: pytest.CaptureFixture[str]) -> None:
    opened = NowFlow(open_context(), private=True).opened()
    said = in_lines(capsys, opened, "5", "1", "w", "unread since noon", ":skip", "e")
    assert "You made a plan" not in said


NOTING = (
    HEAD
    + """
[trigger]
what = "what"
[[step]]
id = "what"
kind = "ask"
text = "What happened?"
[[step]]
id = "plan"
kind = "compose"
text = "And next time?"
template = "If [cue], then I will rest."
keep = "plans"
[step.blanks]
cue = "What will it be?"
"""
)


def test_an_exercise_that_notes_a_trigger_shows_it_at_its_end(planned: Shell) -> None:
    path = planned.script("noting", NOTING)
    ran = planned("run", path, "--plain", stdin="unread again\n:skip\n")
    assert planned.triggers[0].what == "unread again"
    assert ran.said.count(SHOWN) == 1
    assert "You made a plan" not in planned("run", path, "--plain", stdin=":skip\n:skip\n").said


def test_a_plan_made_in_the_same_sitting_is_not_shown_as_an_old_one(rsense: Shell) -> None:
    path = rsense.script("noting", NOTING)
    ran = rsense("run", path, "--plain", stdin="unread again\nit is unread\n1\n")
    assert [card.text for card in rsense.cards] == ["If it is unread, then I will rest."]
    assert "You made a plan" not in ran.said


@pytest.mark.parametrize("plan", ["If it is {unread}, then I {rest}}", "If it is [unread], I }"])
def test_braces_in_a_plan_are_only_words(
    rsense: Shell, capsys: pytest.CaptureFixture[str], plan: str
) -> None:
    rsense("keep", "plans", plan)
    assert plan in in_lines(capsys, log_form.log_form(open_context()), "unread", *AFTERWARDS)


def test_braces_in_a_question_of_ours_are_only_words() -> None:
    opened = ask_choice("Right now", "Jo {home} 555", {"stop": "stop here"}, lambda _: None)
    assert opened.sitting.current is not None
    assert opened.sitting.current.prompt.text == "Jo {home} 555"
