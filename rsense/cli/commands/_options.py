"""Options that several commands share."""

import inspect
from collections.abc import Callable, Iterable
from inspect import Parameter
from typing import Annotated, Literal

import typer

from rsense.cli.completion.values import exercise_names, kinds, record_ids, spans

Command = Callable[..., None]

ScriptName = Annotated[
    str,
    typer.Argument(
        metavar="NAME|FILE",
        help="An exercise, or a script of your own.",
        autocompletion=exercise_names,
    ),
]
RecordId = Annotated[
    str,
    typer.Argument(metavar="ID|last", help="The beginning of an id.", autocompletion=record_ids),
]
Plain = Annotated[bool, typer.Option("--plain", help="Lines instead of screens.")]
Private = Annotated[bool, typer.Option("--private", help="Don't save anything on disk.")]
New = Annotated[bool, typer.Option("--new", help="Begin again, without an offer to go on.")]
NoWait = Annotated[
    bool, typer.Option("--no-wait", help="Don't wait in timed steps, to try out a script.")
]
Form = Annotated[Literal["text", "json"], typer.Option("--format", help="Lines, or JSON.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
Since = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="WHEN",
        help="From then on: yesterday, 2026-11 or 3 nov.",
        autocompletion=spans,
    ),
]
Until = Annotated[
    str, typer.Option("--to", metavar="WHEN", help="Until then.", autocompletion=spans)
]
Kind = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="trigger, session, keepsake, ritual, followup or path.",
        autocompletion=kinds,
    ),
]
ExportFile = Annotated[
    str,
    typer.Argument(
        metavar="[FILE]", help="A new file that only you can read. Without one it's printed."
    ),
]


def with_options(command: Command, options: Iterable[Parameter]) -> Command:
    """The command with these options before its own; their values come as its `**`.

    Typer reads a command's options from its signature, so they are written into that.
    """
    signature = inspect.signature(command)
    own = [one for one in signature.parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
    words = [one for one in own if one.kind is not Parameter.KEYWORD_ONLY]
    parameters = [*words, *options, *own[len(words) :]]
    vars(command)["__signature__"] = signature.replace(parameters=parameters)
    return command
