"""Files that hold the texts of another file in another language, and lie beside it.

`name.de.toml` is looked for in the folder of `name.toml` and nowhere else: so nobody's file can put
other words into a script that ships, whatever it is called.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from rsense.store.files.safe_read import SCRIPT_LIMIT, Unreadable, parse_toml, read_text

if TYPE_CHECKING:
    from rsense.core.vocabulary import Vocabulary


def translation_path(path: str, language: str) -> str:
    """The file with the texts of this one in a language; empty where there is none."""
    there = f"{path.removesuffix('.toml')}.{language}.toml" if language else ""
    return there if there and os.path.lexists(there) else ""


def read_document(path: str) -> tuple[str, dict[str, Any]]:
    """A file's text, and what it says. Raises Unreadable."""
    text = read_text(path, SCRIPT_LIMIT, follow=True)
    return text, parse_toml(text, path, SCRIPT_LIMIT)


def in_language(path: str, text: str, language: str) -> str:
    """The text of a script with its words in a language, where they lie beside it.

    Raises Unreadable where something is wrong with these.
    """
    there = translation_path(path, language)
    if not there:
        return text
    import tomli_w

    from rsense.core.script.decode import decode as draft
    from rsense.core.script.translation import faults, translate

    document = parse_toml(text, path, SCRIPT_LIMIT)
    if draft(path, text)[0] is None:
        return text  # whoever parses it says what is wrong
    translation = read_document(there)[1]
    if fault := next(faults(document, translation, language), None):
        raise Unreadable(there, f"it isn't used: {fault.what}")
    translate(document, translation, language)
    return tomli_w.dumps(document)


def head_in_language(path: str, head: dict[str, Any], language: str) -> dict[str, Any]:
    """A script's head with title and summary in a language. Raises Unreadable."""
    there = translation_path(path, language)
    translation = read_document(there)[1] if there else {}
    words = {key: translation.get(key) for key in ("title", "summary")}
    return {**head, **{key: text for key, text in words.items() if isinstance(text, str)}}


def vocabulary_in_language(path: str, known: Vocabulary, language: str) -> Vocabulary:
    """A list of words with its labels in a language. Raises Unreadable."""
    from rsense.store.vocabulary import read_vocabulary

    there = translation_path(path, language)
    if not there:
        return known
    try:
        return known.translated(read_vocabulary(there))
    except ValueError as error:
        raise Unreadable(there, f"it isn't used: {error}") from error
