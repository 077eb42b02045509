"""`rsense --version --json` tells what a bug report needs, and no name."""

from __future__ import annotations

import json

import pytest

import rsense as package
from rsense.cli.version_facts import OUTSIDE
from tests.cli.shell import Shell


def test_it_tells_versions(rsense: Shell) -> None:
    told = json.loads(rsense("--version", "--json").out)
    assert told["rsense"] == package.__version__
    assert told["libraries"]["textual"].startswith("8.")


PLACES = {
    "/home/alexandra/quiet/rsense": "~/quiet/rsense",
    "/home/alexandra": "~",
    "/home/alexandra-two/rsense": OUTSIDE,
    "/media/alexandra": OUTSIDE,
}


@pytest.mark.parametrize("place", PLACES)
def test_paths_have_no_name_of_a_person(
    rsense: Shell, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setenv("HOME", "/home/alexandra")
    monkeypatch.setenv("RSENSE_HOME", place)
    out = rsense("--version", "--json").out
    assert "alexandra" not in out
    assert json.loads(out)["paths"]["data"] == PLACES[place]


def test_json_alone_is_no_command(rsense: Shell) -> None:
    ran = rsense("--json")
    assert ran.code == 2
    assert "rsense --version --json" in ran.said
