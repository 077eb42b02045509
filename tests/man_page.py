"""The man page, made from the commands: `python -m tests.man_page` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import typer

import rsense.cli
from rsense.cli.exits import EXIT_CODES
from rsense.cli.main import EPILOG, app
from rsense.cli.registry import COMMANDS, loaded

PAGE = Path(rsense.cli.__file__).with_name("rsense.1")
MEANINGS = {
    "failed": "it could not be done; the message says why",
    "usage": "something in the command line was not understood",
    "invalid script": "an exercise cannot be used as it stands",
    "interrupted": "it was left by Ctrl+C",
}
FILES = (
    ("~/.local/share/rsense", "records, unfinished exercises, the trash, your own exercises"),
    ("~/.config/rsense/config.toml", "settings"),
)
VARIABLES = (
    ("RSENSE_HOME", "one folder for all of it, in place of the two above"),
    ("XDG_DATA_HOME, XDG_CONFIG_HOME", "where the two folders are"),
    ("VISUAL, EDITOR", "the editor for long texts and for “rsense edit”"),
    ("NO_COLOR", "no colours"),
    ("RSENSE_DEBUG", "show the traceback of an error; it can hold words of yours"),
)


def page() -> str:
    """The whole page, in the macros of man(7)."""
    lines = list(_lines())
    kept = [
        line for before, line in pairwise(["", *lines]) if line != ".PP" or before[:2] != ".S"
    ]  # a section begins with a paragraph
    return "\n".join(kept) + "\n"


def _lines() -> Iterator[str]:
    whole = typer.main.get_command(app)
    yield '.\\" Made by `python -m tests.man_page`.'
    yield '.TH RSENSE 1 "2026-11-29" "rsense" "User Commands"'
    yield from (".SH NAME", "rsense \\- guided exercises for when rejection hits hard")
    yield from (".SH SYNOPSIS", ".B rsense", "[\\fIcommand\\fR] [\\fIoptions\\fR]")
    yield ".SH DESCRIPTION"
    yield from _text(whole.help or "")
    yield from _text("Without a command, the home screen opens.")
    yield from _text(EPILOG)
    yield ".SH OPTIONS"
    yield from _options(whole)
    yield ".SH COMMANDS"
    for name in COMMANDS:
        yield from _command(name)
    for title, rows in (("FILES", FILES), ("ENVIRONMENT", VARIABLES)):
        yield f".SH {title}"
        for term, meaning in rows:
            yield from (".TP", f".B {_escaped(term)}", _escaped(meaning))
    yield ".SH EXIT STATUS"
    yield from (".TP", ".B 0", "it is done")
    for kind, code in EXIT_CODES.items():
        yield from (".TP", f".B {code}", _escaped(MEANINGS[kind]))


def _command(name: str) -> Iterator[str]:
    command = loaded(name)
    context = command.make_context(name, [], resilient_parsing=True)
    yield f'.SS "rsense {_escaped(" ".join((name, *command.collect_usage_pieces(context))))}"'
    yield from _text(command.help or COMMANDS[name])
    yield from _options(command)


def _options(command: Any) -> Iterator[str]:
    for parameter in command.params:
        names = [*parameter.opts, *parameter.secondary_opts]
        if parameter.param_type_name != "option" or getattr(parameter, "hidden", False):
            continue
        value = "" if parameter.is_flag else f" \\fI{_escaped(_value(parameter))}\\fR"
        yield from (".TP", f"\\fB{_escaped(', '.join(names))}\\fR{value}")
        yield _escaped(parameter.help or "")


def _value(parameter: Any) -> str:
    return str(parameter.metavar or parameter.type.name)


def _text(words: str) -> Iterator[str]:
    """Paragraphs; Typer's mark for “as it stands” is left out."""
    for paragraph in words.replace("\b", "").strip().split("\n\n"):
        yield from (".PP", _escaped(" ".join(paragraph.split())))


def _escaped(words: str) -> str:
    plain = words.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
