"""The one search for exercises: a person's own words find what fits first."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.cli.completion.engine import complete
from rsense.core.exercise_names import INCLUDED
from rsense.fast_record import may_be_danger
from rsense.services.context import AppContext
from rsense.services.exercise_search import find_exercises, in_order, resolve_exercise
from rsense.services.home import search_exercises
from rsense.store.library import Library
from tests.cli.shell import ASK, Shell
from tests.cli.words_people_type import SAID
from tests.shipped import LIBRARY

HEADS = in_order(LIBRARY.heads())


def found(typed: str) -> list[str]:
    return [str(head["id"]) for head in find_exercises(HEADS, typed, LIBRARY).heads]


def test_words_people_use_find_something_fitting_first() -> None:
    first = {words: found(words)[0] for words in SAID}
    assert {words: id for words, id in first.items() if id not in SAID[words]} == {}


def test_words_people_use_lead_to_no_harm_by_accident() -> None:
    harmful = {"testing-urge", "sabotage-spotter"}
    led = {words: harmful & set(found(words)) for words in SAID}
    assert {words: ids for words, ids in led.items() if ids} == {}


IN_DANGER = (
    "self-harm",
    "self harm",
    "suicidal",
    "suicid",
    "kill myself",
    "hurt myself",
    "Don’t want to be here",
    "i dont want to be here anymore",
    "help",
    "I can't go on",
    "no reason to live",
    "hopeless",
    "I'm worthless",
    "I hate myself",
    "scared of my husband",
    "I'm afraid of my boyfriend",
    "he threatened me",
    "stalking",
    "he pressures me",
    "gaslighting",
    "crisis plan",
)


def test_words_of_danger_bring_people_to_call() -> None:
    assert [w for w in IN_DANGER if not find_exercises(HEADS, w, LIBRARY).help] == []
    assert [w for w in SAID if find_exercises(HEADS, w, LIBRARY).help] == []
    assert not find_exercises(HEADS, "self", LIBRARY).help


def test_fear_of_a_person_leads_to_people_before_feelings_and_partners() -> None:
    said = (
        "scared of my husband",
        "afraid of my boyfriend",
        "he choked me",
        "my ex is stalking me",
    )
    assert {found(words)[0] for words in said} == {"afraid-of-someone"}


def test_words_of_danger_are_heard_where_they_are_written_too() -> None:
    heard = LIBRARY.synonyms.in_danger
    grave = ("I want to hurt myself.", "i dont want to be here, ever", "Maybe SUICIDE?")
    assert [text for text in grave if not heard(text)] == []
    other = ("It hurt. I told myself to wait", "my phone died, he didn't help", "she cut me off")
    assert [text for text in other if heard(text)] == []
    figures = ("I want to die of embarrassment!", "we want to die laughing", "cut myself shaving")
    assert [text for text in figures if heard(text)] == []
    meant = (
        "want to die of embarrassment. I want to die",
        "I want to die of this",
        "laughing, kms",
    )
    assert [text for text in meant if not heard(text)] == []


SPOKEN = [w for group in LIBRARY.synonyms.group if group.written for w in group.words]


@given(st.sampled_from(SPOKEN), st.text("aI.,! \n-’\u200bſＫ", max_size=4), st.randoms())
def test_words_of_danger_are_looked_for_wherever_one_can_stand(
    phrase: str, between: str, chance: Random
) -> None:
    wide = {letter: chr(ord(letter) + 0xFEE0) for letter in "abcdefghijklmnopqrstuvwxyz"}
    forms = (str.upper, str.title, lambda word: word.translate(str.maketrans(wide)))
    words = [chance.choice((str, *forms))(word) for word in phrase.split()]
    said = f"it {between} {chance.choice((' ', '  ', '-', '! ')).join(words)} {between}"
    assert may_be_danger(said) or not LIBRARY.synonyms.in_danger(said)


def test_parts_of_other_exercises_are_offered_by_words_of_danger_alone(rsense: Shell) -> None:
    for sought in ("", "settle", "safe to", "not-alone", "is-it", "you're not alone with this"):
        said = rsense("exercises", *sought.split()).out
        assert not {*INCLUDED} & {*said.replace("(", " ").replace(")", " ").split()}, sought
    assert {head["id"] for head in json.loads(f"[{listed(rsense)}]")}.isdisjoint(INCLUDED)
    assert not {*INCLUDED} & {name for name, _ in complete(("rsense", "run", ""))}
    assert "not-alone" in rsense("exercises", "overdose").out
    for name in INCLUDED:
        assert rsense("run", name, "--private", stdin="").code == 0


def listed(rsense: Shell) -> str:
    return ",".join(rsense("exercises", "--json").out.splitlines())


def test_words_that_nothing_has_are_answered_with_what_helps_now() -> None:
    nothing = find_exercises(HEADS, "qwertz", LIBRARY)
    assert not nothing.fits
    assert found("qwertz") == ["paced-breathing", "five-senses"]


RANKED = {
    "name": ("Ride it", [], ""),
    "synonym": ("Zero", [], ""),
    "title": ("To ride", [], ""),
    "tag": ("One", ["ride"], ""),
    "summary": ("Three", [], "How to ride."),
    "title-middle": ("A bride", [], ""),
}
PASSED_OVER = {
    "tag-middle": ("Two", ["stride"], ""),
    "summary-middle": ("Four", [], "With pride."),
    "scattered": ("Red ink dries", [], "rest, idle, dance, eat"),
}


def test_names_come_first_then_synonyms_titles_tags_and_summaries(tmp_path: Path) -> None:
    made = {**PASSED_OVER, **dict(reversed(RANKED.items()))}
    heads = [
        {"id": id, "title": title, "tags": tags, "summary": summary, "stage": "grow"}
        for id, (title, tags, summary) in made.items()
    ]
    (tmp_path / "synonyms.toml").write_text(
        '[[group]]\nwords = ["ride"]\nexercises = ["synonym"]\n'
    )
    ids = [head["id"] for head in find_exercises(heads, "RIDE", Library(str(tmp_path))).heads]
    assert ids == list(RANKED)


NARROWED = {
    "a stage": ("settle", {"mindful-pause"}, {"journal", "rethink-the-rejection"}),
    "a stage as it is shown": ("Re-Think", {"facts-and-story"}, {"mindful-pause"}),
    "two stages": ("notice settle", {"journal", "orienting"}, {"facts-and-story"}),
    "a word of the name": ("story", {"facts-and-story"}, {"mindful-pause"}),
    "a word of what it is for": ("sting", {"mindful-pause"}, {"facts-and-story"}),
    "two words": ("urge sting", {"mindful-pause"}, {"orienting"}),
    "a tag, in capitals": ("URGE", {"ride-the-wave", "mindful-pause"}, {"five-senses"}),
    "a word within a stage": ("settle message", {"hold-the-message"}, {"mindful-pause"}),
    "no word": ("", {*LIBRARY.sources} - {*INCLUDED}, {*INCLUDED}),
}


@pytest.mark.parametrize(("words", "there", "away"), NARROWED.values(), ids=NARROWED)
def test_it_can_be_narrowed(words: str, there: set[str], away: set[str]) -> None:
    listed = set(found(words))
    assert (there - listed, away & listed) == (set(), set())


def test_a_growing_word_never_finds_nothing_on_the_way_to_what_it_means() -> None:
    ways = ["ghosted", "left on read", "breathe", "can't sleep", "not good enough"]
    begun = [word[:n] for word in ways for n in range(1, len(word))]
    assert [w for w in begun if not find_exercises(HEADS, w, LIBRARY).fits] == []


def test_synonyms_of_a_person_come_before_those_that_ship(rsense: Shell) -> None:
    folder = rsense.home / "exercises"
    folder.mkdir(parents=True)
    group = '[[group]]\nwords = ["ghosted"]\nexercises = ["journal"]\n'
    (folder / "synonyms.toml").write_text(f"format = 1\n{group}")
    assert rsense("exercises", "ghosted").out.split()[:3] == ["Write", "it", "down"]
    assert "its name" not in rsense("doctor").out.casefold()


def test_check_names_a_synonym_that_leads_nowhere(rsense: Shell) -> None:
    folder = rsense.home / "exercises"
    folder.mkdir(parents=True)
    (folder / "synonyms.toml").write_text('[[group]]\nwords = ["sulk"]\nexercises = ["jornal"]\n')
    ran = rsense("check")
    assert ran.code == 3
    assert ran.out == (
        'synonyms.toml:1:1: "sulk" leads to "jornal", and there is no such exercise; '
        'did you mean "journal"? [RS096]\n'
    )


def test_every_synonym_that_ships_leads_to_an_exercise() -> None:
    assert list(LIBRARY.synonyms.problems(LIBRARY.paths)) == []


RESOLVED = {
    "thought-record": "thought-record",
    "Thought record": "thought-record",
    "  THOUGHT   record ": "thought-record",
    "thought": "thought-record",
    "find a word for the feeling": "label-the-feeling",
    "Sit": "sit",
    "write": "journal",
    "breathe": "paced-breathing",
    "about": "",
    "nothing like it": "",
    "": "",
}


def test_an_exercise_answers_to_its_id_its_title_and_a_beginning_of_it_alone() -> None:
    assert {name: resolve_exercise(name, LIBRARY) for name in RESOLVED} == RESOLVED


@pytest.mark.parametrize("text", ["urge", "breath", "message", "settle message", "GRÜN", ""])
def test_screens_find_what_the_command_finds(text: str, rsense: Shell) -> None:
    context = AppContext(str(rsense.home), LIBRARY)
    assert [link.id for link in search_exercises(context, text).exercises] == found(text)


UNKNOWN = {
    "thougt record": "Did you mean “Thought record” (thought-record)?",
    "ghosted": "Did you mean “Sit with not knowing” (sit-with-not-knowing), ",
    "suicidal": "“rsense help-now” shows people to call. There is no exercise",
}


def test_an_unknown_name_is_answered_with_titles_that_are_near_or_fit(rsense: Shell) -> None:
    said = {name: rsense("run", name) for name in UNKNOWN}
    assert {
        name for name, ran in said.items() if ran.code != 2 or UNKNOWN[name] not in ran.err
    } == set()


def test_other_forms_of_a_word_find_it(rsense: Shell) -> None:
    text = ASK.replace("A test", "When a friend cancels")
    rsense.script("plans", text.replace("stage", 'tags = ["texting"]\nstage', 1))
    for typed in ("friend cancelled", "cancelling friends", "friend cancel", "texted"):
        lines = rsense("exercises", *typed.split()).out.splitlines()
        assert any("When a friend cancels" in line for line in lines), typed


def test_a_pack_that_is_not_there_is_said_to_be_missing(rsense: Shell) -> None:
    for command in ("run", "simulate", "test", "booklet"):
        ran = rsense(command, "when-plans-change/friend-cancels")
        assert (ran.code, ran.out) == (2, ""), command
        assert "There's no pack “when-plans-change” here" in ran.err
    assert "“rsense pack add de” adds a pack." in rsense("run", "de/ruhig-atmen").err
    rsense("pack", "add", "de", "--yes")
    assert "Did you mean" in rsense("run", "de/ruhig-atmx").err


def test_run_takes_a_title(rsense: Shell) -> None:
    ran = rsense("run", "Hand on heart", "--no-wait")
    assert (ran.code, "Hand on heart" in ran.said) == (0, True)
