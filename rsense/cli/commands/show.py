"""`rsense show`: show one record whole."""

from collections.abc import Iterator
from typing import Annotated

import typer

from rsense.cli.commands._options import RecordId
from rsense.cli.line_style import HEADING, MARK, QUIET, bar, on_terminal, styled
from rsense.cli.output import json_line
from rsense.core.records import Record, SessionRecord, Trigger
from rsense.core.sanitize import clean
from rsense.services.context import AppContext, open_context
from rsense.services.errors import FAILED, UserError
from rsense.services.record_lookup import find_path
from rsense.services.record_text import format_record
from rsense.store.files.safe_read import RECORD_LIMIT, Unreadable, read_bytes
from rsense.store.records import reader
from rsense.store.records.codec import decode_record
from rsense.store.records.json_codec import to_json


def show(
    id: RecordId, *, as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False
) -> None:
    """Show all of one record."""
    context = open_context()
    path = find_path(context, id)
    for _, document in reader.read_documents([path], reader.RecordFilter(), context.damaged.append):
        if as_json:
            typer.echo(json_line(to_json(document)))
            return
        for line in _drawn(decode_record(document), context):
            typer.echo(line)
        typer.echo(f"\n{path}", err=True)
        return
    _show_as_text(path)
    raise UserError(f"\n{context.damaged[-1]}", FAILED)


def _drawn(record: Record, context: AppContext) -> Iterator[str]:
    """The lines of a record, on a terminal with labels and questions dim and its bar drawn."""
    for number, line in enumerate(map(clean, format_record(record, context))):
        label, colon, words = line.partition(": ")
        indented = line.startswith("  ")
        if isinstance(record, Trigger) and indented and colon:
            strong = record.intensity is not None and label == "  how strong" and on_terminal()
            drawn = f"  {styled(bar(record.intensity or 0), MARK)}" if strong else ""
            yield f"{styled(f'{label}:', QUIET)} {words}{drawn}"
        elif number == 1 and not indented:
            yield styled(line, HEADING)
        elif number == 0 or (isinstance(record, SessionRecord) and not indented):
            yield styled(line, QUIET)
        else:
            yield line


def _show_as_text(path: str) -> None:
    """Print a file that isn't a valid record as it stands: its words are still the person's."""
    try:
        text = read_bytes(path, RECORD_LIMIT).decode("utf-8-sig", "replace")
    except Unreadable as error:
        raise UserError(str(error), FAILED) from error
    typer.echo(clean(text).rstrip())
