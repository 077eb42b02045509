"""`rsense rethink`: look at a rejection again, and what else it could mean."""

from typing import Any

from rsense.cli.run_exercise import run_exercise
from rsense.cli.run_options import RunOptions, with_run_options
from rsense.core.exercise_names import SHORT_NAMES
from rsense.services.context import open_context


@with_run_options("about", "new")
def rethink(**options: Any) -> None:
    """Look at a rejection again: what happened, and what else it could mean."""
    context = open_context()
    script = context.script(SHORT_NAMES["rethink"])
    chosen = RunOptions(**options)
    run_exercise(context, script, chosen, again="rsense rethink", ask_about=True)
