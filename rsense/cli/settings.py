"""`settings`: shown, or one changed."""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.cli.desk import open_desk
from rsense.cli.failure import USAGE, Failure
from rsense.core.visible import clean, one_line
from rsense.store.config import changed, shown, write_config
from rsense.store.durable import NotSaved


def register(app: typer.Typer) -> None:
    app.command()(settings)


def settings(
    key: Annotated[str | None, typer.Argument(help="Which setting.")] = None,
    value: Annotated[str | None, typer.Argument(help="What it should be.")] = None,
) -> None:
    """Show the settings, or change one."""
    desk = open_desk()
    if key is None or value is None:
        for name, is_now in shown(desk.config).items():
            if key in (None, name):
                words = ("yes" if is_now else "no") if isinstance(is_now, bool) else is_now
                typer.echo(f"{name} = {one_line(words)}")
        typer.echo(clean(desk.config_path), err=True)
        return
    try:
        write_config(desk.config_path, changed(desk.config, key, value))
    except ValueError as error:
        raise Failure(str(error), USAGE) from error
    except NotSaved as error:
        raise Failure(str(error)) from error
