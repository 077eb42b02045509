"""`show`, `kept`: looking back at one record, or at the shelves."""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.cli.completion import record_ids, shelf_names
from rsense.cli.json_line import json_line
from rsense.core.sanitize import clean, one_line
from rsense.core.script.diagnostics import did_you_mean
from rsense.core.shelves import SHELF_TITLES, SHELVES
from rsense.services.context import AppContext, open_context
from rsense.services.errors import FAILED, USAGE, UserError
from rsense.services.record_lookup import resolve_record
from rsense.services.record_text import format_record, unreadable_lines
from rsense.store.files.safe_read import RECORD_LIMIT, Unreadable, read_bytes
from rsense.store.records import reader
from rsense.store.records.codec import decode_record
from rsense.store.records.json_codec import to_json


def register(app: typer.Typer) -> None:
    for command in (show, kept):
        app.command()(command)


def show(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID|last", help="The beginning of an id.", autocompletion=record_ids
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show one record whole."""
    desk = open_context()
    path = resolve_record(desk, id)
    for _, document in reader.read_documents([path], reader.AllRecords(), desk.damaged.append):
        if as_json:
            typer.echo(json_line(to_json(document)))
            return
        for line in format_record(decode_record(document), desk):
            typer.echo(clean(line))
        typer.echo(f"\n{path}", err=True)
        return
    _show_as_text(path)
    raise UserError(f"\n{desk.damaged[-1]}", FAILED)


def _show_as_text(path: str) -> None:
    """A file that is no record for us, as it stands: its words are still the person's."""
    try:
        text = read_bytes(path, RECORD_LIMIT).decode("utf-8-sig", "replace")
    except Unreadable as error:
        raise UserError(str(error), FAILED) from error
    typer.echo(clean(text).rstrip())


def kept(shelf: Annotated[str | None, typer.Argument(autocompletion=shelf_names)] = None) -> None:
    """Show what is on the shelves."""
    if shelf is not None and shelf not in SHELVES:
        advice = did_you_mean(shelf, SHELVES) or f"The shelves are {', '.join(SHELVES)}."
        raise UserError(f'There is no shelf "{one_line(shelf)}"; {advice}', USAGE)
    desk = open_context()
    shelves = desk.records.shelves()
    for name in [shelf] if shelf else SHELVES:
        cards = shelves.get(name, ())
        if cards or shelf:
            typer.echo(SHELF_TITLES[name])
        for card in cards:
            typer.echo(f"- {clean(card.strip())}")
        if shelf and not cards:
            typer.echo(f'Nothing yet. “rsense keep {shelf} "…"” puts something here.', err=True)
    if not shelf and not any(shelves.values()):
        typer.echo('The shelves are empty. “rsense keep evidence "…"” begins one.', err=True)
    _tell_damaged(desk)


def _tell_damaged(desk: AppContext) -> None:
    for line in unreadable_lines(desk.damaged):
        typer.echo(line, err=True)
