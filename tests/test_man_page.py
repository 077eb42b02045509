"""The man page says what the commands say, and man can read it."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from rsense.cli.registry import COMMANDS
from tests.man_page import PAGE, page


def test_it_is_what_the_commands_say() -> None:
    """After a change of a command: `python -m tests.man_page`."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_command_has_its_section() -> None:
    sections = [line for line in page().splitlines() if line.startswith(".SS ")]
    named = [line.split('"rsense ')[1].split('"')[0].split()[0] for line in sections]
    assert [name.replace("\\", "") for name in named] == list(COMMANDS)


@pytest.mark.skipif(not shutil.which("mandoc"), reason="no mandoc here")
def test_man_finds_nothing_wrong_with_it() -> None:
    ran = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "warning", str(PAGE)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, ran.stdout) == (0, "")
