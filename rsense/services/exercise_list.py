"""Finds exercises by words, for the command and the screens, and lists them in lines."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
ELSEWHERE = "Elsewhere"
"""Heading of a person's own scripts whose stage is none of these."""

ONE_WORD = {
    "breathe": "paced-breathing",
    "pause": "mindful-pause",
    "ground": "five-senses",
    "rethink": "rethink-the-rejection",
    "write": "journal",
}
"""Exercises that have a command or a key of their own, by its word."""
LEAST_ROOM = 48
"""Columns beside the names; with fewer, the summary stands under the name."""

Head = Mapping[str, object]


def stage_named(word: str) -> str | None:
    """The stage that a word names, as it is written in scripts or as it is shown."""
    bare = fold(word)
    return next((s for s, shown in STAGES.items() if bare in (s, fold(shown))), None)


def find_exercises(heads: Iterable[Head], words: Sequence[str]) -> list[Head]:
    """Exercises of the stages that are named, with every other word in them, the best first.

    A word in the title or id comes before one in the tags, that before one in the summary; in
    each, the beginning of a word before its middle. Equally good ones keep their order.
    """
    stages = {stage for word in words if (stage := stage_named(word))}
    wanted = [fold(word) for word in words if not stage_named(word)]
    ranked: list[tuple[int, Head]] = []
    for head in heads:
        if not stages or head["stage"] in stages:
            fields = _fields(head)
            ranks = [rank for word in wanted if (rank := _rank(word, fields)) is not None]
            if len(ranks) == len(wanted):
                ranked.append((sum(ranks), head))
    return [head for _, head in sorted(ranked, key=lambda pair: pair[0])]


def _fields(head: Head) -> tuple[str, str, str]:
    tags = head["tags"]
    listed = "\n".join(map(str, tags)) if isinstance(tags, list) else ""
    return fold(f"{head['title']}\n{head['id']}"), fold(listed), fold(str(head["summary"]))


def _rank(word: str, fields: Sequence[str]) -> int | None:
    """How well a word fits, 0 the best; None where no field has it."""
    for place, field in enumerate(fields):
        if word in field:
            begins = re.search(rf"(?<!\w){re.escape(word)}", field)
            return 2 * place + (begins is None)
    return None


def in_order(heads: Iterable[Head]) -> list[Head]:
    """Exercises by stage: noticing first, reading last, then those of no known stage."""
    order = [*STAGES, ""]
    return sorted(heads, key=lambda head: order.index(_stage(head)))


def lines(heads: Sequence[Head], width: int | None) -> Iterator[str]:
    """A heading for each stage and its exercises; without a width each takes one line."""
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
