"""Exercises for two that nobody thought of: whatever `check` lets pass of steps drawn at random."""

from __future__ import annotations

import re
from typing import Any

import tomli_w
from hypothesis import strategies as st

from rsense.core.script.parse import Script, ScriptError, parse
from tests.core.scripts import HEAD, VOCABULARIES

GATE = "is-it-safe-together"
SILENT = HEAD + '[[step]]\nkind = "say"\ntext = "x"\nwhen = "1 == 2"\n'
KINDS = (
    "ask",
    "ask",
    "gather",
    "choose",
    "compose",
    "say",
    "rate",
    "timer",
    "reveal",
    "reveal",
    "jump",
)


@st.composite
def pair_scripts(draw: st.DrawFn) -> Script:
    """A script for two; a step that `check` finds fault with is taken out, until it is right."""
    steps = [{"id": "safe", "kind": "include", "exercise": GATE}]
    names: list[tuple[str, str]] = []
    for index in range(draw(st.integers(4, 12))):
        steps.append(draw(_steps(index, names)))
    while True:
        document = {"audience": "pair", "people": {}, "step": steps}
        try:
            return parse("test", HEAD + tomli_w.dumps(document), {GATE: SILENT}, VOCABULARIES)
        except ScriptError as error:
            steps.pop(int(re.sub(r"\D+(\d+).*", r"\1", error.problems[0].step)) - 1)


@st.composite
def _steps(draw: st.DrawFn, index: int, names: list[tuple[str, str]]) -> dict[str, Any]:
    """One step; `names` are the names before it and their kinds, to which its own are added."""
    kind = draw(st.sampled_from(KINDS)) if names else "ask"
    known = [name for name, _ in names]

    def words() -> str:
        shown = st.lists(st.sampled_from(["a", *known]), max_size=2)
        return " ".join(["Words", *(f"{{{name}|none}}" for name in draw(shown))])

    step: dict[str, Any] = {"id": f"s{index}", "kind": kind, "text": words()}
    keys = st.sampled_from(["hint", "example", "caution", "private", "pin", "when", "go"])
    for key in draw(st.lists(keys, max_size=2, unique=True)):
        match key:
            case "hint" | "example" | "caution":
                step[key] = words()
            case "when" if known:
                step[key] = draw(st.sampled_from(known))
            case "go":
                step[key] = f"s{index + draw(st.integers(1, 3))}"
            case "private" | "pin":
                step[key] = True
    if kind == "jump":
        when = f"{draw(st.sampled_from(known))}"
        to = f"s{draw(st.integers(0, index - 1))}"
        return {"id": step["id"], "kind": kind, "to": to, "when": when, "at_most": 1}
    if kind == "reveal":
        return step | {"names": draw(st.lists(st.sampled_from(known), min_size=2, max_size=3))}
    if who := draw(st.sampled_from(["a", "b", "a", "b", ""])):
        step["by"] = who
    lists = [name for name, kind in names if kind == "gather"]
    texts = [name for name, kind in names if kind == "ask"]
    again = draw(st.booleans())
    match kind:
        case "ask" if texts and again:
            step["revises"] = draw(st.sampled_from(texts))
        case "ask":
            step["starter"] = words()
        case "gather":
            step["cues"] = [words()]
        case "choose" if lists and again:
            step |= {"items": draw(st.sampled_from(lists)), "other": True}
        case "choose":
            step |= {"options": ["yes", "no"], "other": True}
        case "compose":
            step |= {"template": f"{words()} [one]", "blanks": {"one": words()}}
        case "timer":
            step |= {"seconds": 5, "turns": 1, "turn_labels": [words()]}
    if kind not in ("say", "timer"):
        names.append((step["id"], kind))
    return step
