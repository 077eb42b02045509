"""`export` and `import`: records on their way out and in."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase, TextIOWrapper
from typing import Annotated, BinaryIO, cast

import typer

from rsense.cli import import_options as options
from rsense.cli.exported import as_csv, as_json_lines, as_markdown
from rsense.cli.filter_options import ExportFile, Kind, Since, Until
from rsense.cli.import_progress import progress_line
from rsense.cli.listing import table, terminal_width
from rsense.cli.mood_numbers import numbers_told, with_numbers
from rsense.core.date_phrases import InvalidTime
from rsense.core.sanitize import one_line
from rsense.core.script.diagnostics import did_you_mean
from rsense.services.context import AppContext, open_context
from rsense.services.corrections import record_editor
from rsense.services.errors import FAILED, INTERRUPTED, USAGE, UserError
from rsense.services.history import build_query
from rsense.services.import_report import ImportReport
from rsense.services.record_text import unreadable_lines
from rsense.store.files.durable import NotSaved
from rsense.store.records import reader, schema
from rsense.store.records.query import RecordQuery
from rsense.store.transfer.export_file import write_out
from rsense.store.transfer.import_times import DateOrder
from rsense.store.transfer.importer import Importer
from rsense.store.transfer.sources import (
    FIELDS,
    LEFT_OUT,
    ImportRow,
    UnreadableImport,
    daylio_rows,
    read_csv,
    read_jrnl,
    read_json_lines,
)

_JRNL_TEXT = re.compile(rb"\[?[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(?: [AP]M)?\]? ")
AGAIN = "Import it again to go on from there: nothing comes in twice."
BOM = b"\xef\xbb\xbf"
HEAD = 4096
OWN = (b'"format"', b'"kind"')
"""What stands near the beginning of every line of `rsense export`."""
UNKNOWN = (
    "It is neither JSON lines of rsense, nor JSON of jrnl (jrnl --format json) or Day One, nor a "
    "table called ….csv. For a table of another name, say what its columns are: "
    '--map "Column=what".'
)


def register(app: typer.Typer) -> None:
    app.command()(export)
    app.command("import")(import_)


def export(
    file: ExportFile = "-",
    csv: Annotated[bool, typer.Option("--csv", help="For a spreadsheet.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="For reading, by the day.")] = False,
    since: Since = "",
    until: Until = "",
    kind: Kind = "",
) -> None:
    """Write your records out, the oldest first.

    JSON lines, unless you say otherwise; they hold everything, and “rsense import” reads them.
    """
    if csv and markdown:
        raise UserError("--csv or --markdown, not both.", USAGE)
    if kind and kind not in schema.FIELDS:
        raise UserError(f"The kinds are {', '.join(schema.FIELDS)}.", USAGE)
    desk = open_context()
    try:
        asked = build_query(desk.now(), since=since, until=until, kind=kind)
    except InvalidTime as error:
        raise UserError(str(error), USAGE) from error
    counted = CountingIterator(oldest_first(desk, asked))
    pieces = (as_csv if csv else as_markdown if markdown else as_json_lines)(counted)
    if file == "-":
        if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
            sys.stdout.reconfigure(encoding="utf-8")  # data is, whatever the terminal speaks
        for piece in pieces:
            sys.stdout.write(piece)
    else:
        with _tidying():
            write_out(file, pieces)
        records = "1 record" if counted.count == 1 else f"{counted.count:,} records"
        typer.echo(f"{records} written to {file}. Whoever has that file can read them.", err=True)
    if desk.damaged:
        sys.stdout.flush()
        raise UserError("\n".join(unreadable_lines(desk.damaged)), FAILED)


@contextmanager
def _tidying() -> Iterator[None]:
    """Asked to go, or with its terminal closed, it goes as by Ctrl+C: half a file does not stay."""

    def leave(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    before = {
        number: signal.signal(number, leave)
        for number in (signal.SIGTERM, signal.SIGHUP)
        if signal.getsignal(number) is signal.SIG_DFL
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def oldest_first(desk: AppContext, asked: RecordQuery) -> Iterator[reader.Document]:
    folder = desk.records.folder
    listed = [os.path.join(*them) for them in reader.names(folder, asked, desk.damaged.append)]
    listed.reverse()
    for _, document in reader.read_documents(listed, asked, desk.damaged.append):
        if asked.fits(document):
            yield document


class CountingIterator:
    """What passes through, counted."""

    def __init__(self, documents: Iterable[reader.Document]) -> None:
        self.count = 0
        self._documents = documents

    def __iter__(self) -> Iterator[reader.Document]:
        for document in self._documents:
            self.count += 1
            yield document


def import_(
    file: options.File,
    columns: options.Columns = None,
    day_first: options.DayFirst = None,
    daylio: options.Daylio = False,
    moods: options.Moods = None,
    dry_run: options.DryRun = False,
    plain: options.Plain = False,
) -> None:
    """Take records in.

    From JSON lines of rsense, from JSON of jrnl (jrnl --format json) or of Day One, or from a CSV
    table; --daylio knows the columns of Daylio.

    What is here already stays as it is, so a second import adds nothing. What has two readings is
    named and not taken.
    """
    told = numbers_told(moods or [])
    if (daylio and columns) or (moods and not daylio):
        raise UserError("--daylio goes with --mood and not with --map.", USAGE)
    order: DateOrder = "" if day_first is None else "day" if day_first else "month"
    mapping = _mapping(columns or [])
    desk, came = open_context(), ImportReport()
    try:
        with _tidying(), _opened(file) as source:
            if daylio:
                taken, numbers = with_numbers(source, told)
                rows = daylio_rows(taken, numbers)
            else:
                rows = _rows(source, file, mapping, order)
            landing = Importer(desk.records, record_editor(desk).trash, rehearsed=dry_run)
            with progress_line(source, plain=plain) as tell:
                came.take(rows, landing, tell)
    except UnreadableImport as error:
        raise UserError(str(error), USAGE) from error
    except NotSaved as error:
        raise UserError(f"{error}\n{came.summary(dry_run)} {AGAIN}", FAILED) from error
    except (KeyboardInterrupt, SystemExit) as leaving:
        code = getattr(leaving, "code", INTERRUPTED)  # of a signal, from `_tidying`
        raise UserError(f"Left. {came.summary(dry_run)} {AGAIN}", code) from leaving
    for line in table(iter(came.preview), desk.now(), terminal_width()) if dry_run else ():
        typer.echo(line)
    typer.echo(came.summary(dry_run), err=True)
    if came.left_out:
        typer.echo(f"Left out, as records have no place for it: {came.left_out_words()}.", err=True)
    if came.problem_count:
        raise UserError("\n".join(came.problem_lines()), FAILED)


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        source = open(file, "rb")  # noqa: SIM115 - closed below; what is read may raise as well
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it cannot be opened"
        raise UserError(f"{one_line(file)}: {why}.", FAILED) from error
    with source:
        yield source


def _rows(
    source: BinaryIO, file: str, mapping: dict[str, str], order: DateOrder = ""
) -> Iterator[ImportRow]:
    """What the file holds. Raises NotTaken."""
    start = BufferedReader(cast("RawIOBase", source))
    head = start.peek(HEAD).removeprefix(BOM).lstrip()
    if mapping or file.casefold().endswith((".csv", ".tsv")):
        return read_csv(start, mapping, order)
    own = not head or all(key in head for key in OWN)
    if _JRNL_TEXT.match(head):
        raise UnreadableImport(
            "That is jrnl's own text. Export it first: jrnl --format json > FILE."
        )
    if head and not head.startswith((b"{", b"[{", b"[\n", b"[\r", b"[ ")):
        raise UnreadableImport(UNKNOWN)
    return read_json_lines(start) if own else read_jrnl(start)


def _mapping(columns: list[str]) -> dict[str, str]:
    """Column to field. Raises Failure."""
    mapping: dict[str, str] = {}
    for pair in columns:
        column, equals, name = pair.rpartition("=")
        if not equals or name.strip() not in (*FIELDS, LEFT_OUT):
            advice = did_you_mean(name.strip(), FIELDS) or f"the fields are {', '.join(FIELDS)}."
            raise UserError(f'--map "{one_line(pair)}" is no COLUMN=FIELD; {advice}', USAGE)
        mapping[column.strip()] = name.strip()
    return mapping
