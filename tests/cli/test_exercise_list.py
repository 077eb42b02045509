"""The list of exercises: in the order of the way, narrowed by words, as wide as there is room."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from rsense.cli.completion.engine import complete
from rsense.core.script.decode import Stage
from rsense.services.context import AppContext
from rsense.services.exercise_list import STAGES, find_exercises, lines
from rsense.services.home import exercise_links
from tests.cli.shell import Shell
from tests.shipped import LIBRARY

HEADS = LIBRARY.heads()


def test_the_stages_are_those_of_the_language_in_its_order() -> None:
    assert tuple(STAGES) == get_args(Stage)


NARROWED = {
    "a stage": ("settle", {"mindful-pause"}, {"journal", "rethink-the-rejection"}),
    "a stage as it is shown": ("Re-Think", {"facts-and-story"}, {"mindful-pause"}),
    "two stages": ("notice settle", {"journal", "orienting"}, {"facts-and-story"}),
    "a word of the name": ("story", {"facts-and-story"}, {"mindful-pause"}),
    "a word of what it is for": ("sting", {"mindful-pause"}, {"facts-and-story"}),
    "two words": ("urge sting", {"mindful-pause"}, {"hold-the-message"}),
    "a tag, in capitals": ("URGE", {"ride-the-wave", "mindful-pause"}, {"five-senses"}),
    "a word within a stage": ("settle message", {"hold-the-message"}, {"mindful-pause"}),
    "no word": ("", set(LIBRARY.sources), set[str]()),
}


@pytest.mark.parametrize(("words", "there", "away"), NARROWED.values(), ids=NARROWED)
def test_it_can_be_narrowed(words: str, there: set[str], away: set[str]) -> None:
    listed = {str(head["id"]) for head in find_exercises(HEADS, words.split())}
    assert (there - listed, away & listed) == (set(), set())


def test_what_is_only_to_be_read_comes_after_what_can_be_done(rsense: Shell) -> None:
    context = AppContext(str(rsense.home), LIBRARY)
    stages = [
        [*map(str.lower, STAGES.values())].index(door.stage) for door in exercise_links(context)
    ]
    assert stages == sorted(stages)
    assert len(stages) == len(HEADS)


@pytest.mark.parametrize("text", ["urge", "breath", "message", "settle message", "GRÜN", ""])
def test_screens_find_what_the_command_finds(text: str, rsense: Shell) -> None:
    context = AppContext(str(rsense.home), LIBRARY)
    found = {door.id for door in exercise_links(context, text)}
    assert found == {head["id"] for head in find_exercises(HEADS, text.split())}


RANKED = {
    "title": ("Ride it", [], ""),
    "title-middle": ("A bride", [], ""),
    "tag": ("One", ["ride"], ""),
    "tag-middle": ("Two", ["stride"], ""),
    "summary": ("Three", [], "How to ride."),
    "summary-middle": ("Four", [], "With pride."),
    "scattered": ("Red ink dries", [], "rest, idle, dance, eat"),
}


def test_titles_come_before_tags_and_summaries_and_beginnings_before_middles() -> None:
    heads = [
        {"id": id, "title": title, "tags": tags, "summary": summary, "stage": "grow"}
        for id, (title, tags, summary) in reversed(RANKED.items())
    ]
    found = [head["id"] for head in find_exercises(heads, ["RIDE"])]
    assert found == list(RANKED)[:-1]


def test_the_command_narrows_for_programs_too(rsense: Shell) -> None:
    listed = [json.loads(line) for line in rsense("exercises", "notice", "--json").out.splitlines()]
    assert {head["stage"] for head in listed} == {"notice"}


def test_a_word_that_nothing_has_is_answered(rsense: Shell) -> None:
    ran = rsense("exercises", "zzzz")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "Nothing fits that. “rsense exercises” lists them all.\n"


def test_in_a_pipe_every_exercise_is_one_line() -> None:
    listed = [line for line in lines(HEADS, None) if line.startswith("  ")]
    assert len(listed) == len(HEADS)


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_it_keeps_to_the_width_of_a_terminal(width: int) -> None:
    assert max(map(len, lines(HEADS, width))) <= width


@pytest.mark.parametrize("width", [10, 40, 80, 120, 200])
def test_nothing_of_it_is_lost_for_want_of_room(width: int) -> None:
    narrow, whole = (" ".join(lines(HEADS, w)).replace(",", "").split() for w in (width, None))
    assert narrow == whole


def test_an_own_exercise_of_no_known_stage_is_listed_too(rsense: Shell) -> None:
    rsense.script("my-own", 'title = "Mine"\nstage = "swim"\n[[step]]\n')
    assert "Elsewhere my-own" in rsense("exercises").said


def test_the_shell_offers_the_stages() -> None:
    assert list(complete(["exercises", "re"])) == [("rethink", "Re-think"), ("repair", "Repair")]
