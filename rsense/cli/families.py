"""The commands by name, each loaded when it is asked for: a command pays for itself alone.

A family is a module of this package with a `register(app)`. `COMMANDS` says which command is in
which, and what `rsense --help` and the shell say of it; a test holds it to the modules.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from rsense.cli.word_command import WordCommand

COMMANDS: Mapping[str, tuple[str, str]] = {
    "now": ("homing", "It hurts now: something that fits, and whether it helped."),
    "run": ("exercising", "Do an exercise."),
    "pause": ("exercising", "Three minutes between the sting and what you do next."),
    "breathe": ("exercising", "A slow breath."),
    "ground": ("exercising", "Come back to the room, by the five senses."),
    "rethink": ("exercising", "Take a rejection apart: facts, readings, other readings."),
    "log": ("noting", "Note in one line what set it off."),
    "keep": ("noting", "Put something on a shelf, for a day when you need it."),
    "history": ("history", "What you noted and did, the newest first."),
    "show": ("looking_back", "Show one record whole."),
    "tags": ("tags", "The tags you use, and how often."),
    "edit": ("correcting", "Put a record right."),
    "undo": ("throwing", "Take back this machine's last log, edit or delete."),
    "delete": ("throwing", "Move records to the trash."),
    "trash": ("throwing", "Show what is in the trash, or empty it."),
    "restore": ("throwing", "Bring something back from the trash."),
    "kept": ("looking_back", "Show what is on the shelves."),
    "exercises": ("library", "List the exercises."),
    "check": ("library", "Say everything that is wrong with scripts, with line and column."),
    "schema": ("library", "Print the JSON Schema of a script, for your editor."),
    "settings": ("settings", "Show the settings, or change one."),
    "completion": ("shells", "Print the script by which a shell completes words here."),
    "export": ("carrying", "Write your records out, the oldest first."),
    "import": ("carrying", "Take records in."),
    "where": ("whereabouts", "Say where your data lies."),
    "doctor": ("doctoring", "Look whether all that is kept can be read, and say what to do."),
    "help-now": ("whereabouts", "People to call."),
}
"""Command to family and first sentence of its help, in the order they are listed."""


class LazyGroup(TyperGroup):
    """The group of all commands."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command, from its family; None where there is none of that name."""
        return loaded(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in COMMANDS:  # typer looks here for near names to offer
            self.commands = dict.fromkeys(COMMANDS, typer.core.TyperCommand("…"))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help) for name, (_, help) in COMMANDS.items()])


def loaded(name: str) -> Any:
    """A command, built from its family's module."""
    family = typer.Typer(add_completion=False, rich_markup_mode=None)
    import_module(f"rsense.cli.{COMMANDS[name][0]}").register(family)
    family.registered_commands = [i for i in family.registered_commands if _name(i) == name]
    for info in family.registered_commands:
        info.cls = WordCommand
    command = typer.main.get_command(family)
    command.name = name
    return command


def _name(info: Any) -> str:
    return str(info.name or info.callback.__name__.replace("_", "-"))
