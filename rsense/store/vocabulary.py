"""Vocabularies on disk, and a person's own words added to them.

An own word is kept in `vocabulary/NAME.toml` of the data folder, a file of the same form as those
that ship: so exercises offer it too, a person can take it out or give it a hint, and nobody has to
read a thousand records to know it. The records hold it all the same: what goes wrong here costs
nothing that was said.
"""

from __future__ import annotations

import os
from contextlib import suppress

from rsense.core.fold import fold
from rsense.core.vocabulary import Vocabulary
from rsense.store.files import durable
from rsense.store.files.safe_read import (
    SCRIPT_LIMIT,
    Unreadable,
    decode,
    parse_as,
    read_as,
    read_bytes,
)

OWN_LABEL = "Your own words"
LONGEST_WORD = 60
"""Characters: what is longer is a sentence, and no word to offer again."""
MOST_OWN = 500

_NEW_FILE = f"""\
# Words of your own. “rsense log” adds those it does not know; take out what you do not want.
format = 1

[[family]]
label = "{OWN_LABEL}"
words = [
]
"""


def read_vocabulary(path: str) -> Vocabulary:
    """The vocabulary in a file. Raises Unreadable."""
    return read_as(path, Vocabulary)


def remember(folder: str, vocabulary: str, words: list[str]) -> None:
    """Add own words, as far as that goes: a file that is not as it should be is left alone."""
    path = os.path.join(folder, f"{vocabulary}.toml")
    with suppress(durable.NotSaved, Unreadable, OSError):
        try:
            _add(path, words)
        except durable.ChangedOnDisk:  # somebody else added one at the same time
            _add(path, words)


def _add(path: str, words: list[str]) -> None:
    before: bytes | None = None
    text = _NEW_FILE
    if os.path.lexists(path):
        before = read_bytes(path, SCRIPT_LIMIT)
        text = decode(before, path)
    known = parse_as(text, path, Vocabulary).values()
    spelled = {fold(word) for word in known}
    short = (word for word in words if len(word) <= LONGEST_WORD and word.isprintable())
    new = [word for word in short if fold(word) not in spelled]
    if not new or len(known) + len(new) > MOST_OWN:
        return
    lines = "".join(f"  {{ value = {_quoted(word)} }},\n" for word in new)
    head, end, tail = text.rpartition("]\n")
    if not end or tail.strip() or f'label = "{OWN_LABEL}"' not in head:
        head, end = f'{text}\n[[family]]\nlabel = "{OWN_LABEL}"\nwords = [\n', "]\n"
    after = f"{head}{lines}{end}"
    if {*parse_as(after, path, Vocabulary).values()} >= {*known, *new}:
        durable.make_folder(os.path.dirname(path))
        if before is None:
            durable.create(path, after.encode())
        else:
            durable.replace(path, after.encode(), expected=before)


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
