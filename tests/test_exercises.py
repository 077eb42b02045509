"""The exercises and vocabularies that ship: right, short, calm, and to their end on every way."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rsense.core import engine
from rsense.core.engine import CurrentPrompt, Session
from rsense.core.engine.results import follow_up_of
from rsense.core.exercise_names import GATES, PAIR_GATE
from rsense.core.prompts import SKIPPED, Pace, Rate, Read
from rsense.core.records import FollowUp
from rsense.core.sanitize import first_control
from rsense.core.steps.choose import Choose
from rsense.core.steps.include import Include
from rsense.core.steps.recall import Recall
from rsense.core.walker.walk import walk
from rsense.plain.console import WIDTH
from rsense.plain.prompt_io import ask
from tests.each import of_each
from tests.plain.lines import foreign, shown, talk, typed
from tests.sentences import sentences, words
from tests.shipped import LIBRARY, asking, document, files, prompts, said_in, script, walked

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WORDS_A_MINUTE = 200
"""Slow reading: somebody whose chest is tight."""
SECONDS_A_RATING = 5
FIRST_USEFUL_SECONDS = 90
LONGEST_TEXT = 60
"""Words in the text of one step."""
LONGEST_LESSON = 90
"""The same where there is something to be read about."""
WORDS_A_SENTENCE = 14
"""Of all the sentences of an exercise, on average."""

QUOTED = re.compile(r"“[^”]+”")

of_every_exercise = of_each(LIBRARY.sources)
of_every_file = of_each(files(), lambda path: path.stem)


def strings(value: object) -> Iterator[str]:
    """Every text in a document, keys left out."""
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from strings(inner)
        case list():
            for inner in value:
                yield from strings(inner)


def later(session: Session) -> FollowUp | None:
    """What is asked on a later day, if a session goes on with the first answers there are."""
    while session.state.prompt is not None:
        session = engine.answer(session, next(iter(session.state.prompt.samples())))
    return follow_up_of(session, id="f", at=NOON, now=NOON, zone=UTC)


# Right


@pytest.mark.slow
@of_every_exercise
def test_walk_visits_every_state(name: str) -> None:
    assert walked(name).unfinished == ""


@of_every_exercise
def test_every_way_through_it_ends(name: str) -> None:
    sessions = walked(name).sessions
    led_on = {move.start for move in walked(name).moves}
    assert led_on == {n for n, session in enumerate(sessions) if not session.complete}
    assert len(led_on) < len(sessions)


@of_every_exercise
def test_some_way_leads_through_every_step(name: str) -> None:
    assert [id for id, _ in asking(name) if id not in walked(name).steps] == []


@pytest.mark.slow
@of_every_exercise
def test_every_question_can_be_answered_in_lines(name: str) -> None:
    for prompt in prompts(name).values():
        for value in prompt.samples():
            if isinstance(prompt, Pace) and value != prompt.parse(""):
                continue  # a timed step is followed to its end there
            here = talk(*typed(prompt, value), paced=True)
            assert ask(shown(prompt), here.console) == prompt.accept(value), prompt.text
            assert here.lines == [], prompt.text


@of_every_exercise
def test_every_question_fits_a_page_in_lines(name: str) -> None:
    for prompt in prompts(name).values():
        here = talk(*typed(prompt, next(iter(prompt.samples()))), paced=True)
        ask(shown(prompt), here.console)
        assert max(map(len, here.written)) <= WIDTH
        assert not foreign(here.written)


@of_every_exercise
def test_what_comes_next_exists_and_is_another(name: str) -> None:
    following = [door.to for door in script(name).head.doors]
    assert [other for other in following if other not in LIBRARY.sources or other == name] == []


@of_every_exercise
def test_an_exercise_that_it_names_is_among_its_doors(name: str) -> None:
    titles = {f"“{script(other).title}”": other for other in LIBRARY.sources if other != name}
    named = {
        titles[said] for text in said_in(name) for said in QUOTED.findall(text) if said in titles
    }
    assert named - {door.to for door in script(name).head.doors} == set()


@of_every_exercise
def test_it_says_what_it_rests_on(name: str) -> None:
    sources = script(name).head.sources
    assert sources
    assert [source for source in sources if not source.strip()] == []


@of_every_exercise
def test_what_it_measures_is_asked_before_and_after(name: str) -> None:
    order = [id for id, _ in asking(name)]
    order = [*(given.name for given in script(name).head.givens), *order]
    for measure in script(name).head.measure.values():
        assert order.index(measure.before) < order.index(measure.after)


ASKING_LATER = [name for name in LIBRARY.sources if script(name).head.follow_up]


def test_some_way_asks_later_in_every_exercise_that_can() -> None:
    """Each is said in words that stand by themselves, with nothing private and no gap in them."""
    assert len(ASKING_LATER) >= 11
    for name in ASKING_LATER:
        if script(name).head.people:
            continue  # only of what both keep, which a walk leaves out: see test_pair.py
        asked = [one for session in walked(name).sessions if (one := later(session))]
        assert asked, name
        assert not any(set(one.ask) & set("{}") for one in asked), name


@of_every_exercise
def test_its_trigger_is_made_of_steps_that_some_way_asks(name: str) -> None:
    trigger = script(name).head.trigger
    assert [
        id for id in (trigger.fields().values() if trigger else ()) if id not in walked(name).steps
    ] == []


VOCABULARY_OF = {"emotions": "emotions", "body": "body", "urge": "urges"}


@of_every_exercise
def test_words_for_a_trigger_are_those_of_the_vocabulary(name: str) -> None:
    trigger = script(name).head.trigger
    for field, id in trigger.fields().items() if trigger else ():
        step = script(name).node(id).step
        if field in VOCABULARY_OF and isinstance(step, Choose):
            known = LIBRARY.vocabularies[VOCABULARY_OF[field]].values()
            assert [c.value for c in step.choices if c.value not in known] == []


@of_every_exercise
def test_with_another_person_in_it_it_begins_with_the_question_of_safety(name: str) -> None:
    first = next(node.step for node in script(name).nodes if node.number >= 0)
    gate = first.exercise if isinstance(first, Include) else ""
    fits = {"solo": True, "partner": gate in GATES, "pair": gate == PAIR_GATE}
    assert fits[script(name).head.audience]


def test_the_question_of_safety_is_private() -> None:
    questions = [step for _, step in asking("is-it-safe") if step.kind == "choose"]
    assert questions
    assert all(step.private for step in questions)


@of_every_exercise
def test_only_a_fork_has_to_be_answered(name: str) -> None:
    forks = {
        id
        for id, step in asking(name)
        if isinstance(step, Choose) and any(choice.go for choice in step.choices)
    }
    assert [id for id, step in asking(name) if step.must_answer and id not in forks] == []


@of_every_exercise
def test_a_rating_that_was_skipped_is_not_spoken_of(name: str) -> None:
    first = {measure.before for measure in script(name).head.measure.values()}
    for node in script(name).nodes:
        for slot in (slot for _, text in node.step.texts() for slot in text.slots):
            assert not (node.prefix + slot.name in first and slot.fallback)


@of_every_exercise
def test_it_comes_to_its_end_with_nothing_on_the_shelves(name: str) -> None:
    if any(isinstance(step, Recall) for _, step in asking(name)):
        assert any(session.complete for session in walk(script(name)).sessions)


# Short and calm


def reading(here: CurrentPrompt) -> float:
    """Seconds to read a step."""
    return words(f"{here.prompt.text} {here.hint}") / WORDS_A_MINUTE * 60


def openings(session: Session, seconds: float = 0.0) -> Iterator[float]:
    """Seconds until something is done that is more than reading and rating, on every way."""
    here = engine.current(session)
    if here is None:
        yield seconds
        return
    seconds += reading(here)
    match here.prompt:
        case Read():
            yield from openings(engine.answer(session, None), seconds)
        case Rate(low=low, high=high):
            marks = range(low, high + 1, max(1, (high - low) // 10))
            for value in (*marks, *((SKIPPED,) if here.skippable else ())):
                onward = engine.answer(session, value)
                yield from openings(onward, seconds + SECONDS_A_RATING)
        case _:
            yield seconds


@of_every_exercise
def test_something_useful_comes_within_ninety_seconds(name: str) -> None:
    assert max(openings(engine.begin(script(name)))) <= FIRST_USEFUL_SECONDS


@of_every_exercise
def test_no_step_says_much_at_once(name: str) -> None:
    most = LONGEST_LESSON if script(name).head.stage == "learn" else LONGEST_TEXT
    long = {id: len(step.text.source.split()) for id, step in asking(name)}
    assert {id: count for id, count in long.items() if count > most} == {}


@of_every_exercise
def test_its_sentences_are_short(name: str) -> None:
    lengths = [words(sentence) for text in said_in(name) for sentence in sentences(text)]
    assert sum(lengths) / len(lengths) <= WORDS_A_SENTENCE


def test_no_two_open_with_the_same_sentence() -> None:
    opened = defaultdict(list)
    for name in LIBRARY.sources:
        texts = (step["text"] for step in document(name)["step"] if "text" in step)
        opened[next(sentences(next(texts))).casefold()].append(name)
    assert {first: names for first, names in opened.items() if len(names) > 1} == {}


def test_no_two_are_called_the_same() -> None:
    titles = [script(name).title.casefold() for name in LIBRARY.sources]
    assert sorted(titles) == sorted(set(titles))


@of_every_exercise
def test_the_list_can_say_what_it_is_for(name: str) -> None:
    assert script(name).head.summary.endswith(".")


@of_every_file
def test_nothing_is_exclaimed(path: Path) -> None:
    texts = strings(tomllib.loads(path.read_text()))
    may = re.compile(r"!=|\(\?!")  # in conditions and in shapes
    assert [text for text in texts if "!" in may.sub("", text)] == []


@of_every_file
def test_no_file_holds_a_character_that_acts(path: Path) -> None:
    assert first_control(path.read_text()) is None
