"""Words read aloud by a program of this machine, for closed eyes.

The words go to the program's standard input. In its arguments everybody on the machine could read
them, and a word with a dash could be an option.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import msgspec

NO_VOICE = (
    "There's no program here that reads aloud, so you'll see the words without hearing them. "
    "Installing espeak-ng, or speech-dispatcher, gives this machine a voice."
)
VOICE_BROKEN = (
    "The voice of this machine ended with an error, so you'll only see the words from here on."
)
ENDING_SECONDS = 1.0
"""How long a voice that was told to stop may take."""


class Speaker(msgspec.Struct, frozen=True):
    """A program that reads its standard input aloud."""

    name: str
    options: tuple[str, ...]
    language: str = ""
    """The option before a language; none where it speaks the machine's own alone."""
    cancel: tuple[str, ...] = ()
    """Options that silence it, where another process does the speaking."""


SPEAKERS: Sequence[Speaker] = (
    Speaker("spd-say", ("--pipe-mode", "--wait"), "--language", ("--cancel",)),
    Speaker("espeak-ng", ("--stdin",), "-v"),
    Speaker("espeak", ("--stdin",), "-v"),
    Speaker("say", ("-f", "-")),
)
_SPOKEN: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"(?<!\S):(?=[a-z])"), "colon "),
    # Signs that a program would act on: a command of spd-say, sounds of espeak-ng and say, a tag.
    (re.compile(r"!(?=-!)"), "! "),
    (re.compile(r"\[(?=\[)"), "[ "),
    (re.compile(r"<"), " "),
)
_DIGITS = re.compile(r"(?<!\d)(?!1000*\b)\d{3,}")
"""Parts of a telephone number; a hundred is only a number."""


def spoken(lines: Sequence[str]) -> str:
    """Lines as one line to be heard: each ends, and a telephone number is read digit by digit."""
    bare = (line.strip("[]()") for line in lines)
    words = " ".join(line if line.endswith((".", "?", "!", ":")) else f"{line}." for line in bare)
    for sign, instead in _SPOKEN:
        words = sign.sub(instead, words)
    return _DIGITS.sub(lambda number: " ".join(number[0]), words)


class Voice:
    """Reads aloud one text at a time; a new one ends the one before."""

    def __init__(
        self,
        language: str = "",
        found: Callable[[str], str | None] = shutil.which,
        start: Callable[..., Any] = subprocess.Popen,
    ) -> None:
        self._language = language
        self._start = start
        self._left = [(path, one) for one in SPEAKERS if (path := found(one.name))]
        """Programs that are here and have not failed, the best first."""
        self.was_there = bool(self._left)
        self._running: Any = None

    @property
    def can_speak(self) -> bool:
        """False where there is no voice, or each has failed."""
        if self._running and (self._running.poll() or 0) > 0:
            self._running = None
            self._left = self._left[1:]
        return bool(self._left)

    @property
    def is_speaking(self) -> bool:
        return self._running is not None and self._running.poll() is None

    def say(self, words: str) -> None:
        """Begin to read aloud and come back at once. Never fails."""
        self.stop()
        while words and self.can_speak:
            path, speaker = self._left[0]
            known = speaker.language and self._language
            language = (speaker.language, self._language) if known else ()
            try:
                self._running = self._process(path, *speaker.options, *language)
            except OSError:
                self._left = self._left[1:]
                continue
            with suppress(OSError):  # it ended already
                self._running.stdin.write(f" {words}\n".encode())
                self._running.stdin.close()
            return

    def stop(self) -> None:
        """Be silent now."""
        if not (self.is_speaking and self._left):
            return
        path, speaker = self._left[0]
        self._running.terminate()
        with suppress(subprocess.TimeoutExpired, OSError):
            if speaker.cancel:
                self._process(path, *speaker.cancel).wait(ENDING_SECONDS)
            self._running.wait(ENDING_SECONDS)
        if self.is_speaking:
            self._running.kill()
        self._running = None

    def _process(self, *command: str) -> Any:
        quiet = subprocess.DEVNULL
        return self._start(
            command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True
        )
