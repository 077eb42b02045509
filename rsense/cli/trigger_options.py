"""Options of `log` and `edit`: one for each field of a trigger, and the moment."""

from inspect import Parameter
from typing import Annotated, Any

import typer

from rsense.cli.commands._options import Command, with_options
from rsense.cli.completion import values
from rsense.core.trigger_fields import HIGHEST, TRIGGER_FIELDS, TriggerField

When = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="WHEN",
        help="When: 15:40, yesterday 21:00, 20 min ago.",
        autocompletion=values.moments,
    ),
]
_TYPES: dict[str, Any] = {"number": int | None, "list": list[str] | None}


def with_trigger_options(command: Command) -> Command:
    """The command with an option for each field, whose values come as its `**typed`."""
    options = [
        Parameter(field.name, Parameter.KEYWORD_ONLY, default=None, annotation=_option(field))
        for field in TRIGGER_FIELDS.values()
        if field.option
    ]
    return with_options(command, options)


def _option(field: TriggerField) -> Any:
    more = "; can be repeated" if field.kind == "list" else ""
    option = typer.Option(
        *field.option.split(),
        help=f"{field.help}{more}.",
        autocompletion=values.of_field(field),
        min=0 if field.kind == "number" else None,
        max=HIGHEST if field.kind == "number" else None,
    )
    return Annotated[_TYPES.get(field.kind, str | None), option]
