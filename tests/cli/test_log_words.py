"""`log` and the vocabularies: words cut short, words of several meanings, words of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from rsense.core.vocabulary import Word
from rsense.services.terms import TermResolver
from rsense.store.library import Library, shipped_folder
from rsense.store.vocabulary import MOST_OWN, read_vocabulary, remember
from tests.cli.shell import Shell


def own_words(folder: Path) -> list[Word]:
    """The words in the person's own list of feelings."""
    return [*read_vocabulary(str(folder / "emotions.toml")).words()]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("anx", "anxious"),
        ("ANXIOUS", "anxious"),
        ("full of", "full of dread"),
        ("full  of", "full of dread"),
        ("low", "low"),
        ("homesick", "homesick for us"),
    ],
)
def test_a_word_may_be_cut_short(rsense: Shell, typed: str, kept: str) -> None:
    ran = rsense("log", "it", "-e", typed)
    assert rsense.triggers[0].emotions == (kept,)
    assert (f", {kept}. " in ran.err) is (" ".join(typed.casefold().split()) != kept)


def test_a_word_cut_short_that_should_not_stand_alone_is_met_too(rsense: Shell) -> None:
    said = rsense("log", "it", "-u", "hurt").err
    assert "hurt myself. " in said
    assert "you don't have to carry it alone" in said


def test_a_word_of_several_meanings_is_named_and_nothing_is_kept(rsense: Shell) -> None:
    ran = rsense("log", "it", "-e", "over")
    assert ran.code == 2
    assert ran.err == ("“over” could be overlooked or overwhelmed. A few more letters will tell.\n")
    assert not rsense.home.exists()


def test_of_many_meanings_a_few_are_named(rsense: Shell) -> None:
    said = rsense("log", "it", "-e", "a").err
    assert said.startswith("“a” could be anxious, afraid, ")
    assert " more. " in said


def test_somebody_at_a_terminal_is_asked(rsense: Shell) -> None:
    rsense("log", "it", "-e", "over", stdin="overl\n", person=True)
    assert rsense.triggers[0].emotions == ("overlooked",)


# Own words


def test_a_word_of_ones_own_is_known_from_then_on(rsense: Shell) -> None:
    rsense("log", "it", "-e", "wobbly", "-b", 'Wobbly "knees"')
    rsense("log", "it", "-e", "wob", "-b", "wobbly")
    assert rsense.triggers[0].emotions == ("wobbly",)
    assert rsense.triggers[0].body == ('Wobbly "knees"',)


def test_a_word_of_ones_own_is_offered_by_exercises(rsense: Shell) -> None:
    rsense("log", "it", "-e", "wobbly", "-e", "Anxious")
    library = Library(shipped_folder(), own_words=str(rsense.home / "vocabulary"))
    own = [o for o in library.vocabularies["emotions"].options() if o.group == "Your own words"]
    assert [option.value for option in own] == ["wobbly"]
    assert library.unreadable == []


def test_a_slip_is_pointed_out(rsense: Shell) -> None:
    ran = rsense("log", "it", "-e", "anxoius")
    assert ran.err.endswith("“anxoius” is new here, and kept; “anxious” is known.\n")
    assert rsense.triggers[0].emotions == ("anxoius",)


def test_words_are_added_where_a_person_put_others(tmp_path: Path) -> None:
    mine = "[[family]]\nlabel = 'Mine'\nwords = [{ value = 'x', retired = true }]\n"
    (tmp_path / "emotions.toml").write_text(mine)
    for word in ("wobbly", "wonky", "wobbly"):
        remember(str(tmp_path), "emotions", [word])
    found = own_words(tmp_path)
    assert [word.value for word in found] == ["x", "wobbly", "wonky"]
    assert found[0].retired
    assert (tmp_path / "emotions.toml").read_text().startswith(mine)


@pytest.mark.parametrize("text", ["[[family", "family = 3", "\xff", "[family]\nwords = 1"])
def test_a_file_that_is_not_as_it_should_be_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "emotions.toml"
    path.write_bytes(text.encode("latin-1"))
    remember(str(tmp_path), "emotions", ["wobbly"])
    assert path.read_bytes() == text.encode("latin-1")


@pytest.mark.parametrize("word", ["x" * 61, "a\nb", "a\x1bb", "\u202eabc"])
def test_what_is_no_word_to_offer_is_not_remembered(tmp_path: Path, word: str) -> None:
    remember(str(tmp_path), "emotions", [word])
    assert not (tmp_path / "emotions.toml").exists()


def test_own_words_are_not_remembered_without_end(tmp_path: Path) -> None:
    remember(str(tmp_path), "emotions", [f"word {n}" for n in range(MOST_OWN)])
    remember(str(tmp_path), "emotions", ["one more"])
    assert len(own_words(tmp_path)) == MOST_OWN


def test_a_vocabulary_nobody_has_is_empty(tmp_path: Path) -> None:
    assert TermResolver(str(tmp_path)).known("no-such") == []
    assert TermResolver(str(tmp_path)).resolve_all("no-such", ["x", " ", "x,y"]) == ("x", "y")


def test_a_feeling_told_by_its_number_is_said_back(rsense: Shell) -> None:
    assert ", uneasy." in rsense("log", stdin="it\n\n2\n", person=True).err
