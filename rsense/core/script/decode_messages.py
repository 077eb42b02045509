"""Decoding errors of msgspec in words for an author."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

import msgspec

from rsense.core.script.diagnostics import Path, Places, did_you_mean
from rsense.core.steps.compose import BlankText, Question

_PLAIN = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "date": "a day",
    "object": "a table",
}
_WRITTEN = {
    "str": "write it in quotation marks",
    "array": 'write it in brackets, as in ["one", "two"]',
    "object": 'write it in braces, as in { value = "one" }',
    "date": "write it without quotation marks, as in 2026-11-29",
}
TABLES = "each is a table below two pairs of brackets, as in [[step]]"


def first_fault(message: str, kind: object, text: str) -> str:
    """A message of msgspec in one line, for a small file: where, what, and what to do."""
    _, what, advice, inner = plain_message(message, kind)
    line = Places(text).of(inner)[0] if inner else 0
    named = [key for key in inner[-1:] if isinstance(key, str) and "unknown field" not in message]
    where = ", ".join(filter(None, (f"line {line}" if line else "", *named)))
    return "".join((f"{where}: " if where else "", what, f"; {advice}" if advice else ""))


def plain_message(message: str, kind: object) -> tuple[str, str, str, Path]:
    """A message of msgspec in an author's words: (code, fault, advice, path inside the value)."""
    placed = re.fullmatch(r"(.*) - at `\$([^`]*)`", message, re.DOTALL)
    what, where = (placed[1], placed[2]) if placed else (message, "")
    inner: Path = tuple(
        int(index) if index else key
        for key, index in re.findall(r"\.(\w+)|\[([0-9]{1,9})\]", where)
    )
    for key in inner:
        fields = (one for struct in structs(kind) for one in msgspec.structs.fields(struct))
        kind = next((one.type for one in fields if one.encode_name == key), kind)
    if found := re.fullmatch(r"Expected `(.+)`, got `(.+)`", what):
        words = [word for word in found[1].split(" | ") if word != "null"]  # TOML has no null
        wanted = " or ".join(_PLAIN.get(word, word) for word in words)
        what = f"{wanted} belongs here, not {_PLAIN.get(found[2], found[2])}"
        once = found[2] == "object" and words[0] == "array"
        return "RS016", what, TABLES if once else _WRITTEN.get(words[0], ""), inner
    if "encoded date" in what:
        return "RS016", "a day belongs here", _WRITTEN["date"], inner
    if found := re.fullmatch(r"Invalid enum value '?(.*?)'?", what):
        allowed = [str(word) for word in literals(kind)]
        advice = did_you_mean(found[1], allowed) or f"one of {', '.join(allowed)}"
        return "RS017", f'"{found[1]}" cannot stand here', advice, inner
    if found := re.fullmatch(r"Object contains unknown field `(.*)`", what):
        keys = [f.encode_name for struct in structs(kind) for f in msgspec.structs.fields(struct)]
        advice = did_you_mean(found[1], keys) or f"its keys are {', '.join(keys)}"
        return "RS014", f'"{found[1]}" is not a key here', advice, (*inner, found[1])
    if found := re.fullmatch(r"Object missing required field `(.*)`", what):
        return "RS015", f"{found[1]} is missing", "", inner
    if "matching regex" in what:
        why, advice = "two or three small letters belong here", 'such as language = "de"'
        return "RS016", why, advice, inner
    return "RS016", what, "", inner


def literals(kind: object) -> Iterator[object]:
    for argument in get_args(kind):
        if isinstance(argument, str | int):
            yield argument
        else:
            yield from literals(argument)


def structs(kind: object) -> Iterator[type[msgspec.Struct]]:
    if kind is BlankText:
        yield Question
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
    for argument in get_args(kind):
        yield from structs(argument)
