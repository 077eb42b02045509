"""`log` and `keep`: a line that is noted, wherever its words come from."""

from __future__ import annotations

import json
import shlex
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rsense.store.undo_log import read_last
from tests.cli.shell import Shell

ALL = shlex.split(
    "log Text unread -i 7 -e anxious -e overlooked -b 'tight chest' -u withdraw -w Sam "
    "-t texting -t '#love'"
)


def test_all_that_is_said_in_one_line_is_kept(rsense: Shell) -> None:
    rsense(*ALL)
    (found,) = rsense.triggers
    assert (found.what, found.intensity, found.who) == ("Text unread", 7, "Sam")
    assert (found.emotions, found.body, found.urge, found.tags) == (
        ("anxious", "overlooked"),
        ("tight chest",),
        ("withdraw",),
        ("texting", "love"),
    )


def test_it_says_that_it_is_saved(rsense: Shell) -> None:
    ran = rsense("log", "a cool tone", "-i", "4")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"Saved: today {rsense.triggers[0].at:%H:%M}. “rsense undo” takes it back.\n"


@pytest.mark.parametrize(("strength", "met"), [("7", False), ("8", True), ("10", True)])
def test_a_strong_one_is_met_in_one_line_more(rsense: Shell, strength: str, met: bool) -> None:
    said = rsense("log", "it", "-i", strength).err
    assert ("rsense now" in said, "rsense help-now" in said) == (met, met)
    assert said.count("\n") == 1 + met


def test_a_word_that_should_not_stand_alone_is_met_with_people_to_call(rsense: Shell) -> None:
    said = rsense("log", "it", "-u", "hurt myself", "-i", "3").err
    assert "you don't have to carry it alone" in said
    assert "findahelpline.com" in said


def test_it_is_noted_as_of_now(rsense: Shell) -> None:
    rsense("log", "it")
    (found,) = rsense.triggers
    assert abs(datetime.now().astimezone() - found.at) < timedelta(seconds=5)
    assert found.at.microsecond == 0


@pytest.mark.parametrize("typed", ["Tight Chest", "tight chest", "TIGHT CHEST"])
def test_a_word_of_the_vocabulary_is_kept_in_its_spelling(rsense: Shell, typed: str) -> None:
    rsense("log", "it", "-b", typed)
    assert rsense.triggers[0].body == ("tight chest",)


def test_a_label_becomes_its_value(rsense: Shell) -> None:
    rsense("log", "it", "-b", "sick to the stomach")
    assert rsense.triggers[0].body == ("sick",)


def test_own_words_stay_as_they_are_and_commas_part_them(rsense: Shell) -> None:
    rsense("log", "it", "-e", "anxious, Weird ,anxious")
    assert rsense.triggers[0].emotions == ("anxious", "Weird")


def test_programs_are_told_on_standard_output(rsense: Shell) -> None:
    ran = rsense(*ALL, "--json")
    told = json.loads(ran.out)
    assert (told["what"], told["intensity"]) == ("Text unread", 7)
    assert datetime.fromisoformat(told["at"]) == rsense.triggers[0].at


# People, tags and the rest


def test_people_and_tags_inside_the_words_count_and_stay_there(rsense: Shell) -> None:
    rsense("log", "@Sam's text (#texting) me@home C# #3 again #love.", "-t", "first")
    (found,) = rsense.triggers
    assert (found.who, found.tags) == ("Sam", ("first", "texting", "love"))
    assert found.what == "@Sam's text (#texting) me@home C# #3 again #love."


def test_who_is_said_comes_before_who_is_mentioned(rsense: Shell) -> None:
    rsense("log", "@Jo was there", "-w", "@Sam")
    assert rsense.triggers[0].who == "Sam"


def test_what_came_before_and_after_is_kept(rsense: Shell) -> None:
    told = "--before 'slept badly' --did 'went for a walk' --thought 'I am too much'"
    rsense(*shlex.split(f"log 'a cool tone' {told} --type 'tone of v' --domain rom"))
    (found,) = rsense.triggers
    assert (found.before, found.did, found.thought) == (
        "slept badly",
        "went for a walk",
        "I am too much",
    )
    assert (found.type, found.domain) == ("tone of voice", "romance")


def test_another_domain_is_welcome(rsense: Shell) -> None:
    rsense("log", "it", "--domain", "choir")
    assert rsense.triggers[0].domain == "choir"


def test_a_thought_alone_is_enough(rsense: Shell) -> None:
    assert rsense("log", "--thought", "I am too much").code == 0
    assert rsense.triggers[0].thought == "I am too much"


# When


def test_it_can_have_been_before(rsense: Shell) -> None:
    ran = rsense("log", "it", "--at", "yesterday 21:00")
    (found,) = rsense.triggers
    assert f"{found.at:%H:%M}" == "21:00"
    assert (datetime.now().astimezone().date() - found.at.date()).days == 1
    assert ran.err == "Saved: yesterday 21:00. “rsense undo” takes it back.\n"


@pytest.mark.parametrize("when", ["tomorrow", "next week", "soon", "\x1b[2J"])
def test_another_time_is_refused_with_examples(rsense: Shell, when: str) -> None:
    ran = rsense("log", "it", "--at", when)
    assert (ran.code, rsense.triggers) == (2, [])
    assert "“20 min ago”, “yesterday 21:00” or “3 nov 14:00”" in ran.err
    assert "\x1b" not in ran.err


# Not saved


def test_words_that_cannot_be_saved_are_given_back(rsense: Shell) -> None:
    rsense.home.write_text("a file where a folder should be")
    ran = rsense("log", "a cool tone", "--thought", "too much", "--did", "left")
    assert (ran.code, ran.out) == (1, "a cool tone\nleft\ntoo much\n")
    assert ran.err.startswith("Not saved: ")
    assert ran.err.endswith("Your words are above, so that you can keep them elsewhere.\n")


def test_what_was_saved_last_is_known(rsense: Shell) -> None:
    rsense("log", "one")
    rsense("keep", "people", "Jo")
    found = read_last(str(rsense.home))
    assert found is not None
    assert found[0] == "log"
    assert "Jo" in Path(found[1]).read_text()


# Shelves


def test_a_card_goes_on_its_shelf(rsense: Shell) -> None:
    ran = rsense("keep", "people", "Jo,", "555")
    assert (ran.code, ran.out) == (0, "")
    assert [(card.shelf, card.text) for card in rsense.cards] == [("people", "Jo, 555")]


def test_a_card_can_come_from_standard_input(rsense: Shell) -> None:
    rsense("keep", "evidence", "-", stdin="She drove\nan hour.\n")
    assert rsense.cards[0].text == "She drove\nan hour."


def test_a_shelf_shows_its_cards_under_its_title_and_empty_ones_are_left_out(rsense: Shell) -> None:
    rsense("keep", "people", "Jo, 555")
    for words in (["kept", "people"], ["kept"]):
        assert rsense(*words).out == "Who I can call\n- Jo, 555\n"


def test_an_empty_shelf_says_how_to_begin_it(rsense: Shell) -> None:
    assert "rsense keep plans" in rsense("kept", "plans").err


def test_empty_shelves_say_how_to_begin(rsense: Shell) -> None:
    ran = rsense("kept")
    assert (ran.out, "The shelves are empty." in ran.err) == ("", True)
