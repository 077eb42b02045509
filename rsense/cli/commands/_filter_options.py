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
        help="From then on: yesterday, 2026-11 or 3 nov.",
        autocompletion=values.spans,
    ),
]
Until = Annotated[
    str, typer.Option("--to", metavar="WHEN", help="Until then.", autocompletion=values.spans)
]
Kind = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="trigger, session, keepsake, ritual, followup or path.",
        autocompletion=values.kinds,
    ),
]
ExportFile = Annotated[
    str,
    typer.Argument(
        metavar="[FILE]", help="A new file that only you can read. Without one it's printed."
    ),
]
