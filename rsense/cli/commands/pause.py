"""`rsense pause`: three minutes between the sting and what you do next."""

from __future__ import annotations

from rsense.cli import run_exercise as doing
from rsense.cli.commands._options import About, Inline, New, NoWait, Plain, Private, Sounds
from rsense.services.context import open_context


def pause(
    plain: Plain = False,
    private: Private = False,
    about: About = None,
    no_wait: NoWait = False,
    new: New = False,
    inline: Inline = False,
    tones: Sounds = False,
) -> None:
    """Three minutes between the sting and what you do next."""
    doing.pause(open_context(), plain, private, about, no_wait, new, inline, tones)
