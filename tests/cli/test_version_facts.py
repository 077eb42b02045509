"""`rsense --version --json` tells what a bug report needs, and no name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import rsense as package
from tests.cli.shell import Shell


def test_it_tells_versions(rsense: Shell) -> None:
    told = json.loads(rsense("--version", "--json").out)
    assert told["rsense"] == package.__version__
    assert told["libraries"]["textual"].startswith("8.")


def test_paths_have_no_name_of_a_person(rsense: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/alexandra")
    for home in ("/home/alexandra/quiet/rsense", "/media/alexandra/rsense"):
        monkeypatch.setenv("RSENSE_HOME", home)
        out = rsense("--version", "--json").out
        assert "alexandra" not in out
        assert Path(json.loads(out)["paths"]["data"]).name == "rsense"


def test_json_alone_is_no_command(rsense: Shell) -> None:
    ran = rsense("--json")
    assert ran.code == 2
    assert "rsense --version --json" in ran.said
