"""One question of each prompt form, and how a person meets it with the keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
from tests.steps import step
from tests.tui.stage import Stage

AFTER = step("ask", "after", "And after that?")

Keys = tuple[str, ...]
"""Keys by Textual's names; `type:` before words that are typed."""


@dataclass(frozen=True)
class Form:
    """A question `it`, and `after` behind it."""

    steps: str
    question: str
    keys: Keys
    """What answers it."""
    answer: Value
    again: Keys = ("enter",)
    """What takes a prefilled answer as it is."""
    before: Keys = ()
    """What leads to it."""
    wrong: Keys = ()
    """What it refuses; nothing where no key can be wrong."""
    complaint: str = ""
    wrong_left: Value = None
    """What is kept of that, when somebody leaves after it."""
    half: Keys = ()
    """What begins an answer; nothing where there is no half of one."""
    left: Value = None
    """What is kept of that."""

    @property
    def script(self) -> str:
        return self.steps + AFTER


READ = step("say", "it", "Let one breath out slowly.")
RATE = step("rate", "it", "How strong is it?")
WRITE = step("ask", "it", "What happened?")
MOMENT = step("moment", "it", "When will you know?")
PICK = step(
    "choose",
    "it",
    "What do you feel pulled to do?",
    options=["write", "withdraw", "check"],
    at_most=2,
)
GATHER = step("gather", "it", "What do you see?", at_least=2)
SORT = step("gather", "thoughts", "What goes through your mind?") + step(
    "sort",
    "it",
    "Fact or story?",
    items="thoughts",
    bins=[{"value": "fact", "label": "a fact"}, {"value": "story", "label": "a story"}],
)
FILL = step(
    "compose",
    "it",
    "In one sentence.",
    template="When [event], I felt [feeling].",
    blanks={"event": "What happened?", "feeling": "Which feeling?"},
)
PACE = step("breathe", "it", "Let the out-breath be the longer one.", pattern="4-6", cycles=2)

FORMS: Mapping[type[Prompt], Form] = {
    Read: Form(READ, "Let one breath out slowly.", ("enter",), None),
    Rate: Form(RATE, "How strong is it?", ("7", "enter"), 7, half=("7",), left=7),
    Write: Form(
        WRITE,
        "What happened?",
        ("type:He left.", "enter"),
        "He left.",
        half=("type:He le",),
        left="He le",
    ),
    Moment: Form(
        MOMENT,
        "When will you know?",
        ("type:friday", "enter"),
        "2026-11-27 20:00",
        wrong=("type:sunday", "enter"),
        complaint="could be today or 29 Nov; say the one you mean.",
        wrong_left="sunday",
        half=("type:fri",),
        left="fri",
    ),
    Pick: Form(
        PICK,
        "What do you feel pulled to do?",
        ("1", "down", "down", "space", "enter"),
        ("write", "check"),
        wrong=("1", "2", "3", "enter"),
        complaint="That's more than 2. Which matters most?",
        wrong_left=("write", "withdraw", "check"),
        half=("2",),
        left=("withdraw",),
    ),
    Gather: Form(
        GATHER,
        "What do you see?",
        ("type:a lamp\n", "type:a cup\n", "enter"),
        ("a lamp", "a cup"),
        wrong=("type:a lamp\n", "enter"),
        complaint="It takes at least 2 here.",
        wrong_left=("a lamp",),
        half=("type:a lamp\n", "type:a c"),
        left=("a lamp", "a c"),
    ),
    Sort: Form(
        SORT,
        "Fact or story?",
        ("1", "2", "enter"),
        (("unread", "fact"), ("unloved", "story")),
        before=("type:unread\n", "type:unloved\n", "enter"),
        wrong=("1", "enter"),
        complaint="Not sorted yet: “unloved”",
        wrong_left=(("unread", "fact"),),
        half=("2",),
        left=(("unread", "story"),),
    ),
    Fill: Form(
        FILL,
        "In one sentence.",
        ("type:he left\n", "type:lost\n"),
        (("event", "he left"), ("feeling", "lost")),
        again=("enter", "enter"),
        wrong=("enter", "type:lost\n"),
        complaint="One part is still empty: What happened?",
        wrong_left=(("feeling", "lost"),),
        half=("type:he left\n", "type:lo"),
        left=(("event", "he left"), ("feeling", "lo")),
    ),
    Pace: Form(
        PACE,
        "Let the out-breath be the longer one.",
        ("enter", "enter"),
        Paced(0, 0, finished=False),
        again=("enter", "enter"),
    ),
}


async def reach(form: Form, here: Stage) -> None:
    await here.press(*form.before)
    assert here.step == "it"
