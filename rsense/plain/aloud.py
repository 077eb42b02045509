"""Reading aloud what the dialogue says, and answers that need no Enter."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import msgspec

from rsense.core.prompts import Pick, Prompt, Rate
from rsense.core.sanitize import clean

if TYPE_CHECKING:
    from rsense.speech import Voice

GO_ON = "Enter goes on> "
PAUSE = ":pause"
"""Silences the voice."""
COMMANDS_ALOUD = ":pause silences the voice, and :again reads the question again."
ONE_KEY = "A number in answer to a question needs no Enter."
MOST_KEYS = 21
"""Answers of a question that are picked without Enter: more could not be told apart in time."""

ReadKey = Callable[[str, Collection[str]], str | None]
"""The next line, which ends without Enter where it is one of these answers."""


class Aloud(msgspec.Struct):
    """The voice of a dialogue, and what it has still to say."""

    voice: Voice
    key: ReadKey | None = None
    """None where each line is ended by Enter."""
    toned: bool = False
    """A breath is heard as tones, so its phases are not spoken."""
    waiting: list[str] = msgspec.field(default_factory=list)
    told: bool = False
    """That there is no voice was said."""

    def start(self) -> str:
        """What can be typed beside the other commands, or why nothing is heard."""
        if problem := self.problem():
            return problem
        return f"{COMMANDS_ALOUD} {ONE_KEY}" if self.key else COMMANDS_ALOUD

    def hear(self, text: str) -> None:
        """Read a text aloud at the next chance."""
        self.waiting.extend(filter(None, map(str.strip, clean(text).split("\n"))))

    def begin(self) -> None:
        """Begin to read aloud what waits, and come back at once."""
        if self.waiting:
            from rsense.speech import spoken

            self.voice.say(spoken(self.waiting))
            self.waiting.clear()

    def finish(self, wait: Callable[[float], bool | None]) -> None:
        """Read aloud what waits, to its end or until `wait` says that a line was typed."""
        self.begin()
        while self.voice.is_speaking and not wait(0.1):
            pass

    def problem(self) -> str:
        """Why nothing is heard, the first time; else empty."""
        if self.told or self.voice.can_speak:
            return ""
        from rsense.speech import NO_VOICE, VOICE_BROKEN

        self.told = True
        return VOICE_BROKEN if self.voice.was_there else NO_VOICE

    def line(
        self, cue: str, keys: Collection[str], read: Callable[[str], str | None]
    ) -> str | None:
        """The next line, while what waits is read aloud. An answer ends the reading."""
        words = cue.rstrip("> ")
        if " " in words and cue != GO_ON:
            self.hear(words)
        self.begin()
        while True:
            try:
                typed = self.key(cue, keys) if self.key and keys else read(cue)
            finally:
                self.voice.stop()
            if typed is None or typed.strip() != PAUSE:
                return typed


def answer_keys(prompt: Prompt) -> Collection[str]:
    """Answers that one key, or two digits, can stand for; none where a list is long."""
    match prompt:
        case Rate() if prompt.low >= 0 and prompt.high < MOST_KEYS:
            return tuple(map(str, range(prompt.low, prompt.high + 1)))
        case Pick() if prompt.at_most == 1 and len(prompt.options) < MOST_KEYS:
            keyed = tuple(option.key for option in prompt.options if option.key)
            numbers = map(str, range(1, len(prompt.options) + 1)) if prompt.numbered else ()
            return (*keyed, *numbers)
    return ()
