"""`rsense due`: what comes back now, one question at a time."""

from typing import Annotated

import typer

from rsense.cli.commands._options import Json, Plain
from rsense.cli.completion import values
from rsense.cli.line_style import QUIET, styled
from rsense.cli.output import SHOWN_LETTERS, record_line, tell_unreadable
from rsense.core.records import FollowUp
from rsense.fast_due import HOW
from rsense.insight.predictions import NOT_NOW, NOTHING
from rsense.services.clock import when_words
from rsense.services.context import AppContext, open_context
from rsense.services.errors import FAILED, USAGE, UserError
from rsense.services.over_time import follow_ups
from rsense.services.record_lookup import find_record
from rsense.session_runner import SaveFailed


def due(
    which: Annotated[
        str,
        typer.Argument(
            metavar="[ID|next]",
            help="Take it up: the one that waits, or any that is open.",
            autocompletion=values.follow_up_ids,
        ),
    ] = "",
    *,
    every: Annotated[
        bool, typer.Option("--all", help="Everything that will come back, and when.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Say nothing; the exit code tells.")
    ] = False,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Say what comes back now, one question at a time.

    Exit code 0 where something does, 1 where nothing does.
    """
    context = open_context()
    if which:
        _take_up(context, which, plain=plain)
        return
    waits = follow_ups.waiting(context)
    found = follow_ups.open_follow_ups(context) if every else [waits] if waits else []
    for one in () if quiet else found:
        if as_json:
            typer.echo(record_line(one))
        else:
            typer.echo((_when(context, one) if every else "") + follow_ups.question(one))
    tell_unreadable(context.damaged)
    if not found:
        why = NOT_NOW if follow_ups.is_held_back(context) else NOTHING
        raise UserError("" if quiet else why, FAILED)
    if not (quiet or as_json or every):
        typer.echo(HOW, nl=False, err=True)


def _when(context: AppContext, one: FollowUp) -> str:
    when = when_words(one.due, context.now()) if one.due else "some day"
    return f"{styled(f'{one.id[:SHOWN_LETTERS]}  {when:<16}', QUIET)}  "


def _take_up(context: AppContext, which: str, *, plain: bool) -> None:
    from rsense.cli.face import report_unsaved, run_activity
    from rsense.cli.run_options import RunOptions
    from rsense.services.frontend_services import services_for
    from rsense.services.over_time.follow_up_flow import come_back, take_up

    if which == "next":
        try:
            opened = come_back(context)
        except SaveFailed as nothing:
            tell_unreadable(context.damaged)
            raise UserError(str(nothing), FAILED) from nothing
    else:
        record = find_record(context, which)
        if not isinstance(record, FollowUp) or record.state != "open":
            known = "“rsense due --all” lists what does."
            raise UserError(f"{which} is nothing that comes back. {known}", USAGE)
        with report_unsaved():
            opened = take_up(context, record)
    run_activity(opened, services_for(context), RunOptions(plain=plain))
