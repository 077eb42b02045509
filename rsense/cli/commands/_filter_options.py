"""Options that `history` and `export` share: filters, and the file."""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.cli.completion import values

Since = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="WHEN",
        help="Not before; yesterday, 2026-11, 3 nov.",
        autocompletion=values.spans,
    ),
]
Until = Annotated[
    str, typer.Option("--to", metavar="WHEN", help="Not after.", autocompletion=values.spans)
]
Kind = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="trigger, session, keepsake or ritual.",
        autocompletion=values.kinds,
    ),
]
ExportFile = Annotated[
    str, typer.Argument(metavar="[FILE]", help="A new file, only for you; else it is printed.")
]
