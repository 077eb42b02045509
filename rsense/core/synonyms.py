"""Everyday words for exercises: `ghosted` leads to the ones about waiting for an answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

import msgspec

from rsense.core.fold import fold

_MARKS = re.compile(r"[^\w\s'’-]")
LEAST_GROWN = 3
"""Letters of a word that is still being typed, from which it is guessed."""


class SynonymGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    words: tuple[str, ...]
    """Words and phrases that mean the same to somebody who looks for help."""
    exercises: tuple[str, ...]
    """Ids, the best first."""
    help: bool = False
    """People to call come before the exercises."""
    written: bool = False
    """Nor is it left without people to call where somebody writes it, as into the log."""
    figures: tuple[str, ...] = ()
    """What makes a figure of speech of what is written, right behind it: `of embarrassment`."""


class SynonymMatch(msgspec.Struct, frozen=True):
    """What the synonyms know of the words typed."""

    whole: tuple[str, ...] = ()
    """Exercises of groups that have a whole word or phrase of it, the best first."""
    begun: tuple[str, ...] = ()
    """Exercises of groups that have a phrase which the words begin."""
    help: bool = False


class Synonyms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: int = 1
    group: tuple[SynonymGroup, ...] = ()

    def match(self, typed: str) -> SynonymMatch:
        words = _words(typed)
        if not words:
            return SynonymMatch()
        whole: list[tuple[int, SynonymGroup]] = []
        begun: list[SynonymGroup] = []
        for group in self.group:
            phrases = [_words(phrase) for phrase in group.words]
            if longest := max((len(p) for p in phrases if _says(words, p, group)), default=0):
                whole.append((-longest, group))
            elif any(_begins(words, phrase, group) for phrase in phrases):
                begun.append(group)
        whole.sort(key=lambda pair: pair[0])  # "mad at me" says more than "mad"
        fitting = [group for _, group in whole]
        return SynonymMatch(
            tuple(dict.fromkeys(id for group in fitting for id in group.exercises)),
            tuple(dict.fromkeys(id for group in begun for id in group.exercises)),
            any(group.help for group in [*fitting, *begun]),
        )

    def in_danger(self, written: str) -> bool:
        """Whether a text has a phrase that is not left without people to call."""
        said = _spaced(_MARKS.sub(" ", written))
        for group in self.group:
            figures = tuple(map(_spaced, group.figures))
            for phrase in map(_spaced, group.words if group.written else ()):
                behind = said.split(phrase)[1:]
                if any(not f" {words} ".startswith(figures) for words in behind):
                    return True
        return False

    def problems(self, exercises: Collection[str]) -> Iterator[str]:
        """What is wrong with them, given the ids of all exercises."""
        from rsense.core.script.diagnostics import did_you_mean

        for group in self.group:
            if not any(map(_words, group.words)):
                yield f"a group leads to {', '.join(group.exercises)} from no word; give it one"
            for id in group.exercises:
                if id not in exercises:
                    advice = did_you_mean(id, exercises) or "“rsense exercises” lists them all"
                    first = next(iter(group.words), "")
                    yield f'"{first}" leads to "{id}", and there is no such exercise; {advice}'


def _words(text: str) -> list[str]:
    """Words as they are compared: without apostrophes and hyphens, which many leave out."""
    return fold(text).replace("'", "").replace("-", " ").split()


def _spaced(text: str) -> str:
    """Words as they are compared, a space around each, so that they match whole."""
    return f" {' '.join(_words(text))} "


def _says(typed: Sequence[str], phrase: Sequence[str], group: SynonymGroup) -> bool:
    """Whether all words of the phrase were typed; the last one typed may still be growing."""
    growing = "" if group.help or len(typed) < 2 else typed[-1]
    return bool(phrase) and all(
        word in typed or (len(growing) >= LEAST_GROWN and word.startswith(growing))
        for word in phrase
    )


def _begins(typed: Sequence[str], phrase: Sequence[str], group: SynonymGroup) -> bool:
    """Whether the words typed so far begin the phrase. Of help, most of it: `self` is no alarm."""
    so_far, whole = " ".join(typed), " ".join(phrase)
    return whole.startswith(so_far) and (not group.help or 2 * len(so_far) > len(whole))
