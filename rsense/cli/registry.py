"""Names of all commands; each is imported only when it is asked for.

`rsense x-y` is the function `x_y` in `commands/x_y.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from keyword import iskeyword
from typing import Any

import typer
from typer.core import TyperGroup

from rsense.cli.word_command import WordCommand

COMMANDS: Mapping[str, str] = {
    "now": "It hurts now: a breath first, then what fits.",
    "run": "Do an exercise.",
    "pause": "Stop for three minutes before you react.",
    "breathe": "A slow breath.",
    "ground": "Come back to the room through your five senses.",
    "rethink": "Look at a rejection again: what happened, and what else it could mean.",
    "write": "Write down whatever is on your mind.",
    "path": "A programme of exercises, one sitting at a time.",
    "log": "Note in one line what happened, bad or good.",
    "predict": "Note what you fear will come, and look at it again afterwards.",
    "due": "Say what comes back now, one question at a time.",
    "keep": "Put something on a shelf, for a day when you need it.",
    "appreciate": "Keep something good that someone did, and what it meant to you.",
    "drafts": "Words for someone that you haven't said yet.",
    "ritual": "Something small, done regularly, alone or with someone.",
    "calendar": "Print your rituals as a calendar, for a phone or a shared one.",
    "history": "What you noted and did, the newest first.",
    "report": "One page about the last weeks, for a therapist or someone else who helps you.",
    "show": "Show all of one record.",
    "insights": "What your notes say over some weeks, and what they can't say yet.",
    "tags": "The tags you use, and how often.",
    "edit": "Correct a record.",
    "undo": "Take back this machine's last log, import, edit or delete.",
    "delete": "Move records to the trash.",
    "trash": "Show what is in the trash, or empty it.",
    "restore": "Bring something back from the trash.",
    "kept": "Show what is on the shelves.",
    "exercises": "List the exercises, or find those that fit your words.",
    "example": "Read one whole run of an exercise, by an invented person.",
    "pack": "Exercises, words and people to call that others made.",
    "check": "Find everything that's wrong with scripts, by line and column.",
    "new": "Begin a script of your own: NAME.toml, in the folder you are in.",
    "preview": "Show a script as a person meets it, and again each time you save it.",
    "graph": "Draw the way through a script: each step, and which answers lead where.",
    "booklet": "Print every screen of a script with its conditions in words, for paper or to "
    "translate.",
    "diff": "Say what changed between two versions of a script, and what resumes.",
    "explain": "Say what a problem of a script means, such as RS012, and how to mend it.",
    "simulate": "Walk every way through an exercise: what it asks, and what nobody reaches.",
    "test": "Run the plans of scripts, and say which steps, options and branches no run reaches.",
    "schema": "Print the JSON Schema of a script, for your editor.",
    "settings": "Show the settings, or change one.",
    "completion": "Print a script that lets your shell complete words.",
    "prompt": "Print what shows one quiet mark in a shell's prompt when something waits.",
    "export": "Export your records, the oldest first.",
    "import": "Import records.",
    "where": "Show where your data is.",
    "doctor": "Check that all your records can be read, and say what to do.",
    "help": "Show all commands, or how to use one.",
    "help-now": "People to call.",
    "plan-b": "Your safety plan, with people to call.",
}
"""Command to the first sentence of its help, in the order they are listed."""


class LazyGroup(TyperGroup):
    """The group of all commands."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command; None if there is none of that name."""
        return loaded(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in COMMANDS:  # typer looks here for near names to offer
            self.commands = dict.fromkeys(COMMANDS, typer.core.TyperCommand("…"))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def loaded(name: str) -> Any:
    """A command, built from the module of its name."""
    function = name.replace("-", "_")
    module = f"{function}_" if iskeyword(function) else function
    command = typer.Typer(add_completion=False, rich_markup_mode=None)
    imported = import_module(f"rsense.cli.commands.{module}")
    command.command(name, cls=WordCommand)(getattr(imported, module))
    built = typer.main.get_command(command)
    built.name = name
    return built
