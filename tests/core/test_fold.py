"""What is the same to whoever looks for it, and what is not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.core.fold import fold, fold_bytes
from rsense.core.prompts import Option, Pick
from rsense.core.vocabulary import Family, Vocabulary, Word, match_terms

ALIKE = [
    ("didn't", "didn’t", "DIDN‘T", "didn`t", "didn´t", "didn′t", "didnʼt", "ｄｉｄｎ＇ｔ"),
    ('"so"', "“so”", "„so“", "«so»", "″so‟", "＂so＂"),
    ("café", "cafe\u0301", "CAFÉ", "CAFE\u0301", "ｃａｆé"),
    ("straße", "STRASSE", "strasse", "Straße"),
    ("mum-in-law", "mum‐in‐law", "mum\u2011in\u2011law", "mum–in–law", "mum—in—law", "mum−in−law"),
    ("a b", "a\u00a0b", "a\u202fb", "a\u2009b", "a\u3000b"),
    (
        "unread",
        "un\u00adread",
        "un\u200bread",
        "\ufeffunread",
        "unr\u2060ead",
        "\u202eunread\u202c",
    ),
    ("ok 10", "ｏｋ １０", "OK １０", "ⓞⓚ 10"),
    ("❤", "❤\ufe0f"),
    ("ガ", "ｶﾞ", "カ\u3099"),
    ("가", "\u1100\u1161"),
    ("ﬁne…", "fine..."),
    ("ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ"),
]
APART = [("cafe", "café"), ("a", "b"), ("its", "it's"), ("a-b", "ab"), ("sad", "sadly"), ("", "a")]


@pytest.mark.parametrize("spellings", ALIKE, ids=lambda spellings: spellings[0])
def test_spellings_of_one_word_fold_alike(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


ANY_TEXT = st.text(st.characters(codec="utf-8"))


@given(ANY_TEXT)
def test_fold_is_the_same_once_and_twice_and_for_every_composition(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFC", text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_a_files_bytes_hold_what_a_text_in_it_folds_to(before: str, text: str, after: str) -> None:
    for opening, closing in (('what = "', '"\n'), ('what = """\n', '"""\n'), ('["', '"]')):
        data = f'x = "{before}"\n{opening}{text}{closing}y = "{after}"\n'.encode()
        folded = fold_bytes(data)
        for word in fold(text).split():
            assert word.encode() in folded


@pytest.mark.parametrize("spellings", ALIKE, ids=lambda spellings: spellings[0])
def test_a_word_is_meant_however_it_is_spelled(spellings: tuple[str, ...]) -> None:
    for word in spellings:
        known, other = Word(value=word), Word(value="zz")
        pick = Pick("?", (Option("x", word), Option("zz", "zz")), other=True)
        own = Vocabulary(family=(Family(label="", words=(Word(value=word),)),))
        for typed in spellings:
            assert match_terms(typed, [other, known]) == [known]
            assert pick.parse(typed) == pick.accept((f" {typed} ",)) == ("x",)
            again = Vocabulary(family=(Family(label="", words=(Word(value=typed),)),))
            assert own.joined(again).values() == (word,)
