"""The program's own small forms: scripts by name, which lie beside the exercises in `forms/`.

What differs from run to run is put in as values, which are data: never a part of the TOML.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from rsense.core.sanitize import clean
from rsense.core.script.parse import Script, ScriptError, parse
from rsense.core.vocabulary import Vocabularies
from rsense.session_runner import SaveFailed
from rsense.store.library import Library

# To the language of exercises this is plain text in braces, so a form passes the checks as it is.
_MARK = re.compile(r"\{\{(\w+)\}\}")


def form(
    library: Library,
    name: str,
    *,
    without: Collection[str] = (),
    values: Mapping[str, str] | None = None,
    listed: Mapping[str, Mapping[str, str]] | None = None,
    pages: Iterable[str] = (),
) -> Script:
    """A form by its name. Raises SaveFailed if the installation lacks it, or it is broken.

    `without` names steps and options that are left out, and conditions about those steps go with
    them; `values` are put for `{{name}}` in texts; `listed` has options, by value, that are put
    behind those of a step; `pages` are texts to read first.
    """
    document = form_document(library, name)
    steps = [step for step in document["step"] if step.get("id") not in without]
    for step in steps:
        step["text"] = _MARK.sub(lambda mark: literal((values or {})[mark[1]]), step["text"])
        if step.get("when", "").partition(" ")[0] in without:
            del step["when"]
        if more := (listed or {}).get(step.get("id", "")):
            step["options"] += [{"value": value, "label": label} for value, label in more.items()]
        if without and "options" in step:
            step["options"] = [one for one in step["options"] if one["value"] not in without]
    read = [{"kind": "say", "text": literal(page)} for page in pages]
    try:
        return parse_form(library, name, {**document, "step": [*read, *steps]})
    except ScriptError as error:
        raise not_whole(f"forms/{name}.toml") from error


def form_document(library: Library, name: str) -> dict[str, Any]:
    """A form as a document, to be changed before it is parsed. Raises SaveFailed."""
    try:
        return tomllib.loads(library.forms[name])
    except (KeyError, tomllib.TOMLDecodeError) as error:
        raise not_whole(f"forms/{name}.toml") from error


def not_whole(file: str) -> SaveFailed:
    """The error for a missing or broken file of the installation."""
    return SaveFailed(
        f"This installation isn't complete: {file} is missing or can't be used. "
        "Install rsense again to fix it."
    )


def parse_form(library: Library, name: str, document: dict[str, Any]) -> Script:
    """A document as a script, checked like any other. Raises ScriptError."""
    return parse(name, document, library.sources, library.vocabularies)


def one_choice(
    title: str, text: str, ways: Vocabularies, default: str = "", *, other: bool = False
) -> Script:
    """A script of one required choice, `way`, from the vocabulary `ways`, or in own words."""
    step = {"id": "way", "kind": "choose", "required": True, "vocabulary": "ways", "other": other}
    step |= {"default": default} if default else {}
    head = {"format": 1, "title": title, "stage": "notice"}
    document = {**head, "step": [{**step, "text": literal(text)}]}
    return parse("question", document, {}, ways)


def literal(text: str) -> str:
    """A text that a script shows as it stands, braces too."""
    return clean(text).replace("{", "{{").replace("}", "}}")
