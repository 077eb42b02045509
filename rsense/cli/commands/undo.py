"""`rsense undo`: take back this machine's last log, import, edit or delete."""

import typer

from rsense.services.context import open_context
from rsense.services.corrections import undo_last


def undo() -> None:
    """Take back this machine's last log, import, edit or delete.

    Everything that one command did is taken back together.
    """
    typer.echo(undo_last(open_context()), err=True)
