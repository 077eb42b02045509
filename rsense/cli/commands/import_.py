"""`rsense import`: take records in."""

import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from io import BufferedReader, RawIOBase
from typing import Annotated, BinaryIO, cast

import typer

from rsense.cli.completion import values
from rsense.cli.daylio_moods import numbers_told, with_numbers
from rsense.cli.exits import signals_as_exit
from rsense.cli.import_progress import progress_line
from rsense.cli.output import table, terminal_width
from rsense.core.sanitize import one_line
from rsense.core.script.diagnostics import suggested
from rsense.services.context import open_context
from rsense.services.corrections import record_editor
from rsense.services.errors import FAILED, INTERRUPTED, USAGE, UserError
from rsense.services.import_report import ImportReport
from rsense.store import undo_log
from rsense.store.files.durable import NotSaved
from rsense.store.transfer.import_entry import UnreadableImport
from rsense.store.transfer.import_times import DateOrder
from rsense.store.transfer.importer import Importer
from rsense.store.transfer.sources import (
    ImportRow,
    daylio_rows,
    read_csv,
    read_jrnl,
    read_json_lines,
)
from rsense.store.transfer.table_columns import FIELDS, LEFT_OUT

_JRNL_TEXT = re.compile(rb"\[?[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(?: [AP]M)?\]? ")
AGAIN = "Import it again to go on from there: nothing comes in twice."
BOM = b"\xef\xbb\xbf"
HEAD = 4096
ZIP = b"PK\x03\x04"
OWN = (b'"format"', b'"kind"')
"""Keys near the beginning of every line of `rsense export`."""
UNKNOWN = (
    "It's neither JSON lines of rsense, nor JSON of jrnl (jrnl --format json) or Day One, nor a "
    "table called ….csv. For a table of another name, say what its columns are: "
    '--map "Column=what".'
)


def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="- reads standard input.")],
    *,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help="For a table; can be repeated. COLUMN=- leaves a column out.",
            autocompletion=values.columns,
        ),
    ] = None,
    day_first: Annotated[
        bool | None, typer.Option("--day-first/--month-first", help="How a table means 03/04/2026.")
    ] = None,
    daylio: Annotated[bool, typer.Option("--daylio", help="The table comes from Daylio.")] = False,
    moods: Annotated[
        list[str] | None,
        typer.Option(
            "--mood",
            metavar="MOOD=NUMBER",
            help="How strong a Daylio mood is, 0 to 10; can be repeated.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would come in.")
    ] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Plain lines, and none is drawn again.")
    ] = False,
) -> None:
    """Import records.

    From JSON lines of rsense, from JSON of jrnl (jrnl --format json) or of Day One, or from a CSV
    table; --daylio knows the columns of Daylio.

    What's here already stays as it is, so importing twice adds nothing. Anything that could be
    read in two ways is named and left out.
    """
    told = numbers_told(moods or [])
    if (daylio and columns) or (moods and not daylio):
        raise UserError("--daylio goes with --mood and not with --map.", USAGE)
    order: DateOrder = "" if day_first is None else "day" if day_first else "month"
    mapping = _mapping(columns or [])
    context, came = open_context(), ImportReport()
    try:
        with signals_as_exit(), _opened(file) as source:
            if daylio:
                taken, numbers = with_numbers(source, told)
                rows = daylio_rows(taken, numbers)
            else:
                rows = _rows(source, file, mapping, order)
            landing = Importer(context.records, record_editor(context).trash, dry_run=dry_run)
            try:
                with progress_line(source, plain=plain) as tell:
                    came.take(rows, landing, tell)
            finally:
                if landing.made:
                    undo_log.note(context.data, "log", *landing.made)
    except UnreadableImport as error:
        raise UserError(str(error), USAGE) from error
    except NotSaved as error:
        raise UserError(f"{error}\n{came.summary(rehearsed=dry_run)} {AGAIN}", FAILED) from error
    except KeyboardInterrupt as leaving:
        raise UserError(_left(came, dry_run=dry_run), INTERRUPTED) from leaving
    except SystemExit:  # of a signal
        typer.echo(_left(came, dry_run=dry_run), err=True)
        raise
    for line in table(iter(came.preview), context.now(), terminal_width()) if dry_run else ():
        typer.echo(line)
    new = "" if dry_run or not came.landed["new"] else " “rsense undo” takes that back."
    typer.echo(f"{came.summary(rehearsed=dry_run)}{new}", err=True)
    for line in came.advice():
        typer.echo(line, err=True)
    if came.left_out:
        typer.echo(
            f"Left out, because records have no place for it: {came.left_out_words()}.", err=True
        )
    if came.problem_count:
        raise UserError("\n".join(came.problem_lines()), FAILED)


def _left(came: ImportReport, *, dry_run: bool) -> str:
    return f"Left. {came.summary(rehearsed=dry_run)} {AGAIN}"


def _opened(file: str) -> AbstractContextManager[BinaryIO]:
    if file == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return open(file, "rb")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it can't be opened"
        raise UserError(f"{one_line(file)}: {why}.", FAILED) from error


def _rows(
    source: BinaryIO, file: str, mapping: dict[str, str], order: DateOrder = ""
) -> Iterator[ImportRow]:
    """The entries of a file. Raises UnreadableImport."""
    start = BufferedReader(cast("RawIOBase", source))
    head = start.peek(HEAD).removeprefix(BOM).lstrip()
    if head.startswith(ZIP):
        raise UnreadableImport(
            "It's a zip archive or a spreadsheet. Unpack it, or save it as CSV, and import that."
        )
    if mapping or file.casefold().endswith((".csv", ".tsv")):
        return read_csv(start, mapping, order)
    own = not head or all(key in head for key in OWN)
    if _JRNL_TEXT.match(head):
        raise UnreadableImport(
            "That's jrnl's own text. Export it first: jrnl --format json > FILE."
        )
    if head and not head.startswith((b"{", b"[{", b"[\n", b"[\r", b"[ ")):
        raise UnreadableImport(UNKNOWN)
    return read_json_lines(start) if own else read_jrnl(start)


def _mapping(columns: list[str]) -> dict[str, str]:
    """Column to field. Raises UserError."""
    mapping: dict[str, str] = {}
    for pair in columns:
        column, equals, name = pair.rpartition("=")
        if not equals or name.strip() not in (*FIELDS, LEFT_OUT):
            advice = suggested(name.strip(), FIELDS) or f"The fields are {', '.join(FIELDS)}."
            raise UserError(f"--map “{one_line(pair)}” is no COLUMN=FIELD. {advice}", USAGE)
        mapping[column.strip()] = name.strip()
    return mapping
