"""`rsense prompt`: print what shows one quiet mark in a shell's prompt when something waits."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from rsense.core.sanitize import one_line
from rsense.services.context import open_context
from rsense.services.errors import USAGE, UserError
from rsense.services.over_time import prompt_state

SCRIPTS = {
    **{shell: f"rsense.{shell}" for shell in ("bash", "zsh", "fish")},
    "starship": "starship.toml",
}
"""Each reads one line of a file, a moment in seconds since 1970 or 0, and compares it with its
clock. bash 5 has EPOCHSECONDS, 4.2 a clock in printf; with an older one (macOS) nothing is shown.
fish has none of its own, but knows when a file was changed, and how long ago that was."""
_FOLDER = Path(__file__).parents[1] / "prompt"


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
    script = (_FOLDER / SCRIPTS[shell]).read_text(encoding="utf-8")
    typer.echo(script.replace("STATE_FILE", quoted), nl=False)
