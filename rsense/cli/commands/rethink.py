"""`rsense rethink`: look at a rejection again, and what else it could mean."""

from __future__ import annotations

from rsense.cli.commands._options import About, New, NoWait, Plain, Private, Speak
from rsense.cli.run_exercise import run_exercise
from rsense.cli.run_options import RunOptions
from rsense.core.exercise_names import SHORT_NAMES
from rsense.services.context import open_context


def rethink(
    *,
    plain: Plain = False,
    speak: Speak = False,
    private: Private = False,
    about: About = None,
    no_wait: NoWait = False,
    new: New = False,
) -> None:
    """Look at a rejection again: what happened, and what else it could mean."""
    context = open_context()
    script = context.script(SHORT_NAMES["rethink"])
    options = RunOptions(
        plain=plain, private=private, about=about, no_wait=no_wait, new=new, speak=speak
    )
    run_exercise(context, script, options, again="rsense rethink", ask_about=True)
