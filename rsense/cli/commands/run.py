"""`rsense run`: do an exercise."""

import shlex
from typing import Any

from rsense.cli.commands._options import ScriptName
from rsense.cli.run_exercise import run_exercise
from rsense.cli.run_options import RunOptions, with_run_options
from rsense.services.context import open_context


@with_run_options("about", "new")
def run(name: ScriptName, **options: Any) -> None:
    """Do an exercise."""
    context = open_context()
    script = context.script(name)
    again = f"rsense run {script.id if script.id in context.library.paths else shlex.quote(name)}"
    run_exercise(context, script, RunOptions(**options), again=again)
