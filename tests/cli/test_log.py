"""`log` and `keep`: a line that is noted, wherever its words come from."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from rsense.core.prompts import LONGEST_ANSWER
from tests.cli.shell import Shell

ALL = ["log", "Text", "unread", "-i", "7", "-e", "anxious", "-e", "overlooked", "-b", "tight chest",
       "-u", "withdraw", "-w", "Sam", "-t", "texting", "-t", "#love"]  # fmt: skip


def test_all_that_is_said_in_one_line_is_kept(rsense: Shell) -> None:
    rsense(*ALL)
    (found,) = rsense.triggers
    assert (found.what, found.intensity, found.who) == ("Text unread", 7, "Sam")
    assert (found.emotions, found.body, found.urge, found.tags) == (
        ("anxious", "overlooked"), ("tight chest",), ("withdraw",), ("texting", "love"),
    )  # fmt: skip


def test_it_says_that_it_is_saved(rsense: Shell) -> None:
    ran = rsense("log", "a cool tone", "-i", "4")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("Saved, 4 of 10. “rsense rethink --about last” works through it.")


@pytest.mark.parametrize(("strength", "softer"), [("7", False), ("8", True), ("10", True)])
def test_a_strong_one_is_met_with_people_to_call(
    rsense: Shell, strength: str, softer: bool
) -> None:
    assert ("rsense help-now" in rsense("log", "it", "-i", strength).err) is softer


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


def test_it_is_told_to_programs(rsense: Shell) -> None:
    ran = rsense(*ALL, "--json")
    told = json.loads(ran.out)
    assert (told["what"], told["intensity"], ran.err) == ("Text unread", 7, "")


# Where the words come from


@pytest.mark.parametrize(
    ("stdin", "what"),
    [
        ("a cool tone\n", "a cool tone"),
        ("\ufeffa cool tone", "a cool tone"),
        ("two\r\nlines\n", "two\nlines"),
        ("  \n\n a\n\nb \n", "a\n\nb"),
        (b"caf\xe9", "caf\ufffd"),
        ("::not a command", "::not a command"),
        ("a\0b", "a\0b"),
    ],
)
def test_a_dash_reads_it_from_standard_input(rsense: Shell, stdin: str | bytes, what: str) -> None:
    rsense("log", "-", "-i", "3", stdin=stdin)
    assert [found.what for found in rsense.triggers] == [what]


def test_without_words_it_asks(rsense: Shell) -> None:
    ran = rsense("log", stdin="a cool tone\n6\n")
    assert ran.code == 0
    assert [(found.what, found.intensity) for found in rsense.triggers] == [("a cool tone", 6)]


ASKED: dict[str, tuple[list[str], str, int | None]] = {
    "no strength": ([], "it\n\n", None),
    "the end of the input": ([], "it\n", None),
    "a strength off the scale, then on it": ([], "it\n11\n9\n", 9),
    "a strength in words, then in digits": ([], "it\nmuch\n9\n", 9),
    "left at the strength": ([], "it\n:quit\n", None),
    "a strength said before": (["-i", "5"], "it\n9\n", 5),
    "a strength of none at all": (["-i", "0"], "it\n", 0),
}


@pytest.mark.parametrize(("words", "stdin", "strength"), ASKED.values(), ids=ASKED.keys())
def test_what_is_asked_may_be_left_out(
    rsense: Shell, words: list[str], stdin: str, strength: int | None
) -> None:
    rsense("log", *words, stdin=stdin)
    assert [(found.what, found.intensity) for found in rsense.triggers] == [("it", strength)]


@pytest.mark.parametrize("stdin", ["", "\n", ":quit\n", "   \n"])
def test_nothing_said_is_nothing_kept(rsense: Shell, stdin: str) -> None:
    assert rsense("log", stdin=stdin).code == 2
    assert not rsense.home.exists()


# Any words


def test_the_longest_words_are_kept_whole(rsense: Shell) -> None:
    rsense("log", "-", stdin="x" * LONGEST_ANSWER)
    assert rsense.triggers[0].what == "x" * LONGEST_ANSWER


def test_words_longer_than_fit_are_refused(rsense: Shell) -> None:
    ran = rsense("log", "-", stdin="x" * (LONGEST_ANSWER + 1))
    assert (ran.code, ran.err) == (
        1, "That is longer than fits (20,000 characters). Not saved.\n",
    )  # fmt: skip


BROKEN = "caf\udce9"
"""As Python passes on an argument that is not UTF-8."""


@pytest.mark.parametrize(
    "words", [[BROKEN], ["it", "-w", BROKEN], ["it", "-t", BROKEN], ["it", "-e", BROKEN]]
)
def test_arguments_that_are_not_text_are_kept_as_far_as_they_are(
    rsense: Shell, words: list[str]
) -> None:
    assert rsense("log", *words).code == 0
    assert "caf?" in str(rsense.triggers[0])


# Shelves


def test_a_card_goes_on_its_shelf(rsense: Shell) -> None:
    ran = rsense("keep", "people", "Jo,", "555")
    assert (ran.code, ran.out) == (0, "")
    assert [(card.shelf, card.text) for card in rsense.cards] == [("people", "Jo, 555")]


def test_a_card_can_come_from_standard_input(rsense: Shell) -> None:
    rsense("keep", "evidence", "-", stdin="She drove\nan hour.\n")
    assert rsense.cards[0].text == "She drove\nan hour."


def test_a_shelf_shows_its_cards_under_its_title(rsense: Shell) -> None:
    rsense("keep", "people", "Jo, 555")
    assert rsense("kept", "people").out == "Who I can call\n- Jo, 555\n"


def test_all_shelves_leave_out_those_that_are_empty(rsense: Shell) -> None:
    rsense("keep", "people", "Jo, 555")
    assert rsense("kept").out == "Who I can call\n- Jo, 555\n"


def test_an_empty_shelf_says_how_to_begin_it(rsense: Shell) -> None:
    assert "rsense keep plans" in rsense("kept", "plans").err


def test_empty_shelves_say_how_to_begin(rsense: Shell) -> None:
    ran = rsense("kept")
    assert (ran.out, "The shelves are empty." in ran.err) == ("", True)
