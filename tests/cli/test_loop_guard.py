"""The calm page before the same exercise about the same trigger, a third time in a day."""

from __future__ import annotations

import pytest

from tests.cli.shell import Shell, lines

PAGE = "You've looked at this twice today."
MINE = """format = 1
title = "Mine"
stage = "rethink"
[[step]]
id = "what"
kind = "ask"
text = "What is it?"
"""


def looked(rsense: Shell, *answers: str) -> str:
    return rsense("run", "mine", "--about", "last", stdin=lines(*answers)).said


@pytest.fixture
def twice(rsense: Shell) -> Shell:
    """An exercise that was done twice about what was logged last."""
    rsense.script("mine", MINE)
    rsense("log", "Sam left early.")
    assert PAGE not in looked(rsense, "one") + looked(rsense, "two")
    return rsense


def test_the_third_time_a_calm_page_comes_first_and_the_way_on_is_open(twice: Shell) -> None:
    said = looked(twice, "3", "three")
    assert said.index(PAGE) < said.index("What is it?")
    assert len(twice.sessions) == 3
    assert "You've looked at this 3 times today." in looked(twice, "1")


def test_it_can_be_left_there_and_nothing_is_begun(twice: Shell) -> None:
    assert "What is it?" not in looked(twice, "1")
    assert len(twice.sessions) == 2
    assert not list(twice.home.glob("progress/*.toml"))


def test_it_leads_to_a_plan(twice: Shell) -> None:
    assert "If it happens again" in looked(twice, "2")


def test_another_trigger_and_a_settling_exercise_are_not_guarded(twice: Shell) -> None:
    twice.script("mine", MINE.replace("rethink", "settle"))
    assert PAGE not in looked(twice, "three")
    twice.script("mine", MINE)
    twice("log", "Something else.")
    assert PAGE not in looked(twice, "one")
