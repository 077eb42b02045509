"""`rsense write`: an open page, and nobody reads it but you."""

from typing import Any

from rsense.cli.commands.run import run
from rsense.cli.run_options import with_run_options
from rsense.core.exercise_names import SHORT_NAMES


@with_run_options("about", "new")
def write(**options: Any) -> None:
    """Write down whatever is on your mind. No one reads it but you."""
    run(SHORT_NAMES["write"], **options)
