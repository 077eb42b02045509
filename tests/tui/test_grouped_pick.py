"""A long list in families: the family first, then the word, or a search through all."""

from __future__ import annotations

import pytest

from rsense.core.prompts import Option, Pick
from rsense.core.script.parse import Script, parse
from rsense.core.vocabulary import Family, Vocabulary, Word
from rsense.tui.views.grouped_pick import in_families
from tests.tui.stage import HEAD, SIZES, Size, acted, stage

FAMILIES = {
    "Fear": ("anxious", "uneasy", "worried", "afraid"),
    "Hurt": ("stung", "wounded", "let down"),
    "Warmth": ("loved", "tender", "close"),
}
FEELINGS = Vocabulary(
    family=tuple(
        Family(label=label, words=tuple(Word(value=word) for word in words))
        for label, words in FAMILIES.items()
    )
)
AFTER = '[[step]]\nid = "after"\nkind = "ask"\ntext = "And then?"\n'


def asks(more: str = "at_most = 3\nother = true\n") -> Script:
    step = '[[step]]\nid = "it"\nkind = "choose"\ntext = "What is it?"\nvocabulary = "feelings"\n'
    return parse("test", HEAD + step + more + AFTER, {}, {"feelings": FEELINGS})


ONE = "other = true\n"
WAYS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "a family, its first word": ("at_most = 3\n", ("enter", "enter", "enter"), ("anxious",)),
    "a family, a word further down": (
        "at_most = 3\n",
        ("down", "right", "down", "enter", "enter"),
        ("wounded",),
    ),
    "several of one family": (
        "at_most = 3\n",
        ("enter", "space", "down", "space", "left", "home", "enter"),
        ("anxious", "uneasy"),
    ),
    "of two families": (
        "at_most = 3\n",
        ("enter", "enter", "down", "down", "enter", "enter", "enter"),
        ("anxious", "stung"),
    ),
    "a search": ("at_most = 3\n", ("type:tend", "enter", "enter"), ("tender",)),
    "a search with a blank in it": (
        "at_most = 3\n",
        ("type:let d", "enter", "enter"),
        ("let down",),
    ),
    "words of one's own": (
        "at_most = 3\nother = true\n",
        ("type:all at sea", "enter", "enter"),
        ("all at sea",),
    ),
    "a word taken back": (
        "at_most = 3\n",
        ("enter", "enter", "backspace", "type:loved", "enter", "enter"),
        ("loved",),
    ),
    "one only": (ONE, ("down", "enter", "enter"), ("stung",)),
    "one by search": (ONE, ("type:unea", "enter"), ("uneasy",)),
    "none, where none is needed": ("at_least = 0\n", ("enter",), ()),
}


@SIZES
@pytest.mark.parametrize(("more", "keys", "answer"), WAYS.values(), ids=list(WAYS))
@acted
async def test_words_are_taken_by_keys(
    more: str, keys: tuple[str, ...], answer: tuple[str, ...], size: Size
) -> None:
    async with stage(asks(more), size) as here:
        await here.press(*keys)
        assert (here.step, here.kept.trail[-1]) == ("after", answer)


@acted
async def test_what_is_taken_stands_above_in_words() -> None:
    async with stage(asks()) as here:
        await here.press("enter", "space", "down", "space")
        assert "anxious, uneasy" in here.words
        assert "[x] uneasy" in here.words


@acted
async def test_half_an_answer_is_kept() -> None:
    async with stage(asks()) as here:
        await here.press("enter", "space", "escape", "escape")
        assert [reply.value for reply in here.kept.ahead] == [("anxious",)]


@acted
async def test_escape_closes_what_is_open_before_it_leaves() -> None:
    async with stage(asks()) as here:
        await here.press("enter", "escape")
        assert "Hurt" in here.words
        await here.press("type:anx", "escape")
        assert "Hurt" in here.words
        assert here.app.is_running


@acted
async def test_going_back_goes_to_the_families_first() -> None:
    async with stage(asks()) as here:
        await here.press("enter", "f2")
        assert "Hurt" in here.words


@acted
async def test_what_was_answered_before_is_there_again() -> None:
    async with stage(asks()) as here:
        await here.press("enter", "enter", "enter", "f2")
        assert "anxious" in here.words
        await here.press("enter")
        assert here.kept.trail[-1] == ("anxious",)


@acted
async def test_a_search_that_finds_nothing_says_nothing_wrong() -> None:
    async with stage(asks("at_most = 3\n")) as here:
        await here.press("type:xyz", "enter")
        assert here.step == "it"
        await here.press("backspace", "backspace", "backspace")
        assert "Hurt" in here.words


def test_a_short_list_is_shown_whole() -> None:
    few = tuple(Option(word, word, "", word[0]) for word in ("anxious", "stung"))
    assert not in_families(Pick("What is it?", few))


def test_a_long_list_without_families_is_shown_whole() -> None:
    assert not in_families(Pick("What is it?", tuple(Option(f"{n}", f"{n}") for n in range(30))))
