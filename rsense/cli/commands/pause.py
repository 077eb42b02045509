"""`rsense pause`: stop for three minutes before you react."""

from typing import Any

from rsense.cli.run_exercise import run_exercise
from rsense.cli.run_options import RunOptions, with_run_options
from rsense.core.exercise_names import SHORT_NAMES
from rsense.services.context import open_context


@with_run_options("about", "new", "inline", "tones")
def pause(**options: Any) -> None:
    """Stop for three minutes before you react."""
    context = open_context()
    script = context.script(SHORT_NAMES["pause"])
    run_exercise(context, script, RunOptions(**options), again="rsense pause")
