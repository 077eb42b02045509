"""Exercises for two that nobody thought of: whatever `check` lets pass of steps drawn at random."""

from __future__ import annotations

import copy
import re
from random import Random
from typing import Any

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
    "jump",
    "include",
    "reveal",
    "reveal",
    "reveal",
)
INNER = HEAD + '[[step]]\nid = "said"\nkind = "ask"\ntext = "x"\n'
KEYS = ("hint", "example", "caution", "private", "pin", "when", "go")


def pair_script(chance: Random) -> Script:
    """A script for two; a step that `check` finds fault with is taken out, until it is right."""
    steps: list[dict[str, Any]] = [{"id": "safe", "kind": "include", "exercise": GATE}]
    names: list[tuple[str, str, str]] = []
    for index in range(chance.randint(5, 16)):
        steps.append(_step(chance, index, names))
    head = {"format": 1, "title": "A test", "stage": "repair", "audience": "pair", "people": {}}
    while True:
        document = copy.deepcopy({**head, "step": steps})  # parsing takes it apart
        try:
            return parse("test", document, {GATE: SILENT, "inner": INNER}, VOCABULARIES)
        except ScriptError as error:
            steps.pop(int(re.sub(r"\D+(\d+).*", r"\1", error.problems[0].step)) - 1)


def _step(chance: Random, index: int, names: list[tuple[str, str, str]]) -> dict[str, Any]:
    """One step; `names` are those before it, their kinds and owners, to which its own is added."""
    kind = chance.choice(KINDS) if names else "ask"
    known = [name for name, *_ in names]

    def words() -> str:
        shown = chance.choices(["a", *known], k=chance.choice((0, 0, 1, 2)))
        return " ".join(["Words", *(f"{{{name}|none}}" for name in shown)])

    def one_of(kind: str) -> str:
        found = [name for name, its, _ in names if its == kind]
        return chance.choice(found) if found and chance.random() < 0.5 else ""

    step: dict[str, Any] = {"id": f"s{index}", "kind": kind, "text": words()}
    if kind == "jump":
        to, when = f"s{chance.randrange(index)}", chance.choice(known)
        return {"id": step["id"], "kind": kind, "to": to, "when": when, "at_most": 1}
    if kind == "include":
        names.append((f"{step['id']}_said", "ask", ""))
        return {"id": step["id"], "kind": kind, "exercise": "inner"}
    if kind == "reveal":
        each = ([name for name, _, whose in names if whose == who] or known for who in "ab")
        return step | {"names": [chance.choice(some) for some in each]}
    if who := chance.choice("ab") if chance.random() < 0.8 else "":
        step["by"] = who
    for key in chance.sample(KEYS, chance.choice((0, 0, 1))):
        step[key] = {"private": True, "pin": True, "go": f"s{index + 2}"}.get(key, words())
        if key == "when":
            step[key] = chance.choice([*known, "1 == 1"])
    match kind:
        case "ask" if text := one_of("ask"):
            step["revises"] = text
        case "ask":
            step["starter"] = words()
        case "gather":
            step["cues"] = [words()]
        case "choose" if items := one_of("gather"):
            step |= {"items": items, "other": True}
        case "choose":
            step |= {"options": ["yes", "no"], "other": True}
        case "compose":
            step |= {"template": f"{words()} [one]", "blanks": {"one": words()}}
        case "timer":
            step |= {"seconds": 5, "turns": 1, "turn_labels": [words()]}
    if kind not in ("say", "timer"):
        names.append((step["id"], kind, who))
    return step
