"""Exercises and answers that nobody thought of: strategies for the property tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import tomli_w
from hypothesis import strategies as st

from rsense.core.engine import CurrentPrompt, Session, current
from rsense.core.prompts import SKIPPED, Fill, Gather, Pick, Skip, Value, Write
from rsense.core.script.parse import Script
from rsense.core.steps import KINDS
from tests.core.scripts import HEAD, INNER, parsed
from tests.steps import step

PRIVATE = "whispered"
"""In every word that is answered to a private question, and nowhere else."""

SHELVES = {"plans": ("walk", "call Ann"), "evidence": ()}
WAYS = [{"value": "on"}, {"value": "far", "go": "last"}, {"value": "out", "go": "end"}]
SOURCES = {
    "inner": HEAD + INNER,
    "winding": HEAD
    + 'caution = "Careful."\n'
    + step("rate", "calm", "How calm?")
    + step("choose", "way", "Where to?", options=WAYS, private=True)
    + step("include", "deep", exercise="inner", when="calm > 5")
    + step("ask", "last", "And {deep_calm|now}?", keep="plans")
    + step("jump", to="last", when="calm < 3", at_most=1),
}
INNER_NAMES = {"inner": ["calm"], "winding": ["calm", "deep_calm"]}


@dataclass
class _Known:
    """The names answered so far, by what they are; which of them are private."""

    numbers: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    picks: list[str] = field(default_factory=list)
    moments: list[str] = field(default_factory=list)
    private: set[str] = field(default_factory=set)

    def all(self) -> list[str]:
        return [*self.numbers, *self.texts, *self.lists, *self.flags, *self.picks, *self.moments]

    def shown(self) -> list[str]:
        return [name for name in self.all() if name not in self.flags]


@st.composite
def conditions(draw: st.DrawFn, known: _Known) -> str:
    """A `when` about what was asked before."""
    atoms = [
        *(f"{name} {sign} {n}" for name in known.numbers for sign in (">", "<=") for n in (3, 7)),
        *(f"{name} != 5" for name in known.numbers),
        *(f"{name} == 'a'" for name in known.picks),
        *(f"{name} not in ['a']" for name in known.picks),
        *(f"'thing 1' in {name}" for name in known.lists),
        *known.all(),
    ]
    one = st.sampled_from(atoms)
    form = draw(st.sampled_from(["{}", "{}", "not {}", "{} and {}", "{} or not {}"]))
    return form.format(*(draw(one) for _ in range(form.count("{}"))))


@st.composite
def texts(draw: st.DrawFn, known: _Known, *, private: bool = True) -> str:
    """Words that may show an answer; no private one unless that is allowed."""
    names = known.shown()
    secrets = [name for name in names if name in known.private]
    names = [*names, *secrets * 3] if private else [n for n in names if n not in secrets]
    if draw(st.integers(0, 2)) and names:
        return f"About {{{draw(st.sampled_from(names))}|nothing}}."
    return "Some words."


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A right script as a TOML document."""
    count = draw(st.integers(2, 9))
    known, steps = _Known(), []
    jumps = 0
    for index in range(count):
        kinds = [kind for kind in KINDS if kind not in ("jump", "reveal", "sort")]
        kinds += ["sort"] * bool(known.lists) + ["jump"] * (index > 0 and jumps < 2)
        kind = draw(st.sampled_from(kinds))
        jumps += kind == "jump"
        steps.append(draw(_steps(kind, index, count, known)))
    head: dict[str, Any] = {"caution": "Careful."} if draw(st.booleans()) else {}
    return {**head, "step": steps}


@st.composite
def _steps(draw: st.DrawFn, kind: str, index: int, count: int, known: _Known) -> dict[str, Any]:
    step: dict[str, Any] = {"id": f"s{index}", "kind": kind}
    if known.all() and draw(st.integers(0, 2)) == 0:
        step["when"] = draw(conditions(known))
    if kind == "jump":
        to = draw(st.integers(0, index - 1))
        return {**step, "to": f"s{to}", "at_most": draw(st.integers(1, 2))}
    if kind == "include":
        exercise = draw(st.sampled_from(sorted(SOURCES)))
        known.numbers += (f"s{index}_{name}" for name in INNER_NAMES[exercise])
        return {**step, "exercise": exercise}
    step["text"] = draw(texts(known))
    flags = st.lists(st.sampled_from(["pin", "required", "caution", "hint"]), max_size=2)
    for key in [*draw(flags), *draw(st.sampled_from([[], [], ["private"]]))]:
        step[key] = draw(texts(known)) if key in ("caution", "hint") else True
    if "when" in step and draw(st.booleans()):
        step["go"] = draw(_targets(index, count))
    private = "private" in step
    step |= draw(_own_keys(kind, index, count, known, private=private))
    if kind in ("ask", "gather", "compose") and not private and draw(st.booleans()):
        step["keep"] = draw(st.sampled_from(["plans", "evidence"]))
    _learn(known, kind, step)
    return step


