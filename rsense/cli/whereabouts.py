"""`where` and `help-now`: where the data is, and who is there."""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.core.sanitize import clean
from rsense.services.context import open_context
from rsense.services.help_now import desk_or_none, help_text
from rsense.store import paths
from rsense.store.library import shipped_folder


def register(app: typer.Typer) -> None:
    app.command()(where)
    app.command("help-now")(help_now)


def where(
    wipe: Annotated[bool, typer.Option("--wipe", help="Remove all of it, for good.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With --wipe: do not ask.")] = False,
) -> None:
    """Say where your data lies. All of it is plain files."""
    desk = open_context()
    if wipe:
        from rsense.cli.wiping import wipe_out  # noqa: PLC0415 - seldom

        wipe_out(desk, yes=yes)
        return
    data = clean(desk.data)
    typer.echo(f"your records      {paths.records_folder(data)}")
    typer.echo(f"left half way     {paths.progress_folder(data)}")
    typer.echo(f"trash             {paths.trash_folder(data)}")
    typer.echo(f"your own scripts  {paths.exercises_folder(data)}")
    typer.echo(f"shipped scripts   {shipped_folder()}")
    typer.echo("Nothing of it ever leaves this machine by way of rsense.", err=True)


def help_now() -> None:
    """People to call."""
    typer.echo(help_text(desk_or_none(open_context)))
