"""A command whose words may begin with a dash, and that gives piped words back when it fails.

click takes every argument that begins with a dash for an option. One that cannot be an option,
`- he left`, is handed through it behind a NUL, which no argument can hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from typer.core import TyperCommand

from rsense.cli.exits import UsageError
from rsense.cli.streams import unread_given_back

READS_LINES = (
    *("run", "pause", "breathe", "ground", "rethink", "write", "now"),
    *("due", "path", "drafts", "report"),
)
"""Commands whose answers may come through a pipe."""
READS_TEXT = ("log", "keep", "predict")
"""Commands that take `-` for standard input."""
_MARK = "\0"


class WordCommand(TyperCommand):
    """The class of every command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Words that begin with a dash are words; a mistake tells how to say so."""
        try:
            rest = super().parse_args(ctx, list(_marked(args, self._value_options())))
        except UsageError as error:
            option = getattr(error, "option_name", None)
            near = getattr(error, "possibilities", None)
            if option and not near and self._takes_words and hasattr(error, "message"):
                error.message += f"\n{self._how_to_say(ctx, option)}"
            raise
        ctx.params = {name: _unmarked(value) for name, value in ctx.params.items()}
        return rest

    def invoke(self, ctx: Any) -> Any:
        reads = self.name in READS_LINES
        if self.name in READS_TEXT:
            reads = list(ctx.params.get("words") or ["-"]) == ["-"]
        with unread_given_back(wanted=reads):
            return super().invoke(ctx)

    @property
    def _takes_words(self) -> bool:
        return any(one.name == "words" and one.nargs == -1 for one in self.params)

    def _value_options(self) -> set[str]:
        """The options that a value follows."""
        return {
            name
            for one in self.params
            if one.param_type_name == "option"
            and not (getattr(one, "is_flag", False) or getattr(one, "count", False))
            for name in one.opts
        }

    def _how_to_say(self, ctx: Any, option: str) -> str:
        arguments = (one for one in self.params if one.param_type_name == "argument")
        others = [one.metavar or str(one.name).upper() for one in arguments if one.name != "words"]
        line = " ".join((ctx.command_path, *others, "--", f'"{option} ..."'))
        return f"If your words begin with a dash, put two dashes before them: {line}"


def _marked(args: Iterable[str], value_options: set[str]) -> Iterator[str]:
    """The arguments, with a mark before each that click would misread."""
    words = iter(args)
    for word in words:
        if word == "--":
            yield word
            break
        yield f"{_MARK}{word}" if _only_words(word, value_options) else word
        if word in value_options:
            yield from islice(words, 1)
    yield from words


def _only_words(word: str, value_options: set[str]) -> bool:
    """True if a word begins with a dash and can be no option: its name has a space."""
    name = word.partition("=")[0]
    begins = name.split(maxsplit=1)[0] if name.strip() else ""
    if not word.startswith("-") or begins == name:
        return False
    attached = begins[:2] if not begins.startswith("--") else begins  # -wJo Smith
    return attached not in value_options


def _unmarked(value: Any) -> Any:
    if isinstance(value, str):
        return value.removeprefix(_MARK)
    if isinstance(value, list | tuple):
        return type(value)(map(_unmarked, value))
    return value
