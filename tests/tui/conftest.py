"""Every start of the program parses the same style sheets; here they are parsed once.

That is a third of the time of a start, and there are hundreds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from textual.css import stylesheet
from textual.css.model import RuleSet
from textual.css.parse import parse


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