def _targets(index: int, count: int) -> st.SearchStrategy[str]:
    return st.sampled_from(["end", *(f"s{later}" for later in range(index + 1, count))])


@st.composite
def _own_keys(
    draw: st.DrawFn, kind: str, index: int, count: int, known: _Known, *, private: bool
) -> dict[str, Any]:
    lists = [name for name in known.lists if private or name not in known.private]
    words = texts(known, private=private)
    match kind:
        case "choose" if draw(st.booleans()) and lists:
            return {"items": draw(st.sampled_from(lists)), "other": draw(st.booleans())}
        case "choose" if draw(st.booleans()):
            ways = [{"value": value} for value in "abc"]
            ways[0] |= {"go": draw(_targets(index, count)), "label": "the a"}
            return {"options": ways, "other": draw(st.booleans())}
        case "choose":
            at_least = draw(st.integers(0, 2))
            return {"options": ["a", "b", "c"], "at_most": 2, "at_least": at_least}
        case "ask":
            return {"starter": draw(words)}
        case "gather":
            return {"at_least": draw(st.integers(0, 2)), "cues": [draw(texts(known))]}
        case "sort" if lists:
            return {
                "items": draw(st.sampled_from(lists)),
                "bins": [{"value": "fact"}, {"value": "story"}],
            }
        case "sort":  # only private lists to sort: then this is private too
            return {
                "items": known.lists[0],
                "private": True,
                "bins": [{"value": "fact"}, {"value": "story"}],
            }
        case "compose":
            blank = {"text": draw(texts(known)), "starter": draw(words)}
            return {"template": f"{draw(words)} [one], [two]", "blanks": {"one": "x", "two": blank}}
        case "breathe":
            return {"pattern": "4-6", "cycles": draw(st.integers(1, 3))}
        case "timer":
            return {"seconds": 5, "turns": draw(st.integers(1, 3))}
        case "recall":
            return {"shelf": draw(st.sampled_from(sorted(SHELVES)))}
        case "people":
            return {"lines": draw(st.sampled_from(["crisis", "abuse"]))}
        case _:
            return {}


def _learn(known: _Known, kind: str, step: Mapping[str, Any]) -> None:
    id: str = step["id"]
    new: dict[str, list[str]] = {
        "rate": [id],
        "ask": [id],
        "gather": [id],
        "recall": [id],
        "choose": [id],
        "moment": [id],
        "breathe": [id],
        "timer": [id],
        "sort": [f"{id}_fact", f"{id}_story"],
        "compose": [id, f"{id}_one", f"{id}_two"],
    }
    names = new.get(kind, [])
    match kind:
        case "rate":
            known.numbers += names
        case "choose" if step.get("at_most") == 2:
            pass  # its values are a, b, c alone: no condition here knows them
        case "choose" if "options" in step:
            known.picks += names
        case "ask" | "compose" | "choose":
            known.texts += names
        case "gather" | "recall" | "sort":
            known.lists += names
        case "moment":
            known.moments += names
        case "breathe" | "timer":
            known.flags += names
        case _:
            pass
    if step.get("private"):
        known.private.update(names)


def scripts() -> st.SearchStrategy[Script]:
    """Right scripts, ready to run."""
    return documents().map(lambda document: parsed(tomli_w.dumps(document), "", SOURCES))


def robot_values(session: Session) -> st.SearchStrategy[Value | Skip]:
    """An answer to what is shown now, of those that its prompt samples."""
    shown = current(session)
    assert shown is not None
    possible: list[Value | Skip] = list(shown.prompt.samples())
    return st.sampled_from([*possible, SKIPPED] if shown.skippable else possible)


def values(session: Session) -> st.SearchStrategy[Value | Skip]:
    """An answer to what is shown now; a private one is whispered."""
    shown = current(session)
    assert shown is not None
    possible: list[Value | Skip] = [*_whispered(shown)] or [*shown.prompt.samples()]
    return st.sampled_from([*possible, SKIPPED] if shown.skippable else possible)


def _whispered(shown: CurrentPrompt) -> list[Value]:
    match shown.prompt:
        case _ if not shown.private:
            return []
        case Write():
            return [PRIVATE]
        case Gather(at_least=at_least):
            return [tuple(f"{PRIVATE} {n}" for n in range(max(at_least, 1)))]
        case Fill(blanks=blanks):
            return [tuple((blank.name, PRIVATE) for blank in blanks)]
        case Pick(other=True):
            return [(PRIVATE,)]
        case _:
            return []
