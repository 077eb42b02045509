"""`rsense prompt`: print what shows one quiet mark in a shell's prompt when something waits."""

import shlex
from typing import Annotated

import typer

from rsense.cli.prompt_scripts import SCRIPTS
from rsense.core.sanitize import one_line
from rsense.services.context import open_context
from rsense.services.errors import USAGE, UserError
from rsense.services.over_time import prompt_state


def prompt(
    shell: Annotated[
        str,
        typer.Argument(help="bash, zsh, fish or starship.", autocompletion=lambda: list(SCRIPTS)),
    ],
) -> None:
    """Print what shows one quiet mark in a shell's prompt when something waits.

    bash: eval "$(rsense prompt bash)" at the end of ~/.bashrc

    zsh: eval "$(rsense prompt zsh)" at the end of ~/.zshrc

    fish: rsense prompt fish | source, in ~/.config/fish/config.fish

    starship: beside your shell's own, rsense prompt starship >> ~/.config/starship.toml

    The mark says nothing but that something waits, and no process is started for it.
    """
    if shell not in SCRIPTS:
        raise UserError(
            f"“{one_line(shell)}” is not known here; bash, zsh, fish and starship are.", USAGE
        )
    context = open_context()
    prompt_state.update(context, create=True)
    path = prompt_state.state_path(context.data)
    quoted = shlex.quote(path)
    if shell == "fish":  # in its single quotes two signs are escaped
        quoted = "'" + path.replace("\\", "\\\\").replace("'", "\\'") + "'"
    typer.echo(SCRIPTS[shell].replace("STATE_FILE", quoted))
