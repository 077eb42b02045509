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

GATES = ("is-it-safe", "is-it-safe-now")
"""The questions whether it is safe to talk, and their short form: one of them stands before words
for another person."""
PAIR_GATE = "is-it-safe-together"
"""The question for two at one screen: each answers it alone, and both ways out look the same."""
ALWAYS_SHIPPED = (*GATES, PAIR_GATE, "afraid-of-someone", "not-alone")
"""Exercises that others include where somebody may be in danger. A person's own script never takes
their place, and home doesn't offer them among the rest."""
INCLUDED = (*GATES, PAIR_GATE, "not-alone", "calm-first")
"""Those that no list offers, because they are parts of others; words of danger find not-alone, and
each still runs by its name."""
NOTHING_FITS = "Nothing here matches those words. These two can help right now."


def stage_named(word: str) -> str | None:
    """The stage that a word names, as it is written in scripts or as it is shown."""
    bare = fold(word)
    return next((s for s, shown in STAGES.items() if bare in (s, fold(shown))), None)
