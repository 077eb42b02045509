"""`rsense show`: show one record whole."""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.cli.completion.values import record_ids
from rsense.cli.output import json_line
from rsense.core.sanitize import clean
from rsense.services.context import open_context
from rsense.services.errors import FAILED, UserError
from rsense.services.record_lookup import find_path
from rsense.services.record_text import format_record
from rsense.store.files.safe_read import RECORD_LIMIT, Unreadable, read_bytes
from rsense.store.records import reader
from rsense.store.records.codec import decode_record
from rsense.store.records.json_codec import to_json


def show(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID|last", help="The beginning of an id.", autocompletion=record_ids
        ),
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show one record whole."""
    context = open_context()
    path = find_path(context, id)
    for _, document in reader.read_documents([path], reader.AllRecords(), context.damaged.append):
        if as_json:
            typer.echo(json_line(to_json(document)))
            return
        for line in format_record(decode_record(document), context):
            typer.echo(clean(line))
        typer.echo(f"\n{path}", err=True)
        return
    _show_as_text(path)
    raise UserError(f"\n{context.damaged[-1]}", FAILED)


def _show_as_text(path: str) -> None:
    """Print a file that is not a valid record as it stands: its words are still the person's."""
    try:
        text = read_bytes(path, RECORD_LIMIT).decode("utf-8-sig", "replace")
    except Unreadable as error:
        raise UserError(str(error), FAILED) from error
    typer.echo(clean(text).rstrip())
