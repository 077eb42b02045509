"""What may help right now: one exercise with a reason, and two others.

At 7 and over the body comes first, for thinking is hard then; below it there is room to think
and to speak.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BODY_FIRST = 7
"""A distress (0-10) from which on the body comes before thinking."""

HAPPENINGS: Mapping[str, str] = {
    "message": "a message, or none",
    "cancelled": "a plan called off",
    "tone": "a cool tone, a look",
    "criticism": "somebody found fault with me",
    "conflict": "a quarrel",
    "left out": "I was left out",
    "memory": "an old hurt is back",
    "body": "nothing I can name, only the body",
}

REASONS: Mapping[str, str] = {
    "paced-breathing": "a slower way out may help the body settle before you think",
    "five-senses": "it brings you back to the room you are in",
    "mindful-pause": "three minutes in which nothing has to be answered",
    "rethink-the-rejection": "there is room to look at what happened, and what else it could mean",
    "thought-record": "one thought, looked at from both sides",
    "i-statement": "if something wants to be said, the words come first",
    "journal": "a page that nobody answers",
}

_BODY = ("paced-breathing", "five-senses", "mindful-pause")
_THINK = ("rethink-the-rejection", "mindful-pause", "thought-record")
_FIRST_BODY: Mapping[str, str] = {
    "message": "mindful-pause", "conflict": "mindful-pause", "memory": "five-senses",
    "body": "five-senses",
}  # fmt: skip
_FIRST_THINK: Mapping[str, str] = {
    "criticism": "thought-record", "conflict": "i-statement", "memory": "journal",
    "body": "paced-breathing",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    exercise: str
    reason: str


def suggestions(
    happening: str, strength: int | None, known: Sequence[str]
) -> tuple[Suggestion, ...]:
    """At most three of the exercises there are, the one that fits best first.

    `strength` is 0 to 10; None when it was not said, which is met with the body first too.
    """
    body_first = strength is None or strength >= BODY_FIRST
    first, others = (_FIRST_BODY, _BODY) if body_first else (_FIRST_THINK, _THINK)
    ids = dict.fromkeys((first.get(happening, others[0]), *others))
    fitting = [id for id in ids if id in known][:3]
    return tuple(Suggestion(id, REASONS[id]) for id in fitting)
