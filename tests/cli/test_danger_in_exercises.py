"""Whoever says in an exercise what nobody should be left alone with is shown people to call."""

from __future__ import annotations

import pytest

from rsense.core.engine.drafts import drafted
from rsense.core.options import NOT_ALONE
from rsense.services.context import open_context
from rsense.services.exercise.ending_words import needs_people, softer_end
from tests.cli.shell import HEAD, Shell
from tests.core.scripts import parsed, run
from tests.core.test_pair import NAMED, SCRIPT
from tests.steps import step

ASK = f"""{HEAD}
[[step]]
id = "what"
kind = "ask"
text = "What happened?"
private = PRIVATE

[[step]]
id = "then"
kind = "ask"
text = "And then?"
"""
CHOOSE = f"""{HEAD}
[[step]]
id = "urges"
kind = "choose"
text = "What do you feel like doing?"
vocabulary = "VOCABULARY"
at_most = 3

[[step]]
id = "then"
kind = "ask"
text = "And then?"
"""
CARED_FOR = """
[[step]]
id = "today"
kind = "say"
when = "'hopeless' in urges"
text = "Stay with that for a moment."
"""
SERIOUS = NOT_ALONE[:15]


def ending(rsense: Shell, script: str, *answers: str) -> str:
    said = rsense("run", rsense.script("mine", script), "--plain", stdin="\n".join([*answers, ""]))
    assert said.code == 0, said
    return said.out


@pytest.mark.parametrize("private", ["false", "true"])
def test_words_of_danger_end_with_people_to_call(rsense: Shell, private: str) -> None:
    script = ASK.replace("PRIVATE", private)
    assert SERIOUS in ending(rsense, script, "I want to die.", "nothing")
    assert SERIOUS in ending(rsense, script, "they left", "I will kill myself")
    assert SERIOUS not in ending(rsense, script, "I want to die laughing", "we laughed")
    assert SERIOUS not in ending(rsense, script, "they left", "nothing")


@pytest.mark.parametrize(
    ("vocabulary", "words", "line"),
    [
        ("urges", "hurt myself", "988"),
        ("emotions", "hopeless", "988"),
        ("emotions", "threatened", "domestic"),
        ("emotions", "sad", ""),
    ],
)
def test_a_word_that_nobody_should_be_alone_with_ends_so_too(
    rsense: Shell, vocabulary: str, words: str, line: str
) -> None:
    rsense("settings", "country", "US")
    said = ending(rsense, CHOOSE.replace("VOCABULARY", vocabulary), words, "nothing")
    assert (SERIOUS in said) == bool(line)
    assert line.lower() in said.lower()


def test_a_script_that_asks_about_the_word_takes_care_of_it(rsense: Shell) -> None:
    script = CHOOSE.replace("VOCABULARY", "emotions") + CARED_FOR
    assert SERIOUS not in ending(rsense, script, "hopeless", "nothing", "")


def test_of_two_at_one_screen_neither_is_told_what_the_other_said(rsense: Shell) -> None:
    told = [run(SCRIPT, *NAMED, None, said) for said in ("from me", "I want to die.")]
    for session in told:
        assert softer_end(open_context(), session) == ("", None)
        assert not needs_people(open_context(), session)


@pytest.mark.parametrize(("said", "told"), [("I want to die.", True), ("they left", False)])
def test_whoever_leaves_after_them_is_told_of_people(rsense: Shell, said: str, told: bool) -> None:
    script = rsense.script("mine", ASK.replace("PRIVATE", "false"))
    left = rsense("run", script, "--plain", stdin=f"{said}\n:quit\n").out
    assert ("call" in left.partition("Kept for later.")[2]) == told, left


def test_what_was_only_begun_counts_on_leaving() -> None:
    session = drafted(run(parsed(step("ask", "what", "What?"))), "I want to die")
    assert needs_people(open_context(), session)
