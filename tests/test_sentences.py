"""The counting behind the claim that exercises are in plain, short sentences."""

from __future__ import annotations

import pytest

from tests.sentences import sentences, words

PARTED = {
    "two": ("It hurts. It passes.", ["It hurts.", "It passes."]),
    "a question": ("Where is it? In the chest.", ["Where is it?", "In the chest."]),
    "over a line end": ("It\nhurts. It\npasses.", ["It hurts.", "It passes."]),
    "paragraphs without a full stop": ("First this\n\nThen that", ["First this", "Then that"]),
    "bullets": ("Two things:\n- one\n- two", ["Two things:", "one", "two"]),
    "a title": ("Ask Dr. Okafor or Mrs. Lind first.", ["Ask Dr. Okafor or Mrs. Lind first."]),
    "an initial": ("J. Beck wrote it.", ["J. Beck wrote it."]),
    "a number with a point": ("In 5.5 seconds.", ["In 5.5 seconds."]),
    "an ellipsis in a sentence": ("If they … then I do.", ["If they … then I do."]),
    "words in quotes": ("They said “No.” Then they left.", ["They said “No.”", "Then they left."]),
    "a sentence in quotes": ("Wait. “Not now” is fine.", ["Wait.", "“Not now” is fine."]),
    "a number first": ("Breathe. 4 in, 6 out.", ["Breathe.", "4 in, 6 out."]),
    "a fallback": ("Tell {who|your friend} so.", ["Tell your friend so."]),
    "an answer that is surely there": ("Tell {who} so.", ["Tell it so."]),
    "an answer by itself": ("You said:\n\n{words|nothing}\n\nGood.", ["You said:", "Good."]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "parts"), PARTED.values(), ids=PARTED)
def test_a_text_is_parted_into_its_sentences(text: str, parts: list[str]) -> None:
    assert list(sentences(text)) == parts


@pytest.mark.parametrize(
    ("sentence", "count"),
    [("It’s a half-open door.", 4), ("4-7-8, as F1 says", 4), ("naïve – or not", 3), ("…", 0)],
)
def test_words_are_counted_as_they_are_read(sentence: str, count: int) -> None:
    assert words(sentence) == count
