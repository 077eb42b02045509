"""The table of commands, and the modules it speaks of."""

from __future__ import annotations

from pathlib import Path

import pytest

from rsense.cli import commands
from rsense.cli.registry import COMMANDS, loaded
from tests.cli.shell import Shell

NOT_COMMANDS = {"__init__", "_options", "home"}
"""`home` is `rsense` alone."""


@pytest.mark.parametrize("name", COMMANDS)
def test_command_says_of_itself_what_the_table_says(name: str) -> None:
    command = loaded(name)
    assert command.name == name
    assert command.help.partition("\n")[0].startswith(COMMANDS[name])


def test_every_command_is_the_function_of_its_name_in_the_file_of_its_name() -> None:
    files = {path.stem for path in Path(commands.__path__[0]).glob("*.py")} - NOT_COMMANDS
    assert {stem.rstrip("_").replace("_", "-") for stem in files} == set(COMMANDS)


def test_help_lists_every_command_with_its_words(rsense: Shell) -> None:
    said = rsense("--help").said
    assert [name for name, words in COMMANDS.items() if f"{name} {words}" not in said] == []


def test_a_command_spelled_nearly_right_is_named(rsense: Shell) -> None:
    ran = rsense("histroy")
    assert ran.code == 2
    assert "history" in ran.err
