"""Where HOME is not set: what is missing is said, no account is looked up, help still comes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rsense.cli.registry import COMMANDS
from tests.cli.test_help_now import EMERGENCY
from tests.no_network import searched

ROOT = Path(__file__).parents[2]
MISSING = b"Your home folder is not known, as HOME is not set. Set HOME, or RSENSE_HOME to a folder"
NEED_NO_HOME = {"help", "help-now", "schema", "completion", "explain"}
GIVEN = {
    "prompt": ["bash"],
    "run": ["mindful-pause"],
    "log": ["it"],
    "keep": ["people", "Jo"],
    "show": ["last"],
    "edit": ["last", "x"],
    "delete": ["last"],
    "restore": ["last"],
    "import": ["-"],
    "completion": ["bash"],
    "new": ["my-own"],
    "graph": ["mindful-pause"],
    "preview": ["mindful-pause"],
    "booklet": ["mindful-pause"],
    "test": ["mindful-pause"],
    "diff": ["mindful-pause", "mindful-pause"],
    "simulate": ["mindful-pause"],
    "check": [f"{ROOT}/exercises/mindful-pause.toml"],
}


def ran(words: list[str], cwd: Path, **environ: str) -> subprocess.CompletedProcess[bytes]:
    # The interpreter itself asks for the account at its start unless it is told where this is.
    start = {"PATH": os.environ["PATH"], "PYTHONPATH": searched(ROOT), "PYTHONUSERBASE": str(cwd)}
    return subprocess.run(
        [sys.executable, "-m", "rsense", *words],
        env={**start, **environ},
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_says_what_is_missing(name: str, tmp_path: Path) -> None:
    done = ran([name, *GIVEN.get(name, [])] if name else [], tmp_path)
    said = b" ".join((done.stdout + done.stderr).split())
    if name in NEED_NO_HOME:
        assert (done.returncode, done.stderr) == (0, b"")
    else:
        assert (done.returncode, MISSING in said) == (1, True), said
    assert b"Traceback" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("way", [{}, {"HOME": ""}, {"HOME": "here"}, {"RSENSE_HOME": "~/x"}])
def test_help_comes_all_the_same(way: dict[str, str], tmp_path: Path) -> None:
    done = ran(["help-now"], tmp_path, **way)
    assert (done.returncode, done.stderr, EMERGENCY.encode() in done.stdout) == (0, b"", True)


def test_folders_that_are_named_need_no_home(tmp_path: Path) -> None:
    named = {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    assert ran(["log", "it"], tmp_path, **named).returncode == 0
    assert ran(["history"], tmp_path, **named).stdout.endswith(b"it\n")
