"""The exercises and vocabularies that ship: right, short, calm, and to their end on every way."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rsense.core import engine
from rsense.core.explore import walk_problems, walks
from rsense.core.prompts import Pace, Prompt, Read
from rsense.core.script import Script, parse
from rsense.core.steps import Asking
from rsense.core.steps.choose import Choose
from rsense.core.steps.include import Include
from rsense.core.visible import first_control
from rsense.plain.asking import ask
from rsense.plain.console import WIDTH
from rsense.store.library import Library, shipped_folder
from tests.plain.lines import foreign, shown, talk, typed

WORDS_A_MINUTE = 200
"""Slow reading: somebody whose chest is tight."""
FIRST_USEFUL_SECONDS = 90
LONGEST_TEXT = 60
"""Words in the text of one step."""
LONGEST_RUN = 500

LIBRARY = Library(shipped_folder())
FILES = sorted(Path(shipped_folder()).rglob("*.toml"))
EVERY_EXERCISE = pytest.mark.parametrize("name", LIBRARY.sources)
EVERY_VOCABULARY = pytest.mark.parametrize("name", sorted(LIBRARY.vocabularies))


@functools.cache
def script(name: str) -> Script:
    return parse(name, LIBRARY.sources[name], LIBRARY.sources, LIBRARY.vocabularies)


@dataclass(frozen=True)
class Walked:
    """What walking every way through an exercise came to."""

    ends: int
    longest: int
    prompts: tuple[Prompt, ...]
    """A prompt of every step that some way leads through."""
    steps: frozenset[str]


@functools.cache
def walked(name: str) -> Walked:
    ends = longest = 0
    prompts: dict[str, Prompt] = {}
    # With something on every shelf, so that what is recalled is asked and not only read.
    shelves = dict.fromkeys(("evidence", "balanced", "plans", "people"), ("She drove an hour.",))
    for session in walks(script(name), shelves):
        ends += session.complete
        longest = max(longest, len(session.trail))
        if any(reply.step not in prompts for reply in session.trail):
            prompts |= {step.reply.step: step.prompt for step in engine.retrace(session)}
    return Walked(ends, longest, tuple(prompts.values()), frozenset(prompts))


def asking(name: str) -> Iterator[tuple[str, Asking]]:
    """Id and step of everything that an exercise shows, includes and all."""
    for node in script(name).nodes:
        if isinstance(node.step, Asking):
            yield node.id, node.step


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


# Right


@EVERY_EXERCISE
def test_it_passes_its_check(name: str) -> None:
    assert [*map(str, walk_problems(script(name), name))] == []


@EVERY_EXERCISE
def test_every_way_through_it_ends(name: str) -> None:
    assert walked(name).ends > 0
    assert walked(name).longest <= LONGEST_RUN


@EVERY_EXERCISE
def test_some_way_leads_through_every_step(name: str) -> None:
    assert [id for id, _ in asking(name) if id not in walked(name).steps] == []


@EVERY_EXERCISE
def test_every_question_can_be_answered_in_lines(name: str) -> None:
    for prompt in walked(name).prompts:
        for value in prompt.samples():
            if isinstance(prompt, Pace) and value != prompt.parse(""):
                continue  # a timed step is followed to its end there
            here = talk(*typed(prompt, value), paced=True)
            assert ask(shown(prompt), here.console) == prompt.accept(value), prompt.text
            assert here.lines == [], prompt.text


@EVERY_EXERCISE
def test_every_question_fits_a_page_in_lines(name: str) -> None:
    for prompt in walked(name).prompts:
        here = talk(*typed(prompt, next(iter(prompt.samples()))), paced=True)
        ask(shown(prompt), here.console)
        assert max(map(len, here.written)) <= WIDTH
        assert not foreign(here.written)


@EVERY_EXERCISE
def test_what_comes_next_exists_and_is_another(name: str) -> None:
    following = script(name).head.next
    assert [other for other in following if other not in LIBRARY.sources or other == name] == []


@EVERY_EXERCISE
def test_it_says_what_it_rests_on(name: str) -> None:
    sources = script(name).head.sources
    assert sources
    assert [source for source in sources if not source.strip()] == []


@EVERY_EXERCISE
def test_what_it_measures_is_asked_before_and_after(name: str) -> None:
    order = [id for id, _ in asking(name)]
    for measure in script(name).head.measure.values():
        assert order.index(measure.before) < order.index(measure.after)


@EVERY_EXERCISE
def test_its_trigger_is_made_of_steps_that_some_way_asks(name: str) -> None:
    trigger = script(name).head.trigger
    assert [id for id in (trigger.fields().values() if trigger else ()) if
            id not in walked(name).steps] == []  # fmt: skip


VOCABULARY_OF = {"emotions": "emotions", "body": "body", "urge": "urges"}


@EVERY_EXERCISE
def test_words_for_a_trigger_are_those_of_the_vocabulary(name: str) -> None:
    trigger = script(name).head.trigger
    for field, id in trigger.fields().items() if trigger else ():
        step = script(name).node(id).step
        if field in VOCABULARY_OF and isinstance(step, Choose):
            known = LIBRARY.vocabularies[VOCABULARY_OF[field]].values()
            assert [c.value for c in step.choices if c.value not in known] == []


@EVERY_EXERCISE
def test_with_another_person_in_it_it_begins_with_the_question_of_safety(name: str) -> None:
    first = script(name).nodes[0].step
    asks_first = isinstance(first, Include) and first.exercise == "is-it-safe"
    assert asks_first or script(name).head.audience == "solo"


def test_the_question_of_safety_is_private() -> None:
    questions = [step for _, step in asking("is-it-safe") if step.kind != "say"]
    assert all(step.private for step in questions)


# Short and calm


@EVERY_EXERCISE
def test_something_useful_comes_within_ninety_seconds(name: str) -> None:
    session, words = engine.begin(script(name)), 0
    while (here := engine.look(session)) and isinstance(here.prompt, Read):
        words += len(here.prompt.text.split())
        session = engine.answer(session, None)
    assert words / WORDS_A_MINUTE * 60 <= FIRST_USEFUL_SECONDS


@EVERY_EXERCISE
def test_no_step_says_much_at_once(name: str) -> None:
    long = {id: len(step.text.source.split()) for id, step in asking(name)}
    assert {id: count for id, count in long.items() if count > LONGEST_TEXT} == {}


@EVERY_EXERCISE
def test_the_list_can_say_what_it_is_for(name: str) -> None:
    assert script(name).head.summary.endswith(".")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_exclaimed(path: Path) -> None:
    texts = strings(tomllib.loads(path.read_text()))
    assert [text for text in texts if "!" in text] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_file_holds_a_character_that_acts(path: Path) -> None:
    assert first_control(path.read_text()) is None


# Vocabularies


@EVERY_VOCABULARY
def test_every_value_is_there_once(name: str) -> None:
    values = LIBRARY.vocabularies[name].values()
    assert sorted(values) == sorted(set(values))


@EVERY_VOCABULARY
def test_no_word_can_be_taken_for_another(name: str) -> None:
    options = list(LIBRARY.vocabularies[name].options())
    names = [spelled for o in options for spelled in {o.value.casefold(), o.label.casefold()}]
    assert sorted(names) == sorted(set(names))


@EVERY_VOCABULARY
def test_every_value_is_a_plain_word(name: str) -> None:
    # A comma would part it, a capital or an outer blank would never be typed the same twice.
    values = LIBRARY.vocabularies[name].values()
    assert [v for v in values if v != v.strip().lower() or "," in v or not v or "  " in v] == []


@EVERY_VOCABULARY
def test_every_family_has_a_name_of_its_own(name: str) -> None:
    labels = [family.label for family in LIBRARY.vocabularies[name].family]
    assert all(labels)
    assert sorted(labels) == sorted(set(labels))


def test_no_vocabulary_is_forgotten() -> None:
    files = {path.stem for path in Path(shipped_folder(), "vocabulary").glob("*.toml")}
    assert set(LIBRARY.vocabularies) == files


WANTED = {
    "sadness": ("Sadness", "sad"),
    "anger": ("Anger and irritation", "angry"),
    "irritation": ("Anger and irritation", "irritated"),
    "embarrassment": ("Shame, embarrassment, inadequacy", "embarrassed"),
    "fear of loss": ("Fear of loss", "afraid of losing them"),
    "shame": ("Shame, embarrassment, inadequacy", "ashamed"),
    "inadequacy": ("Shame, embarrassment, inadequacy", "inadequate"),
    "anger at control": ("Anger at control", "controlled"),
}


@pytest.mark.parametrize(("family", "word"), WANTED.values(), ids=WANTED.keys())
def test_there_is_a_word_for_it(family: str, word: str) -> None:
    families = {
        f.label: [w.value for w in f.words] for f in LIBRARY.vocabularies["emotions"].family
    }
    assert word in families[family]
