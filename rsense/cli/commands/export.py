"""`rsense export`: write your records out, the oldest first."""

import os
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Annotated

import typer

from rsense.cli.commands._options import ExportFile, Kind, Since, Until
from rsense.cli.exits import signals_as_exit
from rsense.cli.export_formats import as_csv, as_json_lines, as_markdown
from rsense.core.sanitize import one_line
from rsense.services.context import open_context
from rsense.services.errors import FAILED, USAGE, UserError
from rsense.services.query_options import build_query
from rsense.services.record_text import unreadable_lines
from rsense.store.records import reader, schema
from rsense.store.transfer.export_file import write_out


def export(
    file: ExportFile = "-",
    *,
    csv: Annotated[bool, typer.Option("--csv", help="As a table, for a spreadsheet.")] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="As text to read, day by day.")
    ] = False,
    since: Since = "",
    until: Until = "",
    kind: Kind = "",
) -> None:
    """Export your records, the oldest first.

    They come as JSON lines unless you say otherwise. Those hold everything, and “rsense import”
    reads them.
    """
    if csv and markdown:
        raise UserError("--csv or --markdown, not both.", USAGE)
    if kind and kind not in schema.FIELDS:
        raise UserError(f"The kinds are {', '.join(schema.FIELDS)}.", USAGE)
    context = open_context()
    asked = build_query(context.now(), since=since, until=until, kind=kind)
    count = 0

    def documents() -> Iterator[reader.Document]:
        """The oldest first."""
        nonlocal count
        names = reader.names(context.records.folder, asked, context.damaged.append)
        paths = [os.path.join(*name) for name in names]
        paths.reverse()
        for _, document in reader.read_documents(paths, asked, context.damaged.append):
            if asked.matches(document):
                count += 1
                yield document

    pieces = (as_csv if csv else as_markdown if markdown else as_json_lines)(documents())
    if file == "-":
        if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
            sys.stdout.reconfigure(encoding="utf-8")  # data is, whatever the terminal speaks
        for piece in pieces:
            sys.stdout.write(piece)
    else:
        with signals_as_exit():
            write_out(file, pieces)
        records = "1 record" if count == 1 else f"{count:,} records"
        typer.echo(
            f"{records} written to {file}. Anyone who has that file can read them.", err=True
        )
    if not count and not context.damaged:
        typer.echo(f"No record was found in {one_line(context.records.folder)}.", err=True)
    if context.damaged:
        sys.stdout.flush()
        raise UserError("\n".join(unreadable_lines(context.damaged)), FAILED)
