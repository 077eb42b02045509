"""`rsense calendar`: your rituals as a calendar file."""

import sys
from typing import Annotated

import typer

from rsense.cli.output import tell_unreadable
from rsense.core.calendar_file import calendar_text
from rsense.services.context import open_context
from rsense.services.over_time.rituals import coming, rituals


def calendar(
    *,
    words: Annotated[
        bool, typer.Option("--words", help="Your own words in it, not “Ten quiet minutes”.")
    ] = False,
) -> None:
    """Print your rituals as a calendar, for a phone or a shared one.

    rsense calendar > rituals.ics
    """
    context = open_context()
    known = rituals(context)
    going_on = [one for one in known if coming(one, context)]
    if going_on:
        sys.stdout.write(calendar_text(going_on, words=words))
    else:
        typer.echo("No ritual comes round just now, so there is nothing to print.", err=True)
    if len(going_on) < len(known):
        where = "If your calendar has them from before, take them out there"
        typer.echo(f"Those that are paused or ended are left out. {where}.", err=True)
    tell_unreadable(context.damaged)
