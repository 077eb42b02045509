"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.cli.completion.values import trigger_ids

Plain = Annotated[bool, typer.Option("--plain", help="Lines instead of screens.")]
Private = Annotated[bool, typer.Option("--private", help="Don't save anything on disk.")]
About = Annotated[
    str | None,
    typer.Option(
        "--about",
        metavar="ID|last",
        help="Work on a trigger you logged.",
        autocompletion=trigger_ids,
    ),
]
NoWait = Annotated[
    bool, typer.Option("--no-wait", help="Don't wait in timed steps, to try out a script.")
]
Inline = Annotated[bool, typer.Option("--inline", help="Stay in the terminal below the prompt.")]
Tones = Annotated[
    bool, typer.Option("--tones", help="Soft tones as the breath changes, for closed eyes.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
New = Annotated[bool, typer.Option("--new", help="Begin again, without an offer to go on.")]
