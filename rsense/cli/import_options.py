"""The options of `rsense import`."""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.cli.completion import values

File = Annotated[str, typer.Argument(metavar="FILE", help="- reads standard input.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=FIELD",
        help="For a table; can be repeated. COLUMN=- leaves a column out.",
        autocompletion=values.columns,
    ),
]
DayFirst = Annotated[
    bool | None, typer.Option("--day-first/--month-first", help="How a table means 03/04/2026.")
]
Daylio = Annotated[bool, typer.Option("--daylio", help="The table comes from Daylio.")]
Moods = Annotated[
    list[str] | None,
    typer.Option(
        "--mood",
        metavar="MOOD=NUMBER",
        help="How strong a Daylio mood is, 0 to 10; can be repeated.",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would come in.")]
Plain = Annotated[bool, typer.Option("--plain", help="Plain lines, and none is drawn again.")]
