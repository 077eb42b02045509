"""`rsense schema`: print the JSON Schema of a script, for your editor."""

import os

import typer

from rsense.store.library import shipped_folder


def schema() -> None:
    """Print the JSON Schema of a script, for your editor."""
    with open(os.path.join(shipped_folder(), "exercise.schema.json"), encoding="utf-8") as file:
        typer.echo(file.read(), nl=False)
