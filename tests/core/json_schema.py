"""JSON Schema (draft 2020-12) of the exercise language, derived from the types of the decoder.

`python -m tests.core.json_schema [PATH]` writes it; without a path it writes
`exercises/exercise.schema.json` of this checkout.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from rsense.core.expressions.placeholders import Template, Text
from rsense.core.script.head import Head
from rsense.core.steps import Step
from rsense.core.steps.breathe import Pattern
from rsense.core.steps.compose import BlankText, Question

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


def json_schema() -> dict[str, Any]:
    """Schema of one script, format 1."""
    parts, definitions = msgspec.json.schema_components(
        [Head, Step, Question], schema_hook=_hook, ref_template="#/$defs/{name}"
    )
    head = definitions.pop("Head")
    _drop_null(head)
    _drop_null(definitions)
    head["properties"]["step"] = {"type": "array", "minItems": 1, "items": parts[1]}
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
