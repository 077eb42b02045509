"""`rsense run`: do an exercise."""

from __future__ import annotations

import shlex

from rsense.cli.commands._options import About, New, NoWait, Plain, Private, ScriptName, Speak
from rsense.cli.run_exercise import run_exercise
from rsense.cli.run_options import RunOptions
from rsense.services.context import open_context


def run(
    name: ScriptName,
    *,
    plain: Plain = False,
    speak: Speak = False,
    private: Private = False,
    about: About = None,
    no_wait: NoWait = False,
    new: New = False,
) -> None:
    """Do an exercise."""
    context = open_context()
    script = context.script(name)
    options = RunOptions(
        plain=plain, private=private, about=about, no_wait=no_wait, new=new, speak=speak
    )
    again = f"rsense run {script.id if script.id in context.library.paths else shlex.quote(name)}"
    run_exercise(context, script, options, again=again)
