"""The oldest versions allowed, as CI installs them."""

from __future__ import annotations

import pytest

from tests.oldest import PROJECT, constraints


def test_every_requirement_says_from_which_version_on() -> None:
    found = list(constraints(PROJECT.read_text()))
    assert "textual==8.2.5" in found
    assert any(line.startswith("pytest==") for line in found)
    assert len({line.partition("==")[0] for line in found}) == len(found)


def test_a_requirement_without_a_lower_bound_is_told() -> None:
    text = '[project]\ndependencies = ["rich<15"]\n[project.optional-dependencies]\ntest = []\n'
    with pytest.raises(ValueError, match="rich<15: no lower bound"):
        list(constraints(text))
