"""Values of answers, and the exception that refuses one."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Final

import msgspec

from rsense.core.stored_text import stored_text

LONGEST_ANSWER = 20_000
"""Characters in one text answer: some 3,500 words, and a record far below its size cap."""

LONGEST_SHOWN = 40_000
"""Characters of a text shown to the person, answers in it included; stored answers stay whole."""

MOST_ITEMS = 200
"""Items in one list answer."""


class Skip(Enum):
    """The person chose not to answer. A value of its own, stored as `skipped = true`."""

    SKIPPED = "skipped"

    def __repr__(self) -> str:
        return "SKIPPED"


SKIPPED: Final = Skip.SKIPPED


class Paced(msgspec.Struct, frozen=True):
    """Result of a timed step: whole seconds spent, whole cycles done, and if it was finished."""

    seconds: int
    cycles: int
    finished: bool

    def __str__(self) -> str:
        seconds = "1 second" if self.seconds == 1 else f"{self.seconds} seconds"
        return "to the end" if self.finished else f"stopped after {seconds}"


Value = None | int | str | tuple[str, ...] | tuple[tuple[str, str], ...] | Paced
"""An answer; each prompt says which of these types it takes."""


class Refused(Exception):
    """An answer that a prompt does not take. The message is for the person."""


def normalise(value: object) -> str:
    """The text of an answer as it is stored, LONGEST_ANSWER characters at most. Raises Refused."""
    if not isinstance(value, str):
        raise Refused("This needs text.")
    text = stored_text(value)
    if len(text) > LONGEST_ANSWER:
        raise Refused(f"That is longer than fits here ({LONGEST_ANSWER:,} characters).")
    return text


def pairs_of(value: object) -> list[tuple[str, str]]:
    """Pairs of texts as a list. Raises Refused."""
    pairs: list[tuple[str, str]] = []
    for pair in value if isinstance(value, tuple) else ():
        match pair:
            case (str(first), str(second)):
                pairs.append((first, second))
            case _:
                raise Refused("One answer for each, please.")
    return pairs


def number_of(text: str) -> int | None:
    """A whole number as typed, nine digits at most; None if it is not one."""
    word = text.replace("\ufeff", "").strip()
    digits = word[1:] if word.startswith(("-", "+")) else word
    return int(word) if digits.isascii() and digits.isdecimal() and len(digits) <= 9 else None


def join_limited(pieces: Iterable[str]) -> str:
    """The pieces as one text, cut off at LONGEST_SHOWN characters."""
    found: list[str] = []
    room = LONGEST_SHOWN
    for piece in pieces:
        if len(piece) > room:
            return "".join((*found, piece[:room], "…"))
        found.append(piece)
        room -= len(piece)
    return "".join(found)


def strip_full_stop(words: str, following: object) -> str:
    """A person's words before an author's: their full stop gives way to the author's punctuation,
    and to a sentence that goes on."""
    ahead = following if isinstance(following, str) else ""
    goes_on = ahead[:1] in tuple(".,;:?") or (ahead[:1] == " " and ahead[1:2].islower())
    return words[:-1] if goes_on and words.endswith(".") and words[-2:] != ".." else words
