"""The exercises in lines: by stage, in the order of the way, narrowed by a word or more."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rsense.core.fold import fold

STAGES: Mapping[str, str] = {
    "notice": "Notice", "settle": "Settle", "rethink": "Re-think", "choose": "Choose",
    "speak": "Speak", "repair": "Repair", "connect": "Connect", "grow": "Grow", "learn": "Learn",
}  # fmt: skip
ELSEWHERE = "Elsewhere"
"""Where a person's own script stands whose stage is none of these."""

LEAST_ROOM = 48
"""Columns beside the names; with fewer, what an exercise is for stands under its name."""

Head = Mapping[str, object]


def stage_named(word: str) -> str | None:
    """The stage that a word names, as it is written in scripts or as it is shown."""
    bare = fold(word)
    return next((s for s, shown in STAGES.items() if bare in (s, fold(shown))), None)


def fitting(heads: Iterable[Head], words: Sequence[str]) -> list[Head]:
    """The exercises of the stages that are named, with every other word in name, text or tags."""
    stages = {stage for word in words if (stage := stage_named(word))}
    sought = [fold(word) for word in words if not stage_named(word)]
    return [
        head
        for head in heads
        if (not stages or head["stage"] in stages) and all(word in _said(head) for word in sought)
    ]


def _said(head: Head) -> str:
    tags = head["tags"]
    said = (head["id"], head["title"], head["summary"], *(tags if isinstance(tags, list) else ()))
    return fold("\n".join(map(str, said)))


def in_order(heads: Iterable[Head]) -> list[Head]:
    """Along the way: noticing first, what is only to be read last, and then what is neither."""
    order = [*STAGES, ""]
    return sorted(heads, key=lambda head: order.index(_stage(head)))


def lines(heads: Sequence[Head], width: int | None) -> Iterator[str]:
    """A heading a stage, and its exercises. None: a line each, as long as it needs to be."""
    longest = max((len(str(head["id"])) for head in heads), default=0)
    for stage, shown in [*STAGES.items(), ("", ELSEWHERE)]:
        here = [head for head in heads if _stage(head) == stage]
        if here:
            yield ""
            yield shown
        for head in here:
            yield from _entry(head, longest, width)


def _stage(head: Head) -> str:
    return str(head["stage"]) if head["stage"] in STAGES else ""


def _entry(head: Head, longest: int, width: int | None) -> Iterator[str]:
    minutes = f"{head['minutes']:g} min"
    beside = f"  {head['id']:<{longest}}  {minutes:>6}  "
    summary = str(head["summary"])
    if width is None:
        yield f"{beside}{summary}".rstrip()
    elif width - len(beside) >= LEAST_ROOM:
        first, *rest = _wrapped(summary, width - len(beside)) or [""]
        yield f"{beside}{first}".rstrip()
        yield from (" " * len(beside) + line for line in rest)
    else:
        yield f"  {head['id']}, {minutes}"
        yield from (f"      {line}" for line in _wrapped(summary, max(width - 6, 1)))


def _wrapped(text: str, room: int) -> list[str]:
    return textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)
