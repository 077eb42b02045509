"""What makes hundreds of starts of the program quick.

Each parses the same style sheets, a third of its time: here they are parsed once. And a pilot waits
after each click until the processor rests: tests here wait for what they claim, or until there is
nothing left to do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from textual import pilot
from textual.css import stylesheet
from textual.css.model import RuleSet
from textual.css.parse import parse

from rsense.tui import autosave


@pytest.fixture(scope="session", autouse=True)
def style_sheets_parsed_once() -> Iterator[None]:
    parsed: dict[tuple[object, ...], list[RuleSet]] = {}

    def remembered(scope: str, css: str, read_from: Any, **others: Any) -> list[RuleSet]:
        colours = others.pop("variable_tokens")
        said = tuple((name, tuple(map(str, tokens))) for name, tokens in sorted(colours.items()))
        key = (scope, css, read_from, said, *sorted(others.items()))
        if key not in parsed:
            parsed[key] = list(parse(scope, css, read_from, variable_tokens=colours, **others))
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stylesheet, "parse", remembered)
        yield


@pytest.fixture(scope="session", autouse=True)
def clicks_without_rest() -> Iterator[None]:
    async def soon(*_: float) -> None:
        await asyncio.sleep(0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pilot, "wait_for_idle", soon)
        yield


@pytest.fixture
def saved_soon(monkeypatch: pytest.MonkeyPatch) -> float:
    """Half-written words are saved after a moment without a key, not most of a second.

    Seconds by which they are.
    """
    monkeypatch.setattr(autosave, "SECONDS", 0.1)
    return 0.3
