"""Languages: two or three letters, such as `de`, in a setting, a locale and a file's name."""

from __future__ import annotations

import re
from collections.abc import Mapping

ENGLISH = "en"
NAMES: Mapping[str, str] = {"english": "en", "englisch": "en", "german": "de", "deutsch": "de"}
"""Languages that a person may write out: those in which there are exercises."""
_CODE = re.compile(r"[a-z]{2,3}")
_TRANSLATION = re.compile(r"(.+)\.([a-z]{2,3})\.toml")


def language_code(written: str) -> str:
    """`de` of `de`, `de_AT.UTF-8` or `Deutsch`; empty where it names none."""
    word = re.split(r"[-_.@]", written.strip().casefold())[0]
    word = NAMES.get(word, word)
    return word if _CODE.fullmatch(word) else ""


def locale_language(environ: Mapping[str, str]) -> str:
    """The language of the locale, by the first variable that is set; empty where it says none."""
    named = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return language_code(next(filter(None, named), ""))


def translation_name(file: str) -> tuple[str, str] | None:
    """(name, language) of a file `name.de.toml`; None for another one."""
    found = _TRANSLATION.fullmatch(file)
    return (found[1], found[2]) if found else None
