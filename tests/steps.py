"""Steps in a line each, for tests of what becomes of them, not of how scripts are written."""

from __future__ import annotations

import json


def step(kind: str, id: str = "", text: str = "", **keys: object) -> str:
    """A step as its author would write it; `keys` are those of its kind."""
    every = {"id": id, "kind": kind, "text": text, **keys}
    lines = (f"{key} = {_toml(value)}\n" for key, value in every.items() if value != "")
    return "[[step]]\n" + "".join(lines)


def _toml(value: object) -> str:
    match value:
        case dict():
            return f"{{ {', '.join(f'{key} = {_toml(inner)}' for key, inner in value.items())} }}"
        case list():
            return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)
