"""One question of each prompt form, and how a person meets it with the keyboard.

Starting the program costs more than all that is looked at in it, so one run is looked at by
several tests.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

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
    Skip,
    Sort,
    Value,
    Write,
)
from tests.tui.stage import Size, Stage, stage

AFTER = '[[step]]\nid = "after"\nkind = "ask"\ntext = "And after that?"\n'

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


READ = """
[[step]]
id = "it"
kind = "say"
text = "Let one breath out slowly."
"""
RATE = """
[[step]]
id = "it"
kind = "rate"
text = "How strong is it?"
"""
WRITE = """
[[step]]
id = "it"
kind = "ask"
text = "What happened?"
"""
MOMENT = """
[[step]]
id = "it"
kind = "moment"
text = "When will you know?"
"""
PICK = """
[[step]]
id = "it"
kind = "choose"
text = "What do you feel pulled to do?"
options = ["write", "withdraw", "check"]
at_most = 2
"""
GATHER = """
[[step]]
id = "it"
kind = "gather"
text = "What do you see?"
at_least = 2
"""
SORT = """
[[step]]
id = "thoughts"
kind = "gather"
text = "What goes through your mind?"
[[step]]
id = "it"
kind = "sort"
text = "Fact or story?"
items = "thoughts"
bins = [{ value = "fact", label = "a fact" }, { value = "story", label = "a story" }]
"""
FILL = """
[[step]]
id = "it"
kind = "compose"
text = "In one sentence."
template = "When [event], I felt [feeling]."
blanks = { event = "What happened?", feeling = "Which feeling?" }
"""
PACE = """
[[step]]
id = "it"
kind = "breathe"
text = "Let the out-breath be the longer one."
pattern = "4-6"
cycles = 2
"""

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


@dataclass(frozen=True)
class Tour:
    """A question met, answered, met again, and left out."""

    first_sight: str
    """The words on the screen."""
    answered: tuple[str, Value | Skip]
    """The step after it, and the answer that is safe."""
    back: str
    """The step that F2 leads to."""
    again: tuple[str, Value | Skip]
    skipped: tuple[str, Value | Skip]


@cache
def tour(form: Form, size: Size) -> Tour:
    async def go() -> Tour:
        async with stage(form.script, size) as here:
            await reach(form, here)
            first_sight = here.words
            await here.press(*form.keys)
            answered = (here.step, here.kept.trail[-1])
            await here.press("f2")
            back = here.step
            await here.press(*form.again)
            again = (here.step, here.kept.trail[-1])
            await here.press("ctrl+b", "f4")
            return Tour(first_sight, answered, back, again, (here.step, here.kept.trail[-1]))

    return asyncio.run(go())


@dataclass(frozen=True)
class Refusal:
    """A question answered wrongly."""

    words: str
    """The words on the screen."""
    same: bool
    """Whether the sitting and the field stayed what they were."""


@cache
def refusal(form: Form, size: Size) -> Refusal:
    async def go() -> Refusal:
        async with stage(form.script, size) as here:
            await reach(form, here)
            before, view = here.sitting.session, here.view
            await here.press(*form.wrong)
            return Refusal(here.words, here.sitting.session is before and here.view is view)

    return asyncio.run(go())
