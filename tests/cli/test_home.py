"""The way in without a framework: it takes what is plain, and leaves the rest."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rsense.cli.entrance import _asked

TAKEN = {
    ("",): {},
    ("breathe",): {},
    ("breathe", "4-6"): {"pattern": "4-6"},
    ("breathe", "4-6", "--minutes", "3"): {"pattern": "4-6", "minutes": 3.0},
    ("breathe", "-m", "0.5", "--tones", "--inline"): {
        "minutes": 0.5,
        "tones": True,
        "inline": True,
    },
    ("pause", "--private", "--tones"): {"private": True, "tones": True},
}
LEFT = (
    ("", "--help"),
    ("", "--version"),
    ("breathe", "--help"),
    ("breathe", "--minutes"),
    ("breathe", "--minutes", "-3"),
    ("breathe", "--minutes", "three"),
    ("breathe", "4-6", "5-5"),
    ("breathe", "--minutes=3"),
    ("breathe", ""),
    ("pause", "--about", "last"),
    ("pause", "now"),
)


@pytest.mark.parametrize(("line", "asked"), TAKEN.items(), ids=str)
def test_what_is_plain_is_taken(line: tuple[str, ...], asked: dict[str, object]) -> None:
    assert _asked(line[0], iter(line[1:])) == asked


@pytest.mark.parametrize("line", LEFT, ids=str)
def test_the_rest_is_left_to_the_framework(line: tuple[str, ...]) -> None:
    assert _asked(line[0], iter(line[1:])) is None


def test_nothing_of_it_loads_a_framework() -> None:
    program = (
        "import sys, rsense.cli.entrance, rsense.cli.run_exercise, rsense.services.home; "
        "print([m for m in ('typer', 'click', 'textual', 'toml_rs') if m in sys.modules])"
    )
    asked = [sys.executable, "-c", program]
    done = subprocess.run(asked, check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
