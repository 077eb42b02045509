"""`log --good`: a good moment stands beside the rest, and nothing is to be done about it."""

from __future__ import annotations

import re

from rsense.services import home_menu
from rsense.services.context import open_context
from rsense.services.history_entries import history_entries
from rsense.services.home import home, today
from tests.cli.shell import Shell
from tests.cli.test_autosaved_record import after

GOOD = ("log", "--good", "Mum laughed @mum #family", "-e", "grateful")


def test_a_good_moment_is_a_record_of_its_own_type(rsense: Shell) -> None:
    assert rsense(*GOOD, "-i", "9").err.count("\n") == 1  # it is not met as something strong
    (found,) = rsense.triggers
    assert (found.type, found.who, found.tags) == ("good moment", "mum", ("family",))
    assert found.is_good


def test_a_good_moment_is_asked_about_without_its_strength(rsense: Shell) -> None:
    ran = rsense("log", "--good", person=True, stdin="Jo rang\nproud\n")
    said = ran.out + ran.err
    assert "What was good?" in said
    assert "How strong" not in said
    assert rsense.triggers[0].emotions == ("proud",)


def test_help_and_other_commands_work_where_a_line_is_asked_for(rsense: Shell) -> None:
    ran = rsense("log", person=True, stdin=":help\n:back\nNo answer\n:skip\n:help\nsad\n")
    said = ran.out + ran.err
    assert said.count("findahelpline.com") == 2
    assert said.count("Not here.") == 1
    (found,) = rsense.triggers
    assert (found.what, found.intensity, found.emotions) == ("No answer", None, ("sad",))


def test_a_good_moment_has_no_other_type(rsense: Shell) -> None:
    ran = rsense("log", "--good", "--type", "late", "it")
    assert (ran.code, rsense.triggers) == (2, [])


def test_a_good_moment_shows_no_plan(rsense: Shell) -> None:
    rsense("keep", "plans", "If Mum laughs at me, then I leave.")
    assert "plan" not in rsense(*GOOD).err


def test_a_good_moment_is_nothing_to_look_at_again(rsense: Shell) -> None:
    rsense(*GOOD)
    context = open_context()
    assert home(context).trigger is None
    assert today(context) == "Today: 1 good moment"
    assert [entry.kind for entry in history_entries(context) if entry] == ["good"]


def test_the_history_says_which_moments_were_good(rsense: Shell) -> None:
    rsense(*GOOD)
    rsense("log", "No answer")
    assert "good: Mum laughed" in rsense("history").out
    assert "No answer" not in rsense("history", "--search", "good moment").out
    assert re.search("## .*good moment", rsense("export", "--markdown").out)


def test_a_good_moment_can_follow_a_bad_one_and_be_followed_by_another(rsense: Shell) -> None:
    home_lines = home_menu.home_in_lines(open_context())
    opened = after(home_lines, ("l",), "No answer", 4, ("sad",), "Sam")
    opened = after(opened, ("good",), "Jo rang", ("proud",), "Jo", ("good",), "Rain")
    opened.close()
    types = [found.type for found in sorted(rsense.triggers, key=lambda one: one.what)]
    assert types == ["good moment", "", "good moment"]
