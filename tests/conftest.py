"""The whole suite is watched: it fails where anything in it reached for a network."""

from __future__ import annotations

import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import no_network

# However busy the machine is: what has to be quick is measured on purpose. A commit passes or fails
# the same way each time; `--hypothesis-profile=random` looks for what the usual examples miss.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("calm", CALM, derandomize=True)
settings.register_profile("random", CALM)
settings.register_profile("few", CALM, derandomize=True, max_examples=10)
settings.load_profile("calm")

# In the background of a shell Ctrl+C is ignored, which every program that a test starts inherits.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

TOLD = pytest.StashKey[str]()
"""The file that reaches are told in."""


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # xdist's workers are children, and watched as such
        config.stash[TOLD] = no_network.begin(tempfile.gettempdir())


def told(config: pytest.Config) -> list[str]:
    return no_network.read(config.stash[TOLD]) if TOLD in config.stash else []


def pytest_sessionfinish(session: pytest.Session) -> None:
    if told(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in told(terminalreporter.config):
        terminalreporter.write_line(f"NETWORK {line}", red=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    if TOLD in config.stash:
        shutil.rmtree(Path(config.stash[TOLD]).parent, ignore_errors=True)
