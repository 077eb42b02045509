"""Completing a command line: which word is being typed, and what it could become.

The shell's own scripts (`rsense.bash` and others beside it) ask with the words so far, the last of
them unfinished. Works from the same options and arguments as the commands, and says nothing at all
when in doubt.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from rsense.cli.completion.bash_line import Redirected, Unclear, finished, read
from rsense.cli.registry import COMMANDS, loaded

FILES = 64
"""The exit code that asks the shell to complete a file's name."""

Offer = tuple[str, str]


class WantsFile(Exception):
    """A name of a file is typed here."""


_FISH_WORD = re.compile(
    r"""'((?:[^'\\]|\\.)*)(?:'|\\?$)|"((?:[^"\\]|\\.)*)(?:"|\\?$)|\\(.?)|(.)""", re.DOTALL
)


def main(words: Sequence[str], shell: str) -> int:
    """Print a line an offer; the exit code. Never complains."""
    code, lines = completed(words, shell)
    with suppress(OSError):
        os.write(1, "".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    return code


def completed(words: Sequence[str], shell: str) -> tuple[int, list[str]]:
    """The exit code, and a line an offer.

    bash-line gives the line up to the cursor, how much of it is replaced, and the rest; it gets
    what to put there. zsh and fish give the words and quote by themselves; they get a word, a tab
    and words for it. What asks in another way, an older script, gets nothing.
    """
    lines: list[str] = []
    try:
        if shell == "bash-line":
            before, replaced, after = words
            values = (value for value, _ in complete(read(before).words[1:]))
            lines = list(finished(values, before, replaced, after))
        elif shell in ("zsh", "fish"):
            bare = in_fish if shell == "fish" else in_zsh
            pairs = complete([bare(word) for word in words])
            lines = [f"{value}\t{about}" if about else value for value, about in pairs]
    except (Redirected, WantsFile):
        return FILES, []
    except Exception:  # noqa: BLE001 - somebody is typing: no error may come between
        return 0, []
    return 0, lines


def in_zsh(word: str) -> str:
    """The meaning of a word of zsh, finished or not; as it stands where only zsh can tell."""
    try:
        return read(f"rsense {word}").words[-1]
    except (Redirected, Unclear):
        return word


def in_fish(word: str) -> str:
    """The meaning of a word of fish, finished or not."""
    parts = _FISH_WORD.findall(word)
    return "".join(
        re.sub(r"\\(['\\])", r"\1", single) + re.sub(r'\\(["$\\])', r"\1", double) + escaped + bare
        for single, double, escaped, bare in parts
    )


def complete(words: Sequence[str]) -> Iterator[Offer]:
    """Offers for the last word. Raises WantsFile."""
    *before, begun = words or [""]
    if not before:
        if begun.startswith("-"):
            pairs = [("--help", "Show what there is."), ("--version", "Show the version.")]
        else:
            pairs = [(name, about) for name, about in COMMANDS.items()]
        yield from (pair for pair in pairs if pair[0].startswith(begun))
    elif before[0] in COMMANDS:
        yield from _of_command(loaded(before[0]), before[1:], begun)


def _of_command(command: Any, before: Sequence[str], begun: str) -> Iterator[Offer]:
    options = {
        name: param
        for param in command.params
        for name in param.opts
        if param.param_type_name == "option"
    }
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    waiting, given, plain = _place(options, before)
    context = command.context_class(command)
    context.args = given
    if waiting is not None:
        yield from _values(waiting, begun, context)
    elif begun.startswith("-") and not plain:
        name, equals, value = begun.partition("=")
        if equals and name in options:
            for found, about in _values(options[name], value, context):
                yield f"{name}={found}", about
        else:
            used = {id(options[word]) for word in before if word in options}
            for name, param in {**options, "--help": None}.items():
                spent = param is not None and id(param) in used and not param.multiple
                if name.startswith(begun) and not spent:
                    yield name, (param.help or "") if param else "Show this message and exit."
    elif arguments:
        param = arguments[min(len(given), len(arguments) - 1)]
        if len(given) < len(arguments) or param.nargs == -1:
            yield from _values(param, begun, context)


def _place(options: dict[str, Any], before: Sequence[str]) -> tuple[Any, list[str], bool]:
    """The option whose value is due, the arguments so far, and whether `--` was one."""
    waiting, given, plain = None, list[str](), False
    for word in before:
        if waiting is not None:
            waiting = None
        elif word == "--" and not plain:
            plain = True
        elif word.startswith("-") and word != "-" and not plain:
            param = options.get(word)
            waiting = param if param is not None and not param.is_flag else None
        else:
            given.append(word)
    return waiting, given, plain


def _values(param: Any, begun: str, context: Any) -> Iterator[Offer]:
    found = [(item.value, item.help or "") for item in param.shell_complete(context, begun)]
    if not found and "FILE" in (param.metavar or ""):
        raise WantsFile
    yield from found
