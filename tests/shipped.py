"""The exercises that ship, each parsed and walked once for all the tests that ask about them."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from rsense.core.prompts import Prompt
from rsense.core.script.parse import Script, parse
from rsense.core.shelves import SHELVES, Shelves
from rsense.core.steps import AskingStep
from rsense.core.steps.pair import HandOver, KeepTogether
from rsense.core.walker.walk import Walk, walk
from rsense.services.authoring.find_pack import shipped_packs
from rsense.store.library import PLAN, Library, shipped_folder

LIBRARY = Library(shipped_folder(), unpacked=shipped_packs())
"""What ships, and the packs that come with it."""
EVERY_EXERCISE = pytest.mark.parametrize("name", LIBRARY.sources)

FULL: Shelves = dict.fromkeys(SHELVES, ("She drove an hour.",))
"""Something on every shelf, so that what is recalled is asked and not only read."""


@functools.cache
def script(name: str) -> Script:
    return parse(name, LIBRARY.sources[name], LIBRARY.sources, LIBRARY.vocabularies)


@functools.cache
def document(name: str) -> Mapping[str, Any]:
    """A script as its author wrote it: what it includes is left out."""
    return tomllib.loads(LIBRARY.sources[name])


def asking(name: str) -> Iterator[tuple[str, AskingStep]]:
    """Id and step of everything that an exercise shows, includes and all; not what stands between
    two people's turns and at their end, of which not all is always needed."""
    for node in script(name).nodes:
        if isinstance(node.step, AskingStep) and not isinstance(node.step, HandOver | KeepTogether):
            yield node.id, node.step


@functools.cache
def walked(name: str) -> Walk:
    """Every state of an exercise."""
    return walk(script(name), FULL)


@functools.cache
def prompts(name: str) -> Mapping[str, Prompt]:
    """By step, a prompt of it as some way leads there."""
    states = [session.state for session in reversed(walked(name).sessions)]
    nodes = script(name).nodes
    return {nodes[state.at].id: state.prompt for state in states if state.prompt is not None}


def said_in(name: str) -> Iterator[str]:
    """The texts that somebody reads as sentences: not the labels, examples and openings."""
    head = document(name)
    if "caution" in head:
        yield head["caution"]
    for step in head["step"]:
        yield from (step[key] for key in ("caution", "text", "hint") if key in step)
        for blank in step.get("blanks", {}).values():
            yield blank if isinstance(blank, str) else blank["text"]


def files() -> list[Path]:
    """Every TOML file that ships, vocabularies and helplines too; not the plans of tests."""
    every = Path(shipped_folder()).rglob("*.toml")
    return sorted(path for path in every if not path.name.endswith(PLAN))
