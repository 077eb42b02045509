"""`rsense pause`: stop for three minutes before you react."""

from __future__ import annotations

from rsense.cli.commands._options import About, Inline, New, NoWait, Plain, Private, Speak, Tones
from rsense.cli.run_exercise import run_exercise
from rsense.cli.run_options import RunOptions
from rsense.core.exercise_names import SHORT_NAMES
from rsense.services.context import open_context


def pause(
    *,
    plain: Plain = False,
    speak: Speak = False,
    private: Private = False,
    about: About = None,
    no_wait: NoWait = False,
    new: New = False,
    inline: Inline = False,
    tones: Tones = False,
) -> None:
    """Stop for three minutes before you react."""
    context = open_context()
    options = RunOptions(plain, private, about, no_wait, new, inline, tones, speak)
    run_exercise(context, context.script(SHORT_NAMES["pause"]), options, again="rsense pause")
