"""`rsense completion`: print the script by which a shell completes words here."""

from pathlib import Path
from typing import Annotated

import typer

import rsense.cli.completion
from rsense.core.sanitize import one_line
from rsense.services.errors import USAGE, UserError

SHELLS = ("bash", "zsh", "fish")


def completion(
    shell: Annotated[
        str, typer.Argument(help="bash, zsh or fish.", autocompletion=lambda: list(SHELLS))
    ],
) -> None:
    """Print a script that lets your shell complete words.

    bash: rsense completion bash > ~/.local/share/bash-completion/completions/rsense

    zsh: rsense completion zsh > a file called _rsense in a folder of your fpath

    fish: rsense completion fish > ~/.config/fish/completions/rsense.fish
    """
    if shell not in SHELLS:
        raise UserError(
            f"“{one_line(shell)}” isn't a shell known here. Choose bash, zsh or fish.", USAGE
        )
    typer.echo(completion_script(shell), nl=False)


def completion_script(shell: str) -> str:
    """The script of one of the SHELLS."""
    beside = Path(rsense.cli.completion.__file__)
    return beside.with_name(f"rsense.{shell}").read_text(encoding="utf-8")
