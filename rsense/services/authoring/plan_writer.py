"""Runs for what no plan of a script reaches yet, as TOML to be read and changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Any

import tomli_w

from rsense.core.engine import CurrentPrompt, Session, answer, begin, current
from rsense.core.engine.plan import Around, Planned, RunFault, last_page, outcome, planned, play
from rsense.core.prompts import (
    SKIPPED,
    Fill,
    Gather,
    Pace,
    Pick,
    Prompt,
    Refused,
    Skip,
    Sort,
    Value,
)
from rsense.core.steps.people import People
from rsense.core.steps.recall import Recall
from rsense.core.values import pairs_of
from rsense.core.walker.branches import Branch, branches_of
from rsense.services.authoring.plans import PlannedScript, save

HEAD = "format = 1\n"
SAMPLE = "a few words"
LONGEST_END, LONGEST_LINE = 60, 100
TELLING = (
    *("still", "skipped after", "option", "bin", "own", "none"),
    *("ends", "broken", "skipped", "offered", "passed"),
)
"""Beginnings of branches, those first that say best what a run is about."""
_ARRAY = re.compile(r"\[\n((?:    .*,\n)+)\]")


def write_runs(one: PlannedScript) -> dict[str, Session]:
    """Add runs to the plan of a script for all that it misses: these, by name. Raises NotSaved."""
    reached = set[Branch]()
    for run in one.plan.run:
        with suppress(RunFault):  # told when it is tested
            reached |= branches_of(play(one.script, run))
    missing = set(one.missed(reached))
    taken = {run.name for run in one.plan.run}
    text, added = one.plan_text or HEAD, dict[str, Session]()
    for way in one.cover.ways(missing):
        got = branches_of(way)
        name = _unused(_name(way, got & missing), taken)
        added[name] = _readable(way)
        text += "\n" + _as_toml(added[name], name, one.around(), whole=not reached)
        missing, reached = missing - got, reached | got
    if added:
        save(one.plan_path, one.plan_text, text)
    return added


def _unused(name: str, taken: set[str]) -> str:
    names = (name, *(f"{name} ({n})" for n in range(2, 500)))
    found = next(one for one in names if one not in taken)
    taken.add(found)
    return found


def _name(way: Session, fresh: Collection[Branch]) -> str:
    """The two things that tell most about a way."""
    asked = [reply for reply in way.replies if reply.value is not None]
    if asked and all(reply.value is SKIPPED for reply in asked):
        return "everything skipped"
    rank = {b: next((n for n, t in enumerate(TELLING) if b.what.startswith(t)), 99) for b in fresh}
    of_steps: dict[str, str] = {}
    for one in sorted(fresh, key=lambda b: (rank[b], b)):
        of_steps.setdefault(one.step, one.what.removeprefix("option "))
    return "; ".join(f"{way.script.called(step)}: {what}" for step, what in [*of_steps.items()][:2])


def _readable(way: Session) -> Session:
    """The same way with the author's own examples for answers, where it leads along it too."""
    before = begin(way.script, way.shelves)
    session = before
    try:
        for reply in way.replies:
            shown, old = current(session), before.state.prompt
            if shown is None or old is None:
                return way
            value = _with_examples(reply.value, old, shown)
            session, before = answer(session, value), answer(before, reply.value)
    except Refused:
        return way
    same = session.complete and branches_of(session) == branches_of(way)
    return session if same else way


def _with_examples(value: Value | Skip, old: Prompt, shown: CurrentPrompt) -> Value | Skip:
    """A sample answer to `old` in the words of the examples; the same place of a list."""
    match shown.prompt, old, value:
        case Fill(blanks=blanks), _, tuple():
            said = zip(blanks, pairs_of(value))
            return tuple(
                (b.name, b.example if w == SAMPLE and b.example else w) for b, (_, w) in said
            )
        case Gather(), _, (str(), *others) if shown.example and "\n" not in shown.example:
            return (shown.example, *map(str, others))
        case Sort(items=items), _, tuple():
            return tuple((item, bin) for item, (_, bin) in zip(items, pairs_of(value)))
        case Pick(options=options), Pick(options=listed), tuple():
            now = {before.value: one.value for before, one in zip(listed, options)}
            return tuple(now.get(str(word), str(word)) for word in value)
        case _, _, str() if value == SAMPLE and shown.example:
            return shown.example
    return value


def _as_toml(way: Session, name: str, around: Around, *, whole: bool) -> str:
    """A run. `whole` puts all in it that is left of it, else only what differs between ways."""
    script, run = way.script, dict[str, Any]()
    run["given"] = {
        one.name: said.label if one.kind == "text" else said.value
        for one in script.head.givens
        if (said := script.given.get(one.name))
    }
    if way.shelves:
        steps = (node.step for node in script.nodes)
        run["shelves"] = {s.shelf: [*way.shelves[s.shelf]] for s in steps if isinstance(s, Recall)}
    run["answers"] = dict(_answers(way))
    left = outcome(way, around)
    record: dict[str, Any] = {}
    may_soften = "distress" in script.head.measure
    if left["people"] or may_soften or any(isinstance(n.step, People) for n in script.nodes):
        record["people"] = left["people"]
    if whole:
        left.get("follow_up", {}).pop("ask", None)
        record = {key: one for key, one in left.items() if key != "answers"}
    elif any(door.when for door in script.head.doors):
        record["next"] = left["next"]
    lines = _toml(record).splitlines()
    line = f"record = {{ {', '.join(lines)} }}"
    short = len(line) <= LONGEST_LINE and len(lines) == len(record)  # a line each: no tables
    tables = {**run, **({} if short else {"record": record})}
    head = _toml({"name": name, "end": _beginning(last_page(way, around))})
    head += f"{line}\n" if short and record else ""
    filled = {key: one for key, one in tables.items() if one}
    parts = _toml({"run": filled}) if filled else ""
    return "\n".join(filter(None, (f"[[run]]\n{head}", parts)))


def _toml(document: dict[str, Any]) -> str:
    return _ARRAY.sub(_on_one_line, tomli_w.dumps(document))


def _on_one_line(array: re.Match[str]) -> str:
    items = " ".join(line.strip() for line in array[1].splitlines()).rstrip(",")
    return f"[{items}]" if len(items) < LONGEST_LINE else array[0].replace("\n    ", "\n  ")


def _beginning(page: str) -> str:
    """The first sentence of a page, or as much of it as is easily read."""
    line = page.partition("\n")[0]
    sentence = re.match(r".*?[.?!](?= |$)", line)
    words = sentence[0] if sentence else line
    return words if len(words) <= LONGEST_END else words[:LONGEST_END].rpartition(" ")[0]


def _answers(way: Session) -> Iterator[tuple[str, Planned]]:
    """By step, and its number where a later answer differs from the first."""
    session, times = begin(way.script, way.shelves), dict[str, int]()
    said: dict[str, Planned] = {}
    for reply in way.replies:
        shown = current(session)
        times[reply.step] = nth = times.get(reply.step, 0) + 1
        value = planned(reply.value)
        if isinstance(value, dict) and shown and isinstance(shown.prompt, Sort):
            bins = tuple(value.values())
            value = bins[0] if len({*bins}) == 1 else bins
        usual = said.get(reply.step, shown is not None and isinstance(shown.prompt, Pace))
        if value is not None and (type(value), value) != (type(usual), usual):  # 0 is not False
            said |= {reply.step: value} if nth == 1 else {}
            yield (reply.step if nth == 1 else f"{reply.step} {nth}"), value
        session = answer(session, reply.value)
