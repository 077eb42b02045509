"""`rsense` and `now`: where a person comes in."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from rsense.cli.desk import open_desk
from rsense.cli.faces import perform, told, wants_lines


def register(app: typer.Typer) -> None:
    app.command()(now)


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
    services = services_for(desk, private=private)
    perform(
        Now(desk, private).opened(), services, plain=plain or desk.config.plain, wait=not no_wait
    )
