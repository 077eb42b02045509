"""What was said in a sitting: replies, and the same with their questions, to be read later."""

from __future__ import annotations

from typing import NamedTuple

from rsense.core.values import Skip, Value


class Reply(NamedTuple):
    """What was answered to which step."""

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
