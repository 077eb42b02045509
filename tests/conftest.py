"""The whole suite is watched: it fails where anything in it reached for a network."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from tests import no_network

TOLD = no_network.begin(tempfile.gettempdir())


def pytest_sessionfinish(session: pytest.Session) -> None:
    if no_network.read(TOLD):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    told = no_network.read(TOLD)
    for line in told:
        terminalreporter.write_line(f"NETWORK {line}", red=True)


def pytest_unconfigure() -> None:
    shutil.rmtree(Path(TOLD).parent, ignore_errors=True)
