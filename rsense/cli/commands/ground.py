"""`rsense ground`: come back to the room through your five senses."""

from typing import Any

from rsense.cli.commands.run import run
from rsense.cli.run_options import with_run_options
from rsense.core.exercise_names import SHORT_NAMES


@with_run_options("new")
def ground(**options: Any) -> None:
    """Come back to the room through your five senses."""
    run(SHORT_NAMES["ground"], **options)
