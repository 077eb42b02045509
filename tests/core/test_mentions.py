"""People and tags inside words: which name is meant, and what is none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.core.mentions import find_mentions

PEOPLE: dict[str, list[str]] = {
    "@Sam": ["Sam"],
    "to @Sam, (@Jo's) and “@Zoë”.": ["Sam", "Jo", "Zoë"],
    "@O'Brien, @O’Brien's @O'Brien-Smith’s.": ["O'Brien", "O’Brien", "O'Brien-Smith"],
    "@Chris' turn, @James's, @X'S, @annaʼs": ["Chris", "James", "X", "anna"],
    "'@anna' ‘@bob’ \"@cy\"": ["anna", "bob", "cy"],
    "hi:@colon;@semi,@comma!@bang?@what…@dots": ["colon", "semi", "comma", "bang", "what", "dots"],
    "he left—@anna—and –@bob–": ["anna", "bob"],
    "@mum-in-law. @x_y! @a.b. @_under_": ["mum-in-law", "x_y", "a.b", "under"],
    "@हिन्दी\u200d @e\u0301a @李明，来": ["हिन्दी\u200d", "e\u0301a", "李明"],
    "@\u2068Anna\u2069 said": ["Anna"],
    "\ufeff@anna 😭@bob": ["anna", "bob"],
    "@anna@bob @anna/@bob": ["anna", "anna"],
    "@anna#work #work@anna": ["anna"],
    "me@home a@b.com x@ @ @3 @@x a.@b -@x https://medium.com/@user @/#/C": [],
    "@" + "x" * 61: [],
}
TAGS: dict[str, list[str]] = {
    "#texting": ["texting"],
    "#C++ #C# #F#, #c++,#c": ["C++", "C#", "F#", "c++", "c"],
    "(#a,#b) [#c;#d] #e/#f": ["a", "b", "c", "d", "e", "f"],
    "#2026-goals #1st #3d": ["2026-goals", "1st", "3d"],
    "#family/dad #family/ #a&b #R&B &#x": ["family/dad", "family", "a&b", "R&B"],
    "#dad's-house #dad's": ["dad's-house", "dad"],
    "#v1.2. #grade-A+": ["v1.2", "grade-A+"],
    "#a#b #C##c": ["a", "b", "C#", "c"],
    "#key:value": ["key"],
    "#日本語、#東京。": ["日本語", "東京"],
    "#❤️ #été": ["❤️", "été"],
    "#work@home": ["work"],
    "C# a#b # Head ## Head #! #-# #+1 #1 #1. #3/10 &#39; &#x27; https://x.y/z#frag": [],
}


def test_people_and_tags_inside_words() -> None:
    assert {text: find_mentions(text, "@") for text in PEOPLE} == PEOPLE
    assert {text: find_mentions(text, "#") for text in TAGS} == TAGS


MARKS = st.text("@#aC1+'’-/.& ,:x\u2068") | st.text()


@given(MARKS)
def test_a_name_stands_in_the_text_and_is_found_alone_too(text: str) -> None:
    for mark in "@#":
        for name in find_mentions(text, mark):
            assert name in text
            assert find_mentions(f"{mark}{name}", mark) == [name]


@pytest.mark.slow
def test_a_megabyte_of_marks_takes_no_longer_than_a_megabyte() -> None:
    def seconds(text: str) -> float:
        begun = time.thread_time()
        find_mentions(text, "#")
        return time.thread_time() - begun

    for unit in ("#'", "#", "#a", "#-", "#a'", "@#"):
        assert seconds(unit * 200_000) < 40 * max(seconds(unit * 20_000), 0.002)
