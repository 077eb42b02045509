"""The way through a script as a graph: what is asked, and which answers lead where.

Its edges are what the walker saw happen, and not what the script seems to say.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from rsense.core.engine import Session
from rsense.core.prompts import Paced, Pick, Prompt, Rate, Skip, Value
from rsense.core.sanitize import one_line
from rsense.core.script.compile import Script
from rsense.core.steps import END, AskingStep
from rsense.core.walker.walk import FULL_SHELVES, walk

Form = Literal["text", "mermaid", "dot"]
FORMS: tuple[Form, ...] = ("text", "mermaid", "dot")
MOST_LETTERS = 60
MOST_ANSWERS = 4
"""Answers named on an edge; more are counted."""
ANY = "any answer"
_ENTITIES = {ord(letter): f"#{ord(letter)};" for letter in '#&"<>`'}
"""Letters that Mermaid reads as marks, as it writes them itself."""


class Edge(msgspec.Struct, frozen=True):
    start: str
    end: str
    answers: str
    """Which answers lead there; empty if all do."""


class Graph(msgspec.Struct, frozen=True):
    title: str
    nodes: Mapping[str, str]
    """Each step that is reached, as it's called, in the order of the script, and its text in one
    line."""
    kinds: Mapping[str, str]
    whens: Mapping[str, str]
    """The condition of each step that has one."""
    edges: tuple[Edge, ...]
    unfinished: str
    """Why a part of it is missing; empty when none is."""


def graph_of(script: Script) -> Graph:
    """Every step that a run can reach, and every way between two of them."""
    walked = walk(script, FULL_SHELVES)
    bare = walk(script)
    ways: dict[tuple[str, str], dict[str, None]] = {}
    met: set[str] = set()
    for one in (walked, bare):
        for move in one.moves:
            before, after = one.sessions[move.start], one.sessions[move.end]
            start, end = _place(before), _place(after)
            met |= {start, end}
            ways.setdefault((start, end), {})[_answer(before.state.prompt, move.value)] = None
    reached = {script.called(n.id): n.step for n in script.nodes if script.called(n.id) in met}
    nodes = {name: _text(step) for name, step in reached.items()}
    kinds = {name: step.kind for name, step in reached.items()}
    order = {id: at for at, id in enumerate((*nodes, END))}
    edges = sorted(ways, key=lambda way: (order[way[0]], order[way[1]]))
    leaving = [start for start, _ in edges]
    tried: dict[str, list[str]] = {}
    for (start, _), answers in ways.items():
        tried.setdefault(start, []).extend(answers)
    return Graph(
        script.title,
        nodes,
        kinds,
        {name: f", when {step.when.source}" for name, step in reached.items() if step.when},
        tuple(
            Edge(a, b, "" if leaving.count(a) == 1 else _together(ways[a, b], tried[a]))
            for a, b in edges
        ),
        walked.unfinished,
    )


def lines_of(graph: Graph, form: Form) -> Iterator[str]:
    """The graph as text for a terminal, or for Mermaid or Graphviz."""
    match form:
        case "mermaid":
            return _mermaid(graph)
        case "dot":
            return _dot(graph)
        case _:
            return _plain(graph)


def _plain(graph: Graph) -> Iterator[str]:
    for id, words in graph.nodes.items():
        kind = f"({graph.kinds[id]})"
        called = id if id.endswith(kind) else f"{id}  {kind}"
        yield f"{called}{graph.whens.get(id, '')}"
        yield f"    {words}"
        for edge in (e for e in graph.edges if e.start == id):
            yield f"    -> {edge.end}" + (f": {edge.answers}" if edge.answers else "")


def _mermaid(graph: Graph) -> Iterator[str]:
    names = _names(graph)
    yield "flowchart TD"
    for id, words in graph.nodes.items():
        yield f'  {names[id]}["{_for_mermaid(id)}: {_for_mermaid(words)}"]'
    yield f"  {names[END]}([end])"
    for edge in graph.edges:
        label = f'|"{_for_mermaid(edge.answers)}"|' if edge.answers else ""
        yield f"  {names[edge.start]} -->{label} {names[edge.end]}"


def _dot(graph: Graph) -> Iterator[str]:
    names = _names(graph)
    yield "digraph {"
    yield "  node [shape=box];"
    for id, words in graph.nodes.items():
        yield f"  {names[id]} [label={_for_dot(f'{id}: {words}')}];"
    yield f"  {names[END]} [label=end, shape=oval];"
    for edge in graph.edges:
        label = f" [label={_for_dot(edge.answers)}]" if edge.answers else ""
        yield f"  {names[edge.start]} -> {names[edge.end]}{label};"
    yield "}"


def _names(graph: Graph) -> Mapping[str, str]:
    """Names that every tool takes."""
    return {id: f"n{number}" for number, id in enumerate((*graph.nodes, END))}


def _for_mermaid(words: str) -> str:
    return words.translate(_ENTITIES)


def _for_dot(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _place(session: Session) -> str:
    return END if session.complete else session.script.called(session.step)


def _text(step: object) -> str:
    words = step.text.source if isinstance(step, AskingStep) else ""
    return textwrap.shorten(one_line(words), MOST_LETTERS, placeholder=" …")


def _answer(prompt: Prompt | None, value: Value | Skip) -> str:
    match prompt, value:
        case _, Skip():
            return "skipped"
        case _, Paced(finished=finished):
            return "to its end" if finished else "stopped"
        case Pick(options=options), tuple():
            labels = {option.value: option.label for option in options}
            shown = [labels.get(str(v), "own words") for v in value]
            return one_line(" and ".join(shown[:2])) + (" …" if shown[2:] else "") or "none"
        case Rate(), int():
            return str(value)
        case _:
            return ANY


def _together(answers: Iterable[str], tried: Iterable[str]) -> str:
    """The answers in one phrase. The walker tries a number on both sides of every limit, so those
    next to each other among all that were tried stand for all between them."""
    every = sorted({int(one) for one in tried if _is_number(one)})
    ranges: list[list[int]] = []
    for number in sorted(int(one) for one in answers if _is_number(one)):
        if ranges and every.index(number) == every.index(ranges[-1][-1]) + 1:
            ranges[-1].append(number)
        else:
            ranges.append([number])
    spans = [f"{r[0]} to {r[-1]}" if r[1:] else str(r[0]) for r in ranges]
    named = [*spans, *(one for one in answers if not _is_number(one))]
    more = len(named) - MOST_ANSWERS
    return ", ".join(named[:MOST_ANSWERS]) + (f" and {more} more" if more > 0 else "")


def _is_number(answer: str) -> bool:
    return answer.lstrip("-").isdecimal()
