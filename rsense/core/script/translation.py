"""The texts of a script in another language, by step id.

A file `name.de.toml` beside `name.toml` holds them. It has texts and nothing else: what is asked,
when, and which answers there are stays as the script says, so a session goes on in either language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from msgspec.structs import replace

from rsense.core.expressions.placeholders import Template, Text
from rsense.core.sanitize import first_control
from rsense.core.script.diagnostics import (
    MOST_PROBLEMS,
    Path,
    Places,
    Problem,
    ScriptError,
    did_you_mean,
    not_too_many,
)
from rsense.core.script.languages import ENGLISH

_HEAD = ("title", "summary", "caution")
_PAIRS = (("follow_up", "ask"), ("people", "a"), ("people", "b"))
_STEP = (
    *("text", "caution", "hint", "example", "starter", "template", "part"),
    *("low_label", "high_label"),
)
_LISTS = ("cues", "turn_labels")
_TABLES = {
    "options": ("label", "hint", "group"),
    "bins": ("label",),
    "blanks": ("text", "starter", "example"),
}
"""Tables of a step by their values or names, with the texts of each; the first may stand alone."""
_PLAIN = frozenset({"title", "summary", "part", "low_label", "high_label", "label", "group"})
"""Texts in which a brace is only a brace."""
Document = dict[str, Any]
"""A script as TOML says it."""


class Fault(NamedTuple):
    """What is wrong at a place of a translation, and what to do."""

    path: Path
    what: str
    advice: str = ""


class _Place(NamedTuple):
    """A text of a script: its path in a translation, and where it stands in the document."""

    path: Path
    holder: Any
    key: str | int

    @property
    def text(self) -> str:
        return str(self.holder[self.key])


def translate(document: dict[str, Any], translation: Mapping[str, Any], language: str) -> None:
    """Put the texts of a translation into a script's document. One without faults is whole."""
    written = dict(_written((), translation))
    for place in _places(document):
        if place.path in written:
            place.holder[place.key] = written[place.path]
    document["language"] = language


def faults(
    document: dict[str, Any], translation: Mapping[str, Any], language: str
) -> Iterator[Fault]:
    """Everything that is wrong with a translation of a script, which is a valid one."""
    if document.get("language", ENGLISH) == language:
        yield Fault((), f"the script itself is in this language, “{language}”", "take one away")
        return
    if translation.get("format") != 1:
        yield Fault(("format",), "format is missing", "write format = 1")
    places = {place.path: place for place in _places(document)}
    written = dict(_written((), translation))
    for path, text in written.items():
        if path not in places:
            near = did_you_mean(_called(path), map(_called, places))
            yield Fault(path, f'the script has no text "{_called(path)}"', near)
        elif not isinstance(text, str):
            yield Fault(path, f"{_called(path)}: a text belongs here")
        elif not text.strip():
            yield Fault(path, f"{_called(path)} is empty", "translate it")
        elif control := first_control(text):
            yield Fault(path, f"a control character ({control}) in the text", "take it out")
        elif why := _differs(path, places[path].text, text):
            yield Fault(path, f"{_called(path)}: {why}")
    begun = {path[:2] for path in written}
    for path in places:
        if path[0] == "step" and isinstance(path[1], int):
            what = f"step {path[1]} of the script has a text and no id"
            yield Fault((), what, 'give it one, so that a translation can name it: id = "…"')
        elif path not in written:
            # Line 1 for a step that isn't there at all: the nearest table is another one's.
            there = path[:2] if path[:2] in begun else ()
            yield Fault(there, f"{_called(path)} is missing", "translate it")


def translation_problems(
    file: str,
    text: str,
    translation: Mapping[str, Any],
    document: Document,
    language: str,
    *,
    read: Callable[[Document], None],
) -> Iterator[Problem]:
    """What is wrong with a translation of a valid script, or with the script in this language.

    `read` parses the script's document, into which the texts are put. Raises nothing.
    """
    places = Places(text)
    told = islice(faults(document, translation, language), MOST_PROBLEMS)
    found = [Problem("RS100", file, *places.of(path), "", *said) for path, *said in told]
    if found:
        yield from not_too_many(sorted(found, key=lambda one: one.line))
        return
    translate(document, translation, language)
    try:
        read(document)
    except ScriptError as error:
        for one in error.problems:
            step = one.step.rpartition("(")[2].removesuffix(")")
            line, column = places.of(("step", step))
            yield replace(one, line=line, column=column)


def _called(path: Path) -> str:
    """`step.now.options.wait`, without the key that may be left out."""
    short = len(path) == 5 and path[2] in _TABLES and path[4] == _TABLES[str(path[2])][0]
    return ".".join(map(str, path[:-1] if short else path))


def _places(document: dict[str, Any]) -> Iterator[_Place]:
    """Every text of a script that is to be translated. Options and blanks become tables."""
    yield from (_Place((key,), document, key) for key in _HEAD if key in document)
    for table, key in _PAIRS:
        if key in document.get(table, {}):
            yield _Place((table, key), document[table], key)
    for number, step in enumerate(document["step"], 1):
        at: Path = ("step", step.get("id") or number)
        yield from (_Place((*at, key), step, key) for key in _STEP if key in step)
        for key in _LISTS:
            texts = step.get(key, [])
            yield from (_Place((*at, key, n), texts, n) for n in range(len(texts)))
        for table, keys in _TABLES.items():
            for name, inner in _tables(step, table):
                yield from (_Place((*at, table, name, k), inner, k) for k in keys if k in inner)


def _tables(step: dict[str, Any], table: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(value or name, table) of each option, bin or blank, made a table if it is only a text."""
    inside = step.get(table, [])
    if isinstance(inside, dict):
        for name, blank in inside.items():
            inside[name] = {"text": blank} if isinstance(blank, str) else blank
        yield from inside.items()
        return
    for at, option in enumerate(inside):
        inside[at] = {"value": option} if isinstance(option, str) else option
        inside[at].setdefault("label", inside[at]["value"])
        yield inside[at]["value"], inside[at]


def _written(path: Path, value: object) -> Iterator[tuple[Path, object]]:
    """Every text of a translation, by its path."""
    match value:
        case dict():
            for key, inner in value.items():
                if (*path, key) != ("format",):
                    yield from _written((*path, key), inner)
        case list():
            for number, inner in enumerate(value):
                yield from _written((*path, number), inner)
        case _ if len(path) == 4 and path[0] == "step" and path[2] in _TABLES:
            yield (*path, _TABLES[str(path[2])][0]), value
        case _:
            yield path, value


def _differs(path: Path, base: str, text: str) -> str:
    """How the placeholders and gaps of a text differ from the script's; empty if they don't."""
    if path[-1] in _PLAIN or path[2:3] == ("options",) or path[0] == "people":
        return ""
    kind = Template if path[-1] == "template" else Text
    try:
        before, after = kind(base), kind(text)
    except ValueError as error:
        return str(error)
    had, has = (_slots(one) for one in (before, after))
    missing, new = sorted(had - has), sorted(has - had)
    if missing and new:
        return f"{new[0]} stands where {missing[0]} belongs"
    if missing:
        return f"{missing[0]} is missing"
    return f"{new[0]} isn't in the script's own text" if new else ""


def _slots(text: Text) -> set[str]:
    """Placeholders, with whether something stands where an answer is missing, and gaps."""
    shape = {None: "", "": "|"}
    slots = {f"{{{one.name}{shape.get(one.fallback, '|…')}}}" for one in text.slots}
    return slots | {f"[{gap}]" for gap in (text.gaps if isinstance(text, Template) else ())}
