"""`rsense history`: what you noted and did, the newest first."""

import os
import sys
from datetime import datetime
from typing import Annotated

import typer

from rsense.cli.commands._options import Json, Kind, Since, Until
from rsense.cli.completion import values
from rsense.cli.line_style import QUIET, styled
from rsense.cli.output import list_records
from rsense.core.sanitize import one_line
from rsense.core.trigger_fields import HIGHEST
from rsense.services.clock import local_now
from rsense.services.errors import USAGE, UserError
from rsense.services.query_options import DEFAULT_COUNT, build_query
from rsense.store import paths
from rsense.store.records import schema


def history(
    *,
    count: Annotated[
        int, typer.Option("-n", min=1, help="How many, the newest first.")
    ] = DEFAULT_COUNT,
    since: Since = "",
    until: Until = "",
    who: Annotated[
        str, typer.Option("-w", "--who", help="Who it is about.", autocompletion=values.people)
    ] = "",
    tag: Annotated[
        list[str] | None,
        typer.Option(
            "-t",
            "--tag",
            help="With this tag; with all, if several.",
            autocompletion=values.tags_sought,
        ),
    ] = None,
    emotion: Annotated[
        list[str] | None,
        typer.Option("-e", "--emotion", help="With this feeling.", autocompletion=values.emotions),
    ] = None,
    least: Annotated[
        int | None, typer.Option("--min", min=0, max=HIGHEST, help="As strong as this, or more.")
    ] = None,
    kind: Kind = "",
    exercise: Annotated[
        str,
        typer.Option(
            "--exercise", help="Sessions of this exercise.", autocompletion=values.exercise_names
        ),
    ] = "",
    words: Annotated[
        str, typer.Option("--search", metavar="WORDS", help="With all of these words, anywhere.")
    ] = "",
    today: Annotated[
        bool, typer.Option("--today-in-history", help="On this day of any year.")
    ] = False,
    as_json: Json = False,
) -> None:
    """What you noted and did, the newest first. You can combine filters."""
    if kind and kind not in schema.FIELDS:
        known = ", ".join(schema.FIELDS)
        raise UserError(f'There is no kind "{one_line(kind)}"; the kinds are {known}.', USAGE)
    now = local_now()
    try:
        folder = paths.records_folder(paths.data_folder(os.environ, sys.platform))
    except paths.NoHome as error:
        raise UserError(str(error)) from error
    asked = build_query(
        now,
        since=since,
        until=until,
        today=today,
        who=who,
        tags=tuple(tag or ()),
        emotions=tuple(emotion or ()),
        least=least,
        kind=kind,
        exercise=_id_of(exercise),
        words=words,
    )
    if not (as_json or asked.asks_something) and sys.stdout.isatty():
        _say_week(folder, now)
    list_records(folder, asked, count, now, as_json=as_json)


def _say_week(folder: str, now: datetime) -> None:
    """This week beside the last, above the table."""
    from rsense.insight.daily_summary import week_beside_last
    from rsense.store.records.repository import RecordStore

    newest = (found.record for found in RecordStore(folder).newest("trigger"))
    if line := week_beside_last(newest, now.date()):
        typer.echo(f"{styled(f'Your notes: {line[0].lower()}{line[1:]}', QUIET)}\n")


def _id_of(exercise: str) -> str:
    """The id of an exercise given by its title; what the library doesn't know stays as it is."""
    if not exercise:
        return ""
    from rsense.services.context import open_context
    from rsense.services.exercise_search import resolve_exercise

    library = open_context().library
    known = exercise in library.paths
    return exercise if known else resolve_exercise(exercise, library) or exercise
