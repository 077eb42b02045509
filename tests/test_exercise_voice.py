"""The voice of everything that ships to be read: spoken, joined up, with a reason given."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.each import of_each
from tests.sentences import sentences, words
from tests.shipped import LIBRARY, files, said_in

CONTRACTED = re.compile(
    r"\b(?:\w+n['’]t|\w+['’](?:re|ve|ll|m|d)"
    r"|(?:it|that|there|here|what|who|where|how|he|she|let|one|everything|nothing)['’]s)\b",
    re.IGNORECASE,
)
FULL = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|have|has|had|will|would|could|should|need|can) ?not"
    r"|(?:it|that|there|here|what|who|where|he|she) (?:is|has|will)"
    r"|(?:you|we|they) (?:are|have|will|would)|I (?:am|have|will|would)|let us)\b",
    re.IGNORECASE,
)
STIFF = re.compile(r"\b(?:(?:some|any|every|no)body|nought|deeds?|quarrels?)\b", re.IGNORECASE)
REASON = re.compile(r"\b(?:because|so|helps?|weil|denn|damit|hilft|helfen)\b", re.IGNORECASE)
SHORT = 4
"""Words of a sentence that is read as clipped."""
UNSEEN = {"id", "kind", "value", "when", "go", "to", "exercise", "items", "sources", "source"}
UNSEEN |= {"short", "parts", "shapes", "lists"}
"""Keys whose words no person reads, and works that have their own words."""

of_every_exercise = of_each(LIBRARY.sources)
READ = [path for path in files() if path.stem not in ("synonyms", "problems")]
"""Synonyms are words that people type, whatever they are."""
of_every_file = of_each(READ, lambda path: path.stem)


def read_in(document: object) -> Iterator[str]:
    """Every text in a document that a person may read, labels and examples too."""
    match document:
        case str():
            yield document
        case dict():
            for key, inner in document.items():
                if key not in UNSEEN:
                    yield from read_in(inner)
        case list():
            for inner in document:
                yield from read_in(inner)


def lengths(name: str) -> Iterator[list[int]]:
    """By text of an exercise, the words of its sentences."""
    for text in said_in(name):
        yield [words(sentence) for sentence in sentences(text)]


@of_every_exercise
def test_contractions_stand_in_half_of_their_places(name: str) -> None:
    said = " ".join(said_in(name))
    contracted, full = len(CONTRACTED.findall(said)), len(FULL.findall(said))
    assert contracted >= full, f"{contracted} contracted, {full} in full"


@of_every_file
def test_no_stiff_word_is_read(path: Path) -> None:
    texts = read_in(tomllib.loads(path.read_text()))
    assert [text for text in texts if STIFF.search(text)] == []


def test_sentences_have_ten_to_fourteen_words_on_average_and_few_are_clipped() -> None:
    every = [count for name in LIBRARY.sources for text in lengths(name) for count in text]
    assert 10 <= sum(every) / len(every) <= 14
    assert sum(count <= SHORT for count in every) <= 0.12 * len(every)


@of_every_exercise
def test_no_three_clipped_sentences_follow_each_other(name: str) -> None:
    for text in lengths(name):
        clipped = "".join("x" if count <= SHORT else "." for count in text)
        assert "xxx" not in clipped, text


@of_every_exercise
def test_it_says_why_it_may_help(name: str) -> None:
    assert any(REASON.search(text) for text in said_in(name))
