"""Finds typed words in the vocabularies: feelings, body signals, urges, kinds of trigger.

A word may be cut short while it means one thing: `anx` is anxious. What is in no vocabulary is the
person's own, kept as it is and known from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from rsense.core.fold import fold
from rsense.core.sanitize import one_line
from rsense.core.vocabulary import Word, match_terms
from rsense.services.errors import USAGE, UserError
from rsense.services.text_input import comma_parts, decode_argument
from rsense.store import paths
from rsense.store.library import Library, shipped_folder
from rsense.store.vocabulary import remember

DOMAINS = "domains"
_DOMAINS = [Word(value=word) for word in ("romance", "friends", "family", "work")]
_NEAR = 0.8
_MOST_NAMED = 6

Choose = Callable[[str, list[Word]], str | None]
"""Asks which of several words is meant; None keeps what was typed."""


class TermResolver:
    """The vocabularies, and the words resolved so far."""

    def __init__(self, data: str, choose: Choose | None = None) -> None:
        """`choose` asks the person; None if nobody can be asked."""
        self._own = paths.vocabulary_folder(data)
        self._library = Library(shipped_folder(), own_words=self._own)
        self._choose = choose
        self._new: dict[str, list[str]] = {}
        self.understood: list[str] = []
        """Words that were cut short, in full."""

    def known(self, vocabulary: str) -> list[Word]:
        """The words of a vocabulary, the person's own last."""
        if vocabulary == DOMAINS:
            return _DOMAINS
        found = self._library.vocabularies.get(vocabulary)
        return [*found.words()] if found else []

    def resolve_all(self, vocabulary: str, typed: Iterable[str]) -> tuple[str, ...]:
        """The words as they are kept, each once; commas part several. Raises UserError."""
        parts = comma_parts(map(decode_argument, typed))
        return tuple(dict.fromkeys(self.resolve(vocabulary, part) for part in parts))

    def resolve(self, vocabulary: str, typed: str) -> str:
        """The word as it is kept. Raises UserError where it can mean several."""
        found = match_terms(typed, self.known(vocabulary))
        if len(found) > 1:
            if self._choose is None:
                why = f"{ambiguity_message(typed, found)} A few more letters will tell."
                raise UserError(why, USAGE)
            value = self._choose(typed, found)
            found = match_terms(value, found)[:1] if value is not None else []
        if not found:
            if vocabulary != DOMAINS:
                self._new.setdefault(vocabulary, []).append(typed)
            return typed
        word = found[0]
        spelled = fold(typed) in (fold(word.value), fold(word.text))
        if not spelled and word.text not in self.understood:
            self.understood.append(word.text)
        return word.value

    def remember(self) -> Iterable[str]:
        """Keep the new words as the person's own; notes on those that may be slips."""
        for vocabulary, new in self._new.items():
            labels = [word.text for word in self.known(vocabulary)]
            remember(self._own, vocabulary, new)
            for word in new:
                for near in get_close_matches(fold(word), labels, 1, _NEAR):
                    new_word, known = one_line(word), one_line(near)
                    yield f"“{new_word}” is new here, and kept; “{known}” is known."


def ambiguity_message(typed: str, found: list[Word]) -> str:
    """`“over” could be overlooked or overwhelmed.`"""
    labels = [word.text for word in found]
    if len(labels) > _MOST_NAMED:
        listed = f"{', '.join(labels[:_MOST_NAMED])} or {len(labels) - _MOST_NAMED} more"
    else:
        listed = f"{', '.join(labels[:-1])} or {labels[-1]}"
    return f"“{one_line(typed)}” could be {listed}."
