"""A dialogue without a terminal: lines in, lines out, and a clock that only counts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from rsense.core.engine import CurrentPrompt
from rsense.core.prompts import (
    Fill,
    Gather,
    Moment,
    Pace,
    Pick,
    Prompt,
    Rate,
    Read,
    Skip,
    Sort,
    Value,
    Write,
)
from rsense.plain.console import Console
from rsense.plain.family_pick import families

HOSTILE = (
    "\x1b]52;c;aGk=\x07",
    "\x1b[2J",
    "\x9b31m",
    "\x00",
    "\x7f",
    "\u202egnp",
    "\u2066x",
    "\ufeff",
    "\U000e0041",
    "\r",
    "[@click=app.quit]x[/]",
    "[/nope]",
    "[bold]",
    "{now}",
    "日本",
)
"""What people and scripts may write: to be shown, never to be obeyed."""


@dataclass
class Talk:
    """One side's lines, and what came of them."""

    lines: list[str]
    interactive: bool = False
    paced: bool = False
    written: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    cues: list[str] = field(default_factory=list)

    @property
    def console(self) -> Console:
        return Console(
            self._read,
            self.written.append,
            self.waits.append,
            interactive=self.interactive,
            paced=self.paced,
        )

    def _read(self, cue: str) -> str | None:
        self.cues.append(cue)
        return self.lines.pop(0) if self.lines else None

    @property
    def text(self) -> str:
        """All that was written, as words one space apart."""
        return " ".join(" ".join(self.written).split())


def talk(*lines: str, interactive: bool = False, paced: bool = False) -> Talk:
    return Talk(list(lines), interactive, paced)


def shown(
    prompt: Prompt,
    prefill: Value | Skip = None,
    *,
    pins: tuple[str, ...] = (),
    hint: str = "",
    example: str = "",
) -> CurrentPrompt:
    """A question as the engine would show it."""
    return CurrentPrompt(
        step="it",
        kind="",
        prompt=prompt,
        pins=pins,
        hint=hint,
        example=example,
        position=1,
        about=1,
        prefill=prefill,
        skippable=True,
        private=False,
    )


def typed(prompt: Prompt, value: Value | Skip) -> list[str]:
    """The lines by which a person gives this answer."""
    if isinstance(value, Skip):
        return [":skip"]
    words = value if isinstance(value, tuple) else ()
    match prompt:
        case Read():
            return [""]
        case Rate() | Moment():
            return [str(value)]
        case Write():
            text = str(value)
            return [*text.split("\n"), ""] if prompt.many_lines else [text]
        case Pick() if families(prompt):
            return [", ".join(prompt.label(str(word)) for word in words)]
        case Pick():
            numbers = {
                option.value: str(n) if prompt.numbered else option.label
                for n, option in enumerate(prompt.options, 1)
            }
            return [", ".join(numbers.get(str(word), str(word)) for word in words)]
        case Gather():
            return [*map(str, words), ""]
        case Sort():
            numbered = Pick("", prompt.bins).numbered
            bins = {b.value: str(n) if numbered else b.label for n, b in enumerate(prompt.bins, 1)}
            return [bins[pair[1]] for pair in words]
        case Fill():
            return [pair[1] for pair in words]
        case Pace():
            return [""]
        case _:
            assert_never(prompt)


OVERRIDES = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
MARKS = {0x061C, 0x200E, 0x200F, 0xFEFF, *range(0xE0000, 0xE0080)}


def foreign(lines: Iterable[str]) -> list[str]:
    """Characters that a terminal or a reader's eye obeys, of which there should be none."""
    return [hex(ord(c)) for line in lines for c in line if _acts(c)]


def _acts(c: str) -> bool:
    control = unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")
    return control or unicodedata.bidirectional(c) in OVERRIDES or ord(c) in MARKS
