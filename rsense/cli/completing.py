"""Completing a command line: which word is being typed, and what it could become.

The shell's own scripts (`shells.py`) ask with the words so far, the last of them unfinished. Works
from the same options and arguments as the commands, and says nothing at all when in doubt.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from rsense.cli.families import COMMANDS, loaded

FILES = 64
"""The exit code that asks the shell to complete a file's name."""

Offer = tuple[str, str]


class WantsFile(Exception):
    """What is typed here is the name of a file."""


def main(words: Sequence[str], shell: str) -> int:
    """Print a line an offer, tab and words for it included; the exit code. Never complains."""
    try:
        plain = [bare(word) for word in words]
        if shell == "bash":  # which takes `--tag=x` for three words
            plain = [*(word for word in plain[:-1] if word != "="), plain[-1].removeprefix("=")]
        lines = [f"{value}\t{about}" if about else value for value, about in offers(plain)]
    except WantsFile:
        return FILES
    except Exception:  # noqa: BLE001 - somebody is typing: no error may come between
        return 0
    with suppress(OSError):
        os.write(1, "".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    return 0


def bare(word: str) -> str:
    """A word as it is meant, without the quotes and backslashes of a shell, finished or not."""
    meant, quote, escaped = "", "", False
    for letter in word:
        if escaped or (letter == "\\" and quote != "'"):
            meant += letter if escaped else ""
            escaped = not escaped
        elif letter == quote:
            quote = ""
        elif letter in "\"'" and not quote:
            quote = letter
        else:
            meant += letter
    return meant


def offers(words: Sequence[str]) -> Iterator[Offer]:
    """What the last word could become. Raises WantsFile."""
    *before, begun = words or [""]
    if not before:
        if begun.startswith("-"):
            pairs = [("--help", "Show what there is."), ("--version", "Say which version this is.")]
        else:
            pairs = [(name, about) for name, (_, about) in COMMANDS.items()]
        yield from (pair for pair in pairs if pair[0].startswith(begun))
    elif before[0] in COMMANDS:
        yield from _of_command(loaded(before[0]), before[1:], begun)


def _of_command(command: Any, before: Sequence[str], begun: str) -> Iterator[Offer]:
    options = {name: param for param in command.params for name in param.opts
               if param.param_type_name == "option"}  # fmt: skip
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    waiting, at, plain = _place(options, before)
    if waiting is not None:
        yield from _values(waiting, begun)
    elif begun.startswith("-") and not plain:
        name, given, value = begun.partition("=")
        if given and name in options:
            for found, about in _values(options[name], value):
                yield f"{name}={found}", about
        else:
            used = {id(options[word]) for word in before if word in options}
            for name, param in {**options, "--help": None}.items():
                spent = param is not None and id(param) in used and not param.multiple
                if name.startswith(begun) and not spent:
                    yield name, (param.help or "") if param else "Show this message and exit."
    elif arguments:
        param = arguments[min(at, len(arguments) - 1)]
        if at < len(arguments) or param.nargs == -1:
            yield from _values(param, begun)


def _place(options: dict[str, Any], before: Sequence[str]) -> tuple[Any, int, bool]:
    """The option whose value is due, how many arguments there were, and whether `--` was one."""
    waiting, at, plain = None, 0, False
    for word in before:
        if waiting is not None:
            waiting = None
        elif word == "--" and not plain:
            plain = True
        elif word.startswith("-") and word != "-" and not plain:
            param = options.get(word)
            waiting = param if param is not None and not param.is_flag else None
        else:
            at += 1
    return waiting, at, plain


def _values(param: Any, begun: str) -> Iterator[Offer]:
    found = [(item.value, item.help or "") for item in param.shell_complete(None, begun)]
    if not found and "FILE" in (param.metavar or ""):
        raise WantsFile
    yield from found
