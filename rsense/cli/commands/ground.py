"""`rsense ground`: come back to the room through your five senses."""

from __future__ import annotations

from rsense.cli.commands._options import New, NoWait, Plain, Private, Speak
from rsense.cli.commands.run import run
from rsense.core.exercise_names import SHORT_NAMES


def ground(
    *,
    plain: Plain = False,
    speak: Speak = False,
    private: Private = False,
    no_wait: NoWait = False,
    new: New = False,
) -> None:
    """Come back to the room through your five senses."""
    name = SHORT_NAMES["ground"]
    run(name, plain=plain, speak=speak, private=private, no_wait=no_wait, new=new)
