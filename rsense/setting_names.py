"""The settings that a person may change, by name."""

from __future__ import annotations

from collections.abc import Mapping

SETTINGS: Mapping[str, str] = {
    "theme": "the colours: night, day, contrast, terminal, or a theme of yours",
    "reduced_motion": "nothing moves: a breath is counted in words",
    "bell": "the terminal's bell at each change of a breath, for closed eyes",
    "tones": "soft tones there, where this machine can play them",
    "plain": "lines instead of screens, from the next start on",
    "person": "the other person: any name, which exercises then offer",
    "country": "whose helplines are shown, such as DE; without one, by this machine's language",
    "language": "exercises in it, such as de, where they have it; from the next start on",
    "clipboard": "drafts may be copied without asking, where other programs can read them",
    "glyphs": "what bars are drawn with: blocks, or ascii where a font lacks them",
}
"""Names of the settings, as they are in the file, and what each is for."""
