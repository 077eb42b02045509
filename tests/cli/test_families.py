"""The table of commands, and the modules it speaks of."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
import typer

import rsense.cli
from rsense.cli.families import COMMANDS, loaded
from tests.cli.shell import Shell

MODULES = [path.stem for path in Path(rsense.cli.__file__).parent.glob("*.py")]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_of_itself_what_the_table_says(name: str) -> None:
    command = loaded(name)
    assert command.name == name
    assert command.help.partition("\n")[0].startswith(COMMANDS[name][1])


@pytest.mark.parametrize("module", MODULES)
def test_every_command_of_a_family_is_in_the_table(module: str) -> None:
    register = getattr(import_module(f"rsense.cli.{module}"), "register", None)
    family = typer.Typer()
    if register:
        register(family)
    names = {i.name or (i.callback and i.callback.__name__) for i in family.registered_commands}
    assert names == {name for name, (where, _) in COMMANDS.items() if where == module}


def test_help_lists_every_command_with_its_words(rsense: Shell) -> None:
    said = rsense("--help").said
    assert [name for name, (_, help) in COMMANDS.items() if f"{name} {help}" not in said] == []


def test_a_command_spelled_nearly_right_is_named(rsense: Shell) -> None:
    ran = rsense("histroy")
    assert ran.code == 2
    assert "history" in ran.err
