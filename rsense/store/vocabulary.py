"""Vocabularies as a command line needs them: read in a moment, and a person's own words beside.

An own word is kept in `vocabulary/NAME.toml` of the data folder, a file of the same form as those
that ship: so exercises offer it too, a person can take it out or give it a hint, and nobody has to
read a thousand records to know it. The records hold it all the same: what goes wrong here costs
nothing that was said.
"""

from __future__ import annotations

import os
import re

from rsense.core.fold import fold
from rsense.core.word_match import TermEntry
from rsense.store.files import durable
from rsense.store.files.safe_read import SCRIPT_LIMIT, Unreadable, decode, parse_toml, read_bytes

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
_SHIPPED_WORD = (
    r'\{ value = "([^"\\]*)"(?:, label = "([^"\\]*)")?(?:, hint = "([^"\\]*)")?'
    r"(, retired = true)? \}"
)
"""A word as shipped files have it, one a line: a test holds this to what a parser finds."""


def shipped_words(folder: str, vocabulary: str) -> list[TermEntry]:
    """The words of a vocabulary that ships; none where there is no such file."""
    try:
        text = decode(read_bytes(os.path.join(folder, f"{vocabulary}.toml"), SCRIPT_LIMIT))
    except Unreadable:
        return []
    return [
        TermEntry(value, label or value, hint, bool(retired))
        for value, label, hint, retired in re.findall(_SHIPPED_WORD, text)
    ]


def own_words(folder: str, vocabulary: str) -> list[TermEntry]:
    """A person's own words; none where the file is not there or not as it should be."""
    try:
        return _words(decode(read_bytes(os.path.join(folder, f"{vocabulary}.toml"), SCRIPT_LIMIT)))
    except Unreadable:
        return []


def remember(folder: str, vocabulary: str, words: list[str]) -> None:
    """Add own words, as far as that goes: a file that is not as it should be is left alone."""
    for _ in range(2):  # somebody else may be adding one at the same time
        try:
            _add(os.path.join(folder, f"{vocabulary}.toml"), words)
        except durable.ChangedOnDisk:
            continue
        except (durable.NotSaved, Unreadable, OSError):
            return
        return


def _add(path: str, words: list[str]) -> None:
    before: bytes | None = None
    text = _NEW_FILE
    if os.path.lexists(path):
        before = read_bytes(path, SCRIPT_LIMIT)
        text = decode(before, path)
    known = _words(text)
    spelled = {fold(word.value) for word in known}
    new = [word for word in words if _can_be_offered(word) and fold(word) not in spelled]
    if not new or len(known) + len(new) > MOST_OWN:
        return
    lines = "".join(f"  {{ value = {_quoted(word)} }},\n" for word in new)
    head, end, tail = text.rpartition("]\n")
    if not end or tail.strip() or f'label = "{OWN_LABEL}"' not in head:
        head, end = f'{text}\n[[family]]\nlabel = "{OWN_LABEL}"\nwords = [\n', "]\n"
    after = f"{head}{lines}{end}"
    if {word.value for word in _words(after)} >= {word.value for word in known} | set(new):
        durable.make_folder(os.path.dirname(path))
        if before is None:
            durable.create(path, after.encode())
        else:
            durable.replace(path, after.encode(), expected=before)


def _words(text: str) -> list[TermEntry]:
    families = parse_toml(text, limit=SCRIPT_LIMIT).get("family")
    found: list[TermEntry] = []
    for family in families if isinstance(families, list) else []:
        words = family.get("words") if isinstance(family, dict) else None
        for word in words if isinstance(words, list) else []:
            if isinstance(word, dict) and isinstance(word.get("value"), str):
                label, hint = (word.get(key) for key in ("label", "hint"))
                found.append(
                    TermEntry(
                        word["value"],
                        label if isinstance(label, str) and label else word["value"],
                        hint if isinstance(hint, str) else "",
                        word.get("retired") is True,
                    )
                )
    return found


def _can_be_offered(word: str) -> bool:
    return len(word) <= LONGEST_WORD and word.isprintable()


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
