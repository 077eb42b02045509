"""Soft tones for a breath that is followed with closed eyes, where this machine has a player.

One tone for in, a lower one for out, a quieter one for a hold: made once, as small files that only
the person can read, in a folder that goes when the program does. Nothing here waits for a player
or complains of one: without sound a breath is what it was.
"""

from __future__ import annotations

import math
import shutil
import subprocess
import tempfile
import threading
import wave
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from rsense.core.prompts import Way

PLAYERS: Sequence[tuple[str, ...]] = (
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
    ("afplay",),
    ("play", "-q"),
)
RATE = 16_000
SECONDS = 1.4
RISE = 0.25
"""Seconds until a tone is there; it fades for all the rest."""
LONGEST = 10.0
"""Seconds until a player that does not end is ended."""
LOUDEST = 0.22
TONES: dict[Way, tuple[float, float]] = {
    "in": (261.6, 1.0),
    "out": (196.0, 1.0),
    "hold": (220.0, 0.45),
}
"""Hertz (middle C, the G and the A below it), and how loud beside the others."""


def player(found: Callable[[str], str | None] = shutil.which) -> tuple[str, ...] | None:
    """The command that plays a file here, the file left out; None where there is none."""
    return next(((path, *rest) for name, *rest in PLAYERS if (path := found(name))), None)


def samples(hertz: float, loud: float) -> array[int]:
    """A sine with a little of its octave, which rises gently and fades."""
    count = int(RATE * SECONDS)
    heights = array("h")
    for n in range(count):
        at = n / RATE
        rising = 0.5 - 0.5 * math.cos(math.pi * min(at / RISE, 1.0))
        fading = 0.5 + 0.5 * math.cos(math.pi * max((at - RISE) / (SECONDS - RISE), 0.0))
        swing = math.sin(2 * math.pi * hertz * at) + 0.12 * math.sin(4 * math.pi * hertz * at)
        heights.append(int(32767 * LOUDEST * loud * rising * fading * swing / 1.12))
    return heights


class Tones:
    """Plays them, each beside whatever else goes on."""

    def __init__(
        self, command: Sequence[str] | None = None, run: Callable[..., object] = subprocess.run
    ) -> None:
        self._command = tuple(command) if command is not None else player()
        self._run = run
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._made = threading.Lock()

    def play(self, tone: Way) -> None:
        """Begin a tone and come back at once. Never fails."""
        if self._command is not None:
            threading.Thread(target=self._play, args=(tone,), daemon=True).start()

    def prepare(self) -> None:
        """Make the files, beside whatever else goes on: then the first tone is not late."""
        if self._command is not None:
            threading.Thread(target=self._files, daemon=True).start()

    def _play(self, tone: Way) -> None:
        with suppress(OSError, subprocess.SubprocessError):
            if (folder := self._files()) and self._command:
                quiet = subprocess.DEVNULL
                file = str(Path(folder) / f"{tone}.wav")
                self._run(
                    [*self._command, file],
                    stdin=quiet,
                    stdout=quiet,
                    stderr=quiet,
                    start_new_session=True,
                    timeout=LONGEST,
                    check=False,
                )

    def _files(self) -> str:
        """The folder with the tones in it; empty where none could be made."""
        with self._made:
            if self._folder is None:
                with suppress(OSError):
                    folder = tempfile.TemporaryDirectory(prefix="rsense-")
                    for tone, (hertz, loud) in TONES.items():
                        with wave.open(f"{folder.name}/{tone}.wav", "wb") as file:
                            file.setnchannels(1)
                            file.setsampwidth(2)
                            file.setframerate(RATE)
                            file.writeframes(samples(hertz, loud).tobytes())
                    self._folder = folder
            return self._folder.name if self._folder else ""
