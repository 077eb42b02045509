"""`export` and `import`: records on their way out and in."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any

import typer

from rsense.cli.asking_back import question
from rsense.cli.desk import Desk, open_desk
from rsense.cli.exported import as_csv, as_json_lines, as_markdown
from rsense.cli.failure import FAILED, USAGE, Failure
from rsense.cli.listing import damage_lines
from rsense.core.days import NotAMoment
from rsense.store import bulk, shape
from rsense.store.outgoing import write_out
from rsense.store.question import Question

FEW = 5
"""Rows that are named one by one."""


def register(app: typer.Typer) -> None:
    app.command()(export)


def export(
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="A new file, only for you; else it is printed.")
    ] = "-",
    csv: Annotated[bool, typer.Option("--csv", help="For a spreadsheet.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="For reading, a day a heading.")] = False,
    since: Annotated[str, typer.Option("--from", metavar="WHEN", help="Not before.")] = "",
    until: Annotated[str, typer.Option("--to", metavar="WHEN", help="Not after.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="trigger, session or keepsake.")] = "",
) -> None:  # fmt: skip
    """Write your records out, the oldest first: JSON lines, which “rsense import” reads again."""
    if csv and markdown:
        raise Failure("--csv or --markdown, not both.", USAGE)
    if kind and kind not in shape.FIELDS:
        raise Failure(f"The kinds are {', '.join(shape.FIELDS)}.", USAGE)
    desk = open_desk()
    try:
        asked = question(desk.now(), since=since, until=until, kind=kind)
    except NotAMoment as error:
        raise Failure(str(error), USAGE) from error
    counted = Counted(oldest_first(desk, asked))
    pieces = (as_csv if csv else as_markdown if markdown else as_json_lines)(counted)
    if file == "-":
        for piece in pieces:
            sys.stdout.write(piece)
    else:
        write_out(file, pieces)
        records = "1 record" if counted.count == 1 else f"{counted.count:,} records"
        typer.echo(f"{records} written to {file}. Whoever has that file can read them.", err=True)
    if desk.damaged:
        sys.stdout.flush()
        raise Failure("\n".join(damage_lines(desk.damaged)), FAILED)


def oldest_first(desk: Desk, asked: Question) -> Iterator[bulk.Document]:
    folder = desk.records.folder
    listed = [os.path.join(*them) for them in bulk.names(folder, asked, desk.damaged.append)]
    listed.reverse()
    for _, document in bulk.documents_at(listed, asked, desk.damaged.append):
        if asked.fits(document):
            yield document


class Counted:
    """What passes through, counted."""

    def __init__(self, documents: Iterable[bulk.Document]) -> None:
        self.count = 0
        self._documents = documents

    def __iter__(self) -> Iterator[bulk.Document]:
        for document in self._documents:
            self.count += 1
            yield document
