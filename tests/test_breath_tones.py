"""Soft tones: made by ourselves, played by whatever is there, silent where nothing is."""

from __future__ import annotations

import threading
import wave
from array import array
from pathlib import Path

import pytest

from rsense.breath_tones import LOUDEST, RATE, SECONDS, TONES, Tones, player, samples


def test_the_first_player_there_is_plays() -> None:
    found = {"aplay": "/usr/bin/aplay", "play": "/usr/bin/play"}.get
    assert player(found) == ("/usr/bin/aplay", "-q")
    assert player(lambda _: None) is None


@pytest.mark.parametrize("tone", TONES)
def test_a_tone_begins_and_ends_in_silence_and_is_never_loud(tone: str) -> None:
    heights = samples(*TONES[tone])  # type: ignore[index]
    assert (heights[0], abs(heights[-1]) < 20) == (0, True)
    assert 1000 < max(map(abs, heights)) <= 32767 * LOUDEST


def test_a_hold_is_quieter() -> None:
    assert max(samples(*TONES["hold"])) < 0.6 * max(samples(*TONES["in"]))


class Player:
    """A player that only remembers."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.files: list[Path] = []
        self.heights = array("h")
        self.mode = 0
        self.played = threading.Event()

    def __call__(self, command: list[str], **_: object) -> None:
        file = Path(command[-1])
        self.files.append(file)
        self.mode = file.parent.stat().st_mode & 0o777
        with wave.open(str(file)) as sound:
            self.heights.frombytes(sound.readframes(sound.getnframes()))
        self.played.set()
        if self.error:
            raise self.error


def test_the_tone_of_the_way_is_played_and_nobody_else_can_read_it() -> None:
    here = Player()
    Tones(["a-player"], here).play("out")
    assert here.played.wait(5)
    assert here.files[0].name == "out.wav"
    assert len(here.heights) == int(RATE * SECONDS)
    assert here.mode == 0o700


def test_a_player_that_fails_is_not_heard_of(capfd: pytest.CaptureFixture[str]) -> None:
    here, others = Player(OSError("no sound today")), set(threading.enumerate())
    Tones(["a-player"], here).play("in")
    assert here.played.wait(5)
    for thread in set(threading.enumerate()) - others:
        thread.join(5)
    assert capfd.readouterr() == ("", "")
