"""A home of its own for every command that a test runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shell import Shell

UNSET = ("RSENSE_DEBUG", "ACCESSIBLE", "NO_COLOR", "LC_ALL", "LC_MESSAGES", "LANG", "XDG_DATA_HOME")


@pytest.fixture
def rsense(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RSENSE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("COLUMNS", "80")
    return Shell(tmp_path / "home", monkeypatch, capsys)
