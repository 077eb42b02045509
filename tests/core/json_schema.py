"""JSON Schema (draft 2020-12) of the exercise language, derived from the types of the decoder.

A key's description is the docstring under it in its class; its examples are those of
`exercises/README.md`, which the tests parse.

`python -m tests.core.json_schema [PATH]` writes it; without a path it writes
`exercises/exercise.schema.json` of this checkout.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from rsense.core.expressions.placeholders import Template, Text
from rsense.core.script.head import Door, FollowUpRequest, Given, Head, Measure, PairNames
from rsense.core.steps import KINDS, Step
from rsense.core.steps.breathe import Pattern
from rsense.core.steps.choose import Choice
from rsense.core.steps.compose import BlankText, Question
from rsense.core.steps.sort import Bin
from rsense.core.trigger_fields import TRIGGER_FIELDS

GUIDE = Path(__file__).parents[2] / "exercises" / "README.md"
TABLES: tuple[type, ...] = (
    Head,
    Measure,
    Door,
    Given,
    FollowUpRequest,
    PairNames,
    Choice,
    Bin,
    Question,
)
MOST_EXAMPLES, LONGEST_EXAMPLE = 3, 100
KIND = "What the step does."
STEPS = "The steps, in their order: `[[step]]` tables."

_WRITTEN: dict[type, dict[str, Any]] = {
    Text: {"type": "string", "description": "Text; {name} or {name|fallback} shows an answer."},
    Template: {"type": "string", "description": "A sentence with [blank]s to fill in."},
    Pattern: {"type": "string", "description": "Seconds such as 4-6 or 4-7-8, or sigh."},
}


def _hook(kind: type) -> dict[str, Any]:
    if kind is BlankText:
        return {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Question"}]}
    return _WRITTEN.get(kind, {"type": "string"})


def _drop_null(part: Any) -> None:
    """Remove null: TOML has none, and versions of msgspec put it in different places."""
    if not isinstance(part, dict):
        return
    ways = [way for way in part.get("anyOf", ()) if way != {"type": "null"}]
    if len(ways) < len(part.get("anyOf", ())):
        del part["anyOf"]
        part.pop("default", None)
        part |= ways[0] if len(ways) == 1 else {"anyOf": ways}
    for inner in part.values():
        _drop_null(inner)


def described(struct: type) -> dict[str, str]:
    """By key, the docstring under it, of a class and of those it is made of."""
    found: dict[str, str] = {}
    for one in reversed(struct.__mro__):
        if not one.__module__.startswith("rsense."):
            continue
        body = ast.parse(inspect.getsource(one).strip()).body[0]
        assert isinstance(body, ast.ClassDef)
        for field, under in zip(body.body, body.body[1:]):
            match field, under:
                case ast.AnnAssign(target=ast.Name(id=key)), ast.Expr(ast.Constant(str(words))):
                    found[key] = inspect.cleandoc(words).replace("\n", " ")
    return found


def documents() -> Iterator[dict[str, Any]]:
    """The examples of the guide."""
    for block in re.findall(r"```toml\n(.*?)```", GUIDE.read_text(), re.DOTALL):
        yield tomllib.loads(block)


def examples() -> dict[str, dict[str, list[Any]]]:
    """By table of the language and key, what the guide's examples write there."""
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))

    def note(table: str, written: Any) -> None:
        for key, value in written.items() if isinstance(written, dict) else ():
            known = found[table][key]
            short = len(json.dumps(value, ensure_ascii=False)) <= LONGEST_EXAMPLE
            if value not in known and len(known) < MOST_EXAMPLES and (short or not known):
                known.append(value)

    for script in documents():
        if not isinstance(script.get("step"), list):  # a vocabulary, or a translation
            continue
        note("Head", {key: value for key, value in script.items() if key != "step"})
        note("PairNames", script.get("people"))
        note("FollowUpRequest", script.get("follow_up"))
        note("TriggerMap", script.get("trigger"))
        for table, key in (("Door", "next"), ("Given", "given")):
            for one in script.get(key, ()):
                note(table, one)
        for one in script.get("measure", {}).values():
            note("Measure", one)
        for step in script["step"]:
            note(KINDS[step["kind"]].__name__, step)
            for table, key in (("Choice", "options"), ("Bin", "bins")):
                for one in step.get(key, ()):
                    note(table, one)
            for one in step.get("blanks", {}).values():
                note("Question", one)
    return found


def _explain(definitions: dict[str, Any]) -> None:
    """Put descriptions and examples to the keys of every table."""
    words = {one.__name__: described(one) for one in (*TABLES, *KINDS.values())}
    words["TriggerMap"] = {n: f"The step that says: {f.label}." for n, f in TRIGGER_FIELDS.items()}
    shown = examples()
    anywhere: dict[str, list[Any]] = defaultdict(list)
    for kind in KINDS.values():  # a key of every kind needs no example of each
        for key, values in shown[kind.__name__].items():
            anywhere[key] += values
    steps = {kind.__name__ for kind in KINDS.values()}
    for table, definition in definitions.items():
        for key, part in definition["properties"].items():
            what = words[table].get(key) or (KIND if key == "kind" else "")
            values = shown[table].get(key) or (anywhere[key] if table in steps else [])
            mine = dict(part)  # keys of one type may share what they were given
            if reference := mine.pop("$ref", None):  # older readers pass over what stands beside it
                mine["allOf"] = [{"$ref": reference}]
            if mine.get("type") == "number":  # tombi explains a 2 only where it may be an integer
                mine["type"] = ["integer", "number"]
            mine |= {"description": what, "examples": values[:MOST_EXAMPLES]}
            definition["properties"][key] = mine


def json_schema() -> dict[str, Any]:
    """Schema of one script, format 1."""
    parts, definitions = msgspec.json.schema_components(
        [Head, Step, Question], schema_hook=_hook, ref_template="#/$defs/{name}"
    )
    _drop_null(definitions)
    _explain(definitions)
    head = definitions.pop("Head")
    head["properties"]["step"] = {
        "type": "array",
        "minItems": 1,
        "items": parts[1],
        "description": STEPS,
    }
    head["required"] = [*head["required"], "step"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **head,
        "title": "rsense exercise",
        "$defs": definitions,
    }


def schema_text() -> str:
    """The schema as `exercises/exercise.schema.json` holds it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    import sys

    import rsense

    beside = rsense.__file__.removesuffix("rsense/__init__.py") + "exercises/exercise.schema.json"
    with open(sys.argv[1] if sys.argv[1:] else beside, "w", encoding="utf-8") as file:
        file.write(schema_text())
