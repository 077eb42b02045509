"""`rsense`, `now` and `settings`: where a person comes in, and how it looks there."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from rsense.cli.desk import open_desk
from rsense.cli.faces import perform, told, wants_lines
from rsense.cli.failure import USAGE, Failure
from rsense.sitting import NotKept


def register(app: typer.Typer) -> None:
    app.command()(now)
    app.command()(settings)


def home(what_to_try: str) -> None:
    """The home screen; in lines the same as a question; without a terminal what to try."""
    from rsense.cli import house  # noqa: PLC0415 - only here and in `now` is all of it needed

    desk = open_desk()
    plain = desk.config.plain
    if wants_lines(plain) and not sys.stdin.isatty():
        typer.echo(what_to_try)
        return
    services = house.house_services(desk)
    with told():
        first = house.welcome(desk)
        if wants_lines(plain):
            if first:
                perform(first, services, plain=True, wait=True)
            first = house.home_in_lines(desk)
    perform(first, services, plain=plain, wait=True)


def now(
    plain: Annotated[bool, typer.Option("--plain", help="Lines instead of screens.")] = False,
    private: Annotated[bool, typer.Option("--private", help="Keep nothing on disk.")] = False,
    no_wait: Annotated[bool, typer.Option("--no-wait", help="Timed steps do not wait.")] = False,
) -> None:
    """It hurts now: something that fits, and whether it helped."""
    from rsense.cli.now import Now  # noqa: PLC0415
    from rsense.cli.services import services_for  # noqa: PLC0415

    desk = open_desk()
    services = services_for(desk)
    perform(
        Now(desk, private).opened(), services, plain=plain or desk.config.plain, wait=not no_wait
    )


def settings(
    key: Annotated[str | None, typer.Argument(help="Which setting.")] = None,
    value: Annotated[str | None, typer.Argument(help="What it should be.")] = None,
) -> None:
    """Show the settings, or change one."""
    from rsense.cli import house  # noqa: PLC0415

    desk = open_desk()
    if key is None or value is None:
        for name, is_now in house.settings(desk.config).items():
            if key in (None, name):
                shown = ("yes" if is_now else "no") if isinstance(is_now, bool) else is_now
                typer.echo(f"{name} = {shown}")
        typer.echo(desk.config_path, err=True)
        return
    try:
        house.change(desk, key, value)
    except ValueError as error:
        raise Failure(str(error), USAGE) from error
    except NotKept as error:
        raise Failure(str(error)) from error
