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
        help="Of a table; may be repeated. COLUMN=- leaves a column out.",
        autocompletion=values.columns,
    ),
]
DayFirst = Annotated[
    bool | None, typer.Option("--day-first/--month-first", help="How a table means 03/04/2026.")
]
Daylio = Annotated[bool, typer.Option("--daylio", help="The table is an export of Daylio.")]
Moods = Annotated[
    list[str] | None,
    typer.Option(
        "--mood",
        metavar="MOOD=NUMBER",
        help="How strong a mood of Daylio is, 0 to 10; may be repeated.",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show it.")]
Plain = Annotated[bool, typer.Option("--plain", help="Lines only, and none drawn anew.")]
