"""A text of an exercise as the sentences that somebody reads. Only for counting their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

PLACEHOLDER = re.compile(r"(?<!\{)\{\w+(?:\|([^{}]*))?\}(?!\})")
PARTS = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*- )")
"""Paragraphs are parted by blank lines; every bullet is a line of its own."""
END = re.compile(
    r"""
    (?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\be\.g)(?<!\bi\.e)(?<!\b[A-HJ-Z])
    ([.?!…]+ [”"')\]]*)         # the sign, and what closes behind it
    \s+ (?=[“"'(\[]*[A-Z0-9])   # a sentence begins with a capital or a number
    """,
    re.VERBOSE,
)
WORD = re.compile(r"[A-Za-z0-9À-ÿ]+(?:[-'’.][A-Za-z0-9À-ÿ]+)*")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, what stands in for an answer in its place.

    What holds no word of the author's (an answer alone in its paragraph) is none.
    """
    for part in PARTS.split(text):
        if not WORD.search(PLACEHOLDER.sub("", part)):
            continue
        shown = PLACEHOLDER.sub(lambda found: found[1] or "it", part)
        line = " ".join(shown.split()).removeprefix("- ")
        yield from (found for found in END.sub(r"\1\n", line).split("\n") if words(found))


def words(sentence: str) -> int:
    """How many words are read in it."""
    return len(WORD.findall(sentence))
