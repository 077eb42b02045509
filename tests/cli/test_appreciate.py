"""Good words: kept with what they meant, and brought back where that kind of thing hurts again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rsense.core.records import Trigger
from rsense.core.vocabulary import Vocabulary
from rsense.insight.suggestions import Suggestions
from rsense.services.context import open_context
from rsense.services.now.flow import NowFlow
from rsense.services.now.offers import read_suggestions
from rsense.services.plan_reminder import KEPT
from rsense.store.library import Library, shipped_folder
from tests.cli.shell import Shell
from tests.cli.test_plan_reminder import in_lines

NOW = datetime(2026, 3, 2, tzinfo=UTC)
SOUP = "Mina brought soup"
MEANT = ("--took", "an evening", "--did", "I felt seen")


@pytest.fixture
def kept(rsense: Shell) -> Shell:
    rsense("appreciate", SOUP, *MEANT, "--for", "no answer")
    return rsense


def test_a_card_has_what_it_meant_and_when_it_comes_back(kept: Shell) -> None:
    (card,) = kept.cards
    assert (card.shelf, card.type) == ("appreciation", "no answer")
    assert card.text == f"{SOUP}\nWhat it took them: an evening\nWhat it did for me: I felt seen"
    assert "- Mina brought soup\n  What it took them" in kept("kept", "appreciation").out


def test_a_person_at_a_terminal_is_asked_what_it_meant(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = iter(["an evening", "", "no ans"])
    monkeypatch.setattr("rsense.cli.log_questions.typed_words", lambda *_: next(asked))
    assert rsense("appreciate", SOUP, person=True).code == 0
    (card,) = rsense.cards
    assert (card.type, card.text) == ("no answer", f"{SOUP}\nWhat it took them: an evening")


def test_no_words_keep_nothing_and_an_unclear_type_gives_piped_words_back(rsense: Shell) -> None:
    assert rsense("appreciate", "  ").code == 2
    ran = rsense("appreciate", "-", "--for", "f", stdin=SOUP)
    assert (ran.code, ran.out.strip(), rsense.cards) == (2, SOUP, [])


def test_a_log_of_that_type_brings_it_back_and_others_do_not(kept: Shell) -> None:
    assert SOUP in kept("log", "still nothing", "--type", "no answer").err
    for words in (["--type", "late"], []):
        assert SOUP not in kept("log", "still nothing", *words).err


def test_a_plan_comes_before_good_words(kept: Shell) -> None:
    kept("keep", "plans", "If a message stays unread, then I will walk.")
    err = kept("log", "unread message", "--type", "no answer").err
    assert "I will walk" in err
    assert KEPT not in err


@pytest.mark.usefixtures("kept")
def test_now_shows_it_above_what_fits_what_happens(capsys: pytest.CaptureFixture[str]) -> None:
    said = in_lines(capsys, NowFlow(open_context()).opened(), "4", "1", ":quit")
    assert said.index(SOUP) < said.index("may fit")
    assert SOUP not in in_lines(capsys, NowFlow(open_context()).opened(), "4", "2", ":quit")
    private = NowFlow(open_context(), private=True).opened()
    assert SOUP not in in_lines(capsys, private, "4", "1", ":quit")


def test_rethinking_a_trigger_of_that_type_has_it_among_the_evidence(kept: Shell) -> None:
    from rsense.services.exercise.resume import shelves_of

    script = open_context().script("rethink-the-rejection")
    late, unanswered = (Trigger("id", NOW, "it", type=type) for type in ("late", "no answer"))
    assert shelves_of(open_context(), script, trigger=late)["evidence"] == ()
    (card,) = shelves_of(open_context(), script, trigger=unanswered)["evidence"]
    assert card.startswith(SOUP)


def test_control_characters_are_made_harmless(rsense: Shell) -> None:
    rsense("appreciate", "so \x1b[2J kind", "--for", "late")
    assert "\x1b" not in rsense("log", "it", "--type", "late").err


def test_every_type_of_a_happening_is_a_type_of_trigger() -> None:
    library = Library(shipped_folder())
    suggestions: Suggestions = read_suggestions(library)
    vocabulary: Vocabulary = library.vocabularies["trigger-types"]
    known = {word.value for word in vocabulary.words()}
    named = [type for one in suggestions.happening.values() for type in one.types]
    assert set(named) <= known
    assert len(named) == len(set(named))
