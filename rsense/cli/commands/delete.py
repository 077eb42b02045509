"""`rsense delete`: move records to the trash."""

import sys
from typing import Annotated

import typer

from rsense.cli.completion.values import record_ids
from rsense.cli.confirm import Yes, confirm
from rsense.services.context import open_context
from rsense.services.corrections import delete_record
from rsense.services.record_lookup import describe_record, find_path


def delete(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID|last", help="The beginning of an id.", autocompletion=record_ids
        ),
    ],
    *,
    yes: Yes = False,
) -> None:
    """Move records to the trash."""
    context = open_context()
    chosen = list(dict.fromkeys(find_path(context, id) for id in ids))
    thrown: list[str] = []
    try:
        for path in chosen:
            words = describe_record(context, path)
            if sys.stdin.isatty() and not yes and not confirm(f"Delete {words}?"):
                typer.echo("It stays.", err=True)
                continue
            thrown.append(delete_record(context, path, thrown))
            gap = " " if len(chosen) == 1 else "\n"
            typer.echo(f"In the trash: {words}.{gap}", err=True, nl=False)
    finally:  # whatever ended it half way
        if thrown:
            them = "it" if len(thrown) == 1 else f"all {len(thrown)}"
            typer.echo(f"“rsense undo” brings {them} back.", err=True)
