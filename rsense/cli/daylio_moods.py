"""The number of each mood of a table: given by `--mood rad=1`, or asked for once."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from io import BytesIO
from typing import BinaryIO

from rsense.core.sanitize import one_line
from rsense.core.trigger_fields import HIGHEST
from rsense.core.values import number_of
from rsense.services.errors import INTERRUPTED, USAGE, UserError
from rsense.store.transfer.daylio import mood_key, mood_words
from rsense.store.transfer.table_columns import LEFT_OUT

LARGEST_PIPED = 16 * 1024 * 1024
"""Bytes of a pipe, at most."""
INTRODUCTION = (
    "Daylio has moods as words. How strong was it, when a mood was like this? Press Enter to bring "
    "one in without a number."
)


def numbers_told(pairs: Iterable[str]) -> dict[str, int | None]:
    """The numbers of moods from `rad=1` and `meh=-`. Raises UserError."""
    numbers: dict[str, int | None] = {}
    for pair in pairs:
        mood, equals, number = pair.rpartition("=")
        strength = number_of(number.strip())
        fits = number.strip() == LEFT_OUT if strength is None else 0 <= strength <= HIGHEST
        if not (equals and mood.strip() and fits):
            raise UserError(
                f'--mood "{one_line(pair)}" is no MOOD=NUMBER, such as rad=1; numbers go from 0 to '
                f"{HIGHEST}, and {LEFT_OUT} stands for none.",
                USAGE,
            )
        numbers[mood_key(mood)] = strength
    return numbers


def with_numbers(
    source: BinaryIO, told: dict[str, int | None]
) -> tuple[BinaryIO, dict[str, int | None]]:
    """The table from its beginning, and the number of each of its moods.

    The person is asked for those not told. Raises UserError where there is nobody to ask, and where
    a pipe gives more than can be gone through twice.
    """
    if not source.seekable():
        data = source.read(LARGEST_PIPED + 1)
        if len(data) > LARGEST_PIPED:
            most = f"{LARGEST_PIPED // 2**20} MB"
            raise UserError(f"That's more than {most}. Put it in a file first.", USAGE)
        source = BytesIO(data)
    missing = [mood for mood in mood_words(source) if mood_key(mood) not in told]
    source.seek(0)
    if missing and not (sys.stdin.isatty() and sys.stderr.isatty()):
        options = " ".join(f'--mood "{one_line(mood)}=NUMBER"' for mood in missing)
        raise UserError(
            f"Say how strong each mood was, from 0 to {HIGHEST}: add {options}. "
            f"{LEFT_OUT} instead of a number brings it in without one. Nothing came in yet.",
            USAGE,
        )
    return source, {**told, **(_asked(missing) if missing else {})}


def _asked(moods: list[str]) -> dict[str, int | None]:
    from rsense.cli.log_questions import ask_strength, person_console
    from rsense.plain.console import EndOfInput

    console = person_console()
    console.say(INTRODUCTION)
    cues = {mood_key(mood): f"{one_line(mood)}, 0 to {HIGHEST}: " for mood in moods}
    try:
        return {key: ask_strength(console, cue, ", or Enter for none") for key, cue in cues.items()}
    except (EndOfInput, KeyboardInterrupt):
        raise UserError("Left. Nothing came in.", INTERRUPTED) from None
