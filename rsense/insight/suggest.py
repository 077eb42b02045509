"""What may help right now: one exercise with a reason, and two others.

At 7 and over the body comes first, for thinking is hard then; below it there is room to think
and to speak.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import islice

import msgspec

BODY_FIRST = 7
"""A distress (0-10) from which on the body comes before thinking."""
MOST = 3

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
    "hand-on-heart": "two minutes of warmth, with nothing to work out",
    "muscle-release": "for a body that is tight and wants to do something",
    "orienting": "look round the room, until it is only a room",
    "self-compassion-break": "a kind minute, for when it says that you are the problem",
    "ride-the-wave": "for an urge that says: now, at once",
    "hold-the-message": "write it, and let it lie before anybody reads it",
    "rethink-the-rejection": "there is room to look at what happened, and what else it could mean",
    "facts-and-story": "part what a camera saw from what you made of it",
    "thought-record": "one thought, looked at from both sides",
    "decatastrophise": "the worst, the best, and the likeliest, side by side",
    "sit-with-not-knowing": "for the hours in which there is no answer yet",
    "as-a-friend": "what you would say to somebody you love",
    "actual-or-alarm": "is it them, or the alarm: see which signs there are",
    "action-not-identity": "take a deed off the name",
    "small-slight": "three minutes with a small thing that stings a lot",
    "body-check": "perhaps the body is short of something",
    "time-out": "leave the quarrel for a while, and say when you will be back",
    "observe-sensations": "look at what it does in the body, without having to change it",
    "expectation-check": "what you had counted on, and whether they could know",
    "i-statement": "if something wants to be said, the words come first",
    "journal": "a page that nobody answers",
}

_BODY: Mapping[str, tuple[str, ...]] = {
    "message": ("mindful-pause", "ride-the-wave"),
    "cancelled": ("hand-on-heart", "observe-sensations"),
    "tone": ("mindful-pause", "observe-sensations"),
    "criticism": ("self-compassion-break",),
    "conflict": ("time-out", "muscle-release"),
    "left out": ("self-compassion-break", "hand-on-heart"),
    "memory": ("five-senses", "orienting"),
    "body": ("five-senses", "muscle-release"),
}
_THINK: Mapping[str, tuple[str, ...]] = {
    "message": ("facts-and-story", "sit-with-not-knowing"),
    "cancelled": ("expectation-check", "decatastrophise"),
    "tone": ("small-slight", "actual-or-alarm"),
    "criticism": ("action-not-identity", "as-a-friend"),
    "conflict": ("i-statement", "hold-the-message"),
    "left out": ("as-a-friend",),
    "memory": ("journal", "as-a-friend"),
    "body": ("body-check", "paced-breathing"),
}
_ANY_BODY = ("paced-breathing", "five-senses", "mindful-pause", "hand-on-heart", "muscle-release")
_ANY_THINKING = ("rethink-the-rejection", "facts-and-story", "thought-record", "as-a-friend",
                 "mindful-pause", "journal")  # fmt: skip


class Suggestion(msgspec.Struct, frozen=True):
    exercise: str
    reason: str


def suggestions(
    happening: str,
    strength: int | None,
    works: Callable[[str], bool],
    done: Collection[str] = (),
) -> tuple[Suggestion, ...]:
    """At most three exercises, the one that fits best first, of those that are there and work.

    `strength` is 0 to 10; None when it was not said, which is met with the body first too. What
    was `done` already comes last, should there be nothing else.
    """
    body_first = strength is None or strength >= BODY_FIRST
    fitting, others = (_BODY, _ANY_BODY) if body_first else (_THINK, _ANY_THINKING)
    ids = dict.fromkeys((*fitting.get(happening, ()), *others))
    working = filter(works, sorted(ids, key=done.__contains__))
    return tuple(Suggestion(id, REASONS[id]) for id in islice(working, MOST))
