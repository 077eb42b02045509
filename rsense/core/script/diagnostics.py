"""Problems of a script and their places, in words its author can act on."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable
from contextlib import suppress
from difflib import get_close_matches
from functools import cached_property
from heapq import nsmallest
from itertools import islice
from typing import TypeGuard

import msgspec

Path = tuple[str | int, ...]
"""Path of a value in a TOML document: `("step", 2, "when")`."""


class Problem(msgspec.Struct, frozen=True):
    """One fault of a script: code, place (1-based), step, fault and advice."""

    code: str
    """`RS012`: stable, and with a page in `exercises/problems.toml`."""
    file: str
    line: int
    column: int
    step: str
    """`step 3 (breath)`; empty for the head of the script."""
    what: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.words} [{self.code}]"

    @property
    def words(self) -> str:
        """Step, fault and advice, without place and code."""
        step = f"{self.step}: " if self.step else ""
        return f"{step}{self.what}{f'; {self.advice}' if self.advice else ''}"


class ScriptError(Exception):
    """A script that cannot be run, with every problem at once. The author is to blame."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.file, p.line, p.column)))
        super().__init__("\n".join(map(str, self.problems)))


DEEPEST = 12
"""Nesting depth of tables and lists."""
MOST_VALUES = 10_000
"""Texts, numbers, tables and lists in one document: a script of 500 steps has some thousands."""
_INTEGERS = range(-(2**63), 2**63)
MOST_PROBLEMS = 100
"""Problems reported of one script; nobody mends more at one time, or waits for it."""
MORE = f"more is wrong with it than the {MOST_PROBLEMS} things told here"


def not_too_many(problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems; if the limit is reached, one more that says so."""
    if len(problems) < MOST_PROBLEMS:
        return tuple(problems)
    return (*problems, Problem("RS009", problems[0].file, 1, 1, "", MORE, "mend these first"))


LONGEST_GUESSED = 40
"""Letters of a word that gets a suggestion, and of a suggested one."""
MOST_GUESSED = 500
"""Words that are considered for a suggestion."""
_CLOSELY = 5
"""How many of those are compared letter by letter, which takes long."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The most similar known word; None if none is similar, or the search would take long."""
    if len(word) > LONGEST_GUESSED:
        return None
    letters = set(word)
    guesses = (
        (len(letters ^ set(short)), abs(len(word) - len(short)), short, other)
        for other in islice(known, MOST_GUESSED)
        if len(short := other if "/" in word else other.rpartition("/")[2]) <= LONGEST_GUESSED
    )
    names = {short: other for *_, short, other in nsmallest(_CLOSELY, guesses)}
    near = get_close_matches(word, names, 1)
    return names[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str], words: str = 'did you mean "{}"?') -> str:
    """`did you mean "rounds"?`, or an empty text."""
    near = nearest(word, known)
    return words.format(near) if near is not None else ""


def suggested(word: str, known: Iterable[str]) -> str:
    """The same as a sentence of its own, in the quotation marks of sentences; or an empty text."""
    return did_you_mean(word, known, "Did you mean “{}”?")


class Places:
    """Line and column of every key of a document, 1-based, columns in characters."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")  # TOML's only line end; splitlines() knows ten more
        self._text = text

    @cached_property
    def _nodes(self) -> object:
        """Known places of keys; computed once a problem needs one."""
        # tomllib decides what is valid; toml_rs only gives places. Where it has no wheel, lines are
        # found by counting headers.
        with suppress(ValueError, ImportError):
            import toml_rs

            nodes: object = toml_rs.load_with_metadata(self._text, toml_version="1.0.0").meta[
                "nodes"
            ]
            return nodes
        return {}

    @cached_property
    def _headers(self) -> list[int]:
        return [
            number
            for number, line in enumerate(self._lines, 1)
            if re.fullmatch(r"\s*\[\[\s*step\s*\]\]\s*(#.*)?", line)
        ]

    def of(self, path: Path) -> tuple[int, int]:
        """Place of the key at `path`, or of the nearest table that holds it."""
        if not self._nodes:
            return self._counted(path)
        node, place = self._nodes, (1, 1)
        for part in path:
            try:
                inner = node["value"] if _is_entry(node) else node  # type: ignore[index] # caught below
                node = inner[part]  # type: ignore[index] # as above
            except (KeyError, IndexError, TypeError):
                break
            place = self._place(node) or place
        return place

    def _place(self, node: object) -> tuple[int, int] | None:
        if not isinstance(node, dict):
            return None
        prefix = "key" if _is_number(node.get("key_line")) else "value"
        line, column = node.get(f"{prefix}_line"), node.get(f"{prefix}_col")
        if not _is_number(line):  # a [table] has no place of its own: use its first key
            return next(filter(None, (self._place(inner) for inner in node.values())), None)
        first_line = line[0] if isinstance(line, tuple) else line
        first_byte = column[0] if isinstance(column, tuple) else column
        return first_line, self._character(first_line, int(first_byte or 1))

    def _character(self, line: int, byte: int) -> int:
        if line > len(self._lines):
            return byte
        before = self._lines[line - 1].encode()[: byte - 1]
        return len(before.decode(errors="ignore")) + 1

    def _counted(self, path: Path) -> tuple[int, int]:
        match path:
            case ("step", int(index), *_) if index < len(self._headers):
                return self._headers[index], 1
            case _:
                return 1, 1


def _is_number(line: object) -> TypeGuard[int | tuple[int, int]]:
    """True for a place, and not a key that a script happens to call `key_line`."""
    return isinstance(line, int | tuple)


def _is_entry(node: object) -> bool:
    return isinstance(node, dict) and (
        _is_number(node.get("key_line")) or _is_number(node.get("value_line"))
    )


def unfit(raw: object) -> tuple[str, str] | None:
    """Why a document is unsafe to handle (too deep, too many values, numbers out of range): code
    and words, or None."""
    waiting: list[tuple[object, int]] = [(raw, 0)]
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if seen > MOST_VALUES:
            return "RS003", f"it holds more than {MOST_VALUES:,} texts, numbers, tables and lists"
        match value:
            case dict() | list() if depth > DEEPEST:
                return "RS003", f"tables and lists lie more than {DEEPEST} deep in each other"
            case dict():
                waiting += ((inner, depth + 1) for inner in value.values())
            case list():
                waiting += ((inner, depth + 1) for inner in value)
            case int() if value not in _INTEGERS:
                return "RS004", "a whole number does not fit into 64 bits"
            case float() if not math.isfinite(value):
                return "RS004", "inf and nan are no numbers to count with"
            case _:
                pass
    return None


def syntax_problem(file: str, text: str, error: Exception) -> Problem:
    """The problem of a document that is not valid TOML."""
    from rsense.core.script.toml_mistakes import PLACE, plain_mistake

    message, advice = str(error), "see toml.io for the rules"
    line, column, plain, mend = plain_mistake(message, text)
    match error:
        case tomllib.TOMLDecodeError():
            what = PLACE.sub("", message).removesuffix(" (at end of document)")
            if what.startswith("Unterminated") and '"""' in text:  # where it begins
                before = text[: text.rindex('"""')]
                line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            what, advice = (f"{plain} ({what})", mend) if plain else (what, advice)
        case RecursionError():
            what, line, column = "nested too deeply", 1, 1
        case _:
            what, line, column = "a number or a date in it cannot be read", 1, 1
    what = f"not valid TOML: {what}"
    return Problem("RS001", file, line, column, "", what, advice)
