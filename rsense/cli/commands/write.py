"""`rsense write`: an open page, and nobody reads it but you."""

from __future__ import annotations

from rsense.cli.commands._options import About, New, NoWait, Plain, Private, Speak
from rsense.cli.commands.run import run
from rsense.core.exercise_names import SHORT_NAMES


def write(
    *,
    plain: Plain = False,
    speak: Speak = False,
    private: Private = False,
    about: About = None,
    no_wait: NoWait = False,
    new: New = False,
) -> None:
    """Write down whatever is on your mind. No one reads it but you."""
    run(
        SHORT_NAMES["write"],
        plain=plain,
        speak=speak,
        private=private,
        about=about,
        no_wait=no_wait,
        new=new,
    )
