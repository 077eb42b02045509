"""Example answers of every form of prompt, each once and accepted as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import assert_never

from rsense.core.fold import fold
from rsense.core.prompts import (
    Fill,
    Gather,
    Moment,
    Pace,
    Paced,
    Pick,
    Prompt,
    Rate,
    Read,
    Sort,
    Value,
    Write,
)


def samples(prompt: Prompt) -> Iterator[Value]:
    """Answers that a prompt takes: one of each kind, for the walker and the tests."""
    match prompt:
        case Read():
            yield None
        case Rate(low=low, high=high):
            yield from dict.fromkeys((low, (low + high) // 2, high))
        case Write():
            yield "a few words"
        case Moment():
            yield "2100-01-01 20:00"
        case Pick():
            yield from _picks(prompt)
        case Gather(at_least=at_least, at_most=at_most):
            for count in sorted({at_least, max(at_least, min(2, at_most))}):
                yield tuple(f"thing {n}" for n in range(1, count + 1))
        case Sort(items=items, bins=bins):
            for bin in bins:
                yield tuple((item, bin.value) for item in items)
            if len(items) > 1:
                turns = [bins[n % len(bins)].value for n in range(len(items))]
                yield tuple(zip(items, turns))
        case Fill(blanks=blanks):
            yield tuple((blank.name, "a few words") for blank in blanks)
        case Pace():
            yield prompt.parse("")
            yield Paced(0, 0, finished=False)
        case _:
            assert_never(prompt)


def _picks(prompt: Pick) -> Iterator[tuple[str, ...]]:
    values = tuple(option.value for option in prompt.options)
    if prompt.at_least == 0:
        yield ()
    if prompt.at_least <= 1 <= prompt.at_most:
        yield from ((value,) for value in values)
    if prompt.at_most > 1 and len(values) >= max(prompt.at_least, 2):
        yield values[: prompt.at_most]
    if prompt.other:
        count = max(prompt.at_least, 1)
        words = [f"own words {n}" for n in range(1, count + 2 * len(values) + 1)]
        taken = {fold(name.strip()) for o in prompt.options for name in (o.label, o.value)}
        own = (word for word in words if fold(word) not in taken)
        yield tuple(islice(own, count))
