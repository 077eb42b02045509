"""`rsense help`: what the commands are, or all about one of them."""

from typing import Annotated

import typer

from rsense.cli.completion.values import command_names


def help(
    command: Annotated[
        str | None, typer.Argument(help="A command.", autocompletion=command_names)
    ] = None,
) -> None:
    """Show all commands, or how to use one."""
    from rsense.cli.main import app

    asked = [command] if command else []
    app([*asked, "--help"], prog_name="rsense", standalone_mode=False)
