"""The question to show now, with its place on the way."""

from __future__ import annotations

import msgspec

from rsense.core.prompts import SKIPPED, Fill, Gather, Pace, Pick, Prompt, Read, Skip, Sort, Value
from rsense.core.stored_text import is_blank


class CurrentPrompt(msgspec.Struct, frozen=True):
    """A prompt with everything that is shown around it."""

    step: str
    prompt: Prompt
    position: int
    """Number of this question, from 1; in its part, where there are parts."""
    about: int
    """Estimated number of questions, of the part; never below `position`."""
    prefill: Value | Skip
    """Earlier answer to this step; None if there was none."""
    skippable: bool
    private: bool
    kind: str = ""
    pins: tuple[str, ...] = ()
    """Pinned answers, the oldest first."""
    hint: str = ""
    example: str = ""
    part: int = 0
    """Number of its part, from 1; 0 in an exercise without parts."""
    parts: tuple[str, ...] = ()
    """Titles of all parts."""

    @property
    def where(self) -> str:
        """Place on the way: the number of the question, in its part if there are parts."""
        part = f"part {self.part} of {len(self.parts)}, " if self.part else ""
        return f"{part}{self.position} of about {self.about}"

    @property
    def where_by_name(self) -> str:
        """The part and its title; without parts, the number of the question."""
        if not self.part:
            return self.where
        return f"part {self.part} of {len(self.parts)}: {self.parts[self.part - 1]}"

    @property
    def progress(self) -> float:
        """Share of the way that lies behind, from 0 to 1. Every part counts the same."""
        here = (self.position - 1) / max(self.about, 1)
        return (self.part - 1 + here) / len(self.parts) if self.part else here

    @property
    def skips_when_empty(self) -> bool:
        """True if an empty answer skips the question; False if it is refused, or is an answer."""
        return self.skippable and not (
            isinstance(self.prompt, Read | Pace)
            or (isinstance(self.prompt, Pick) and self.prompt.default)
            or (isinstance(self.prompt, Pick | Gather) and self.prompt.at_least == 0)
        )

    @property
    def skipped(self) -> str:
        """Name of what skipping leaves out, beside a complaint that names one part of several."""
        return "the whole question" if isinstance(self.prompt, Fill | Sort) else "it"

    def answer_or_skip(self, value: Value | Skip) -> Value | Skip:
        """SKIPPED in place of an empty answer, where that skips the question."""
        empty = value in (None, ()) or (isinstance(value, str) and is_blank(value))
        return SKIPPED if empty and self.skips_when_empty else value
