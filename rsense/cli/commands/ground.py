"""`rsense ground`: come back to the room through your five senses."""

from __future__ import annotations

from rsense.cli.commands._options import New, NoWait, Plain, Private
from rsense.cli.commands.run import run
from rsense.core.exercise_names import SHORT_NAMES


def ground(
    *, plain: Plain = False, private: Private = False, no_wait: NoWait = False, new: New = False
) -> None:
    """Come back to the room through your five senses."""
    run(SHORT_NAMES["ground"], plain=plain, private=private, no_wait=no_wait, new=new)
