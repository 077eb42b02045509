"""Replies of a session, and replies with their questions for reading later."""

from __future__ import annotations

from typing import NamedTuple

from rsense.core.values import SKIPPED, Skip, Value


class Reply(NamedTuple):
    """The answer to one step."""

    step: str
    value: Value | Skip


class Exchange(NamedTuple):
    """One question with its answer, as a person reads it later."""

    step: str
    question: str
    value: Value | Skip
    answer: str
    """The answer in words; `…` when it is private."""
    private: bool = False


def waiting_for(ahead: tuple[Reply, ...], step: str) -> Reply | None:
    """The reply that prefills a step when it comes; None if there is none."""
    return next((reply for reply in ahead if reply.step == step), None)


def without_used(ahead: tuple[Reply, ...], step: str, accepted: Value | Skip) -> tuple[Reply, ...]:
    """Waiting replies after a step is answered: the one that prefilled it is used up.

    Of a skipped step the words wait on.
    """
    at = next((n for n, reply in enumerate(ahead) if reply.step == step), len(ahead))
    words_wait = accepted is SKIPPED and at < len(ahead) and ahead[at].value is not SKIPPED
    return ahead if words_wait else ahead[:at] + ahead[at + 1 :]
