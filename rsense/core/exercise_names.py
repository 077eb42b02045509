"""Stages, and the short names of the exercises that are needed most. Pure, and cheap to import."""

from __future__ import annotations

from collections.abc import Mapping

from rsense.core.fold import fold

STAGES: Mapping[str, str] = {
    "notice": "Notice",
    "settle": "Settle",
    "rethink": "Re-think",
    "choose": "Choose",
    "speak": "Speak",
    "repair": "Repair",
    "connect": "Connect",
    "grow": "Grow",
    "learn": "Learn",
}
SHORT_NAMES: Mapping[str, str] = {
    "breathe": "paced-breathing",
    "pause": "mindful-pause",
    "ground": "five-senses",
    "rethink": "rethink-the-rejection",
    "write": "journal",
}
"""One word for the exercises that are needed most, and their ids."""


def stage_named(word: str) -> str | None:
    """The stage that a word names, as it is written in scripts or as it is shown."""
    bare = fold(word)
    return next((s for s, shown in STAGES.items() if bare in (s, fold(shown))), None)
