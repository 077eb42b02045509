"""`rsense completion`: print the script by which a shell completes words here."""

from __future__ import annotations

from typing import Annotated

import typer

from rsense.cli.completion.scripts import SCRIPTS
from rsense.core.sanitize import one_line
from rsense.services.errors import USAGE, UserError


def completion(
    shell: Annotated[
        str, typer.Argument(help="bash, zsh or fish.", autocompletion=lambda: list(SCRIPTS))
    ],
) -> None:
    """Print a script that lets your shell complete words.

    bash: rsense completion bash > ~/.local/share/bash-completion/completions/rsense

    zsh: rsense completion zsh > a file called _rsense in a folder of your fpath

    fish: rsense completion fish > ~/.config/fish/completions/rsense.fish
    """
    if shell not in SCRIPTS:
        raise UserError(
            f"“{one_line(shell)}” isn't a shell known here. Choose bash, zsh or fish.", USAGE
        )
    typer.echo(SCRIPTS[shell])
