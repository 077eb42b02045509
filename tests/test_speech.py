"""A voice: whichever program is there, with the words on its standard input and nowhere else."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from rsense.speech import SPEAKERS, Voice, spoken
from tests.tui.terminal import rsense

WORDS = "--help $(touch PWNED) ; !-! QUIT [[rate 900]] <audio src='x'/>"


class Pipe(io.BytesIO):
    """Keeps what was written after it is closed."""

    def close(self) -> None:
        self.whole = self.getvalue()
        super().close()


class Process:
    """A program that speaks until it is told to stop, or fails at once."""

    def __init__(self, command: Sequence[str], code: int | None = None) -> None:
        self.command, self.code = [*command], code
        self.stdin = Pipe()

    def poll(self) -> int | None:
        return self.code

    def terminate(self) -> None:
        self.code = -15

    kill = terminate

    def wait(self, _: float) -> int:
        return self.code or 0


class Machine:
    """A machine on which these programs are installed."""

    def __init__(self, *names: str, failing: Sequence[str] = ()) -> None:
        self.names, self.failing = names, failing
        self.started: list[Process] = []

    def found(self, name: str) -> str | None:
        return f"/bin/{name}" if name in self.names else None

    def start(self, command: Sequence[str], **_: object) -> Process:
        failed = 1 if Path(command[0]).name in self.failing else None
        self.started.append(Process(command, failed))
        return self.started[-1]

    def voice(self, language: str = "") -> Voice:
        return Voice(language, self.found, self.start)


def test_words_stand_on_standard_input_of_every_program_and_never_in_its_arguments() -> None:
    for speaker in SPEAKERS:
        here = Machine(speaker.name)
        here.voice().say(spoken([WORDS]))
        (process,) = here.started
        assert process.command == [f"/bin/{speaker.name}", *speaker.options]
        assert b"--help $(touch PWNED)" in process.stdin.whole, speaker.name
        # A line cannot be an order: of spd-say (!-!), espeak-ng and say ([[), or a tag.
        assert not any(sign in process.stdin.whole for sign in (b"!-!", b"[[", b"<"))
        assert (process.stdin.whole[:1], process.stdin.whole.count(b"\n")) == (b" ", 1)


def test_a_language_follows_its_option_where_the_program_has_one() -> None:
    for program, options in (("espeak-ng", ["--stdin", "-v", "de"]), ("say", ["-f", "-"])):
        here = Machine(program)
        here.voice("de").say("Hallo.")
        assert here.started[0].command == [f"/bin/{program}", *options]


def test_the_next_program_speaks_where_one_fails() -> None:
    here = Machine("spd-say", "espeak-ng", failing=["spd-say"])
    voice = here.voice()
    voice.say("One.")
    voice.say("Two.")
    assert [Path(one.command[0]).name for one in here.started] == ["spd-say", "espeak-ng"]
    assert voice.can_speak


def test_a_voice_that_fails_alone_is_none() -> None:
    here = Machine("espeak-ng", failing=["espeak-ng"])
    voice = here.voice()
    voice.say("One.")
    assert (voice.can_speak, voice.was_there) == (False, True)


def test_stop_ends_the_program_and_what_speaks_behind_it() -> None:
    here = Machine("spd-say")
    voice = here.voice()
    voice.say("A long sentence.")
    voice.stop()
    assert [one.command[1:] for one in here.started] == [["--pipe-mode", "--wait"], ["--cancel"]]
    assert here.started[0].code == -15
    assert not voice.is_speaking


def test_numbers_to_call_are_read_digit_by_digit() -> None:
    assert spoken(["Call 0800 111 0 111, or 112"]) == "Call 0 8 0 0 1 1 1 0 1 1 1, or 1 1 2."
    assert spoken(["from 0 to 100"]) == "from 0 to 100."


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
def test_espeak_ng_speaks_what_it_is_handed(tmp_path: Path) -> None:
    wave = tmp_path / "said.wav"

    def start(command: Sequence[str], **options: object) -> object:
        return subprocess.Popen([*command, "-w", str(wave)], **options)  # type: ignore[call-overload]

    for language in ("", "de"):
        voice = Voice(language, lambda name: shutil.which(name) if "ng" in name else None, start)
        voice.say(spoken(["You stopped, and took a minute.", WORDS]))
        while voice.is_speaking:
            time.sleep(0.02)
        assert voice.can_speak
        assert wave.stat().st_size > 20_000
        wave.unlink()


@pytest.mark.slow
def test_one_key_answers_and_every_way_out_silences(tmp_path: Path) -> None:
    programs, log = tmp_path / "bin", tmp_path / "said"
    programs.mkdir()
    fake = programs / "espeak-ng"
    fake.write_text(f"#!/bin/sh\necho $$ >> {log}.pid\ncat >> {log}\nexec sleep 60\n")
    fake.chmod(0o755)
    path = f"{programs}:/usr/bin:/bin"
    with rsense(tmp_path, "run", "mindful-pause", "--speak", PATH=path) as terminal:
        terminal.until("number>")
        terminal.child.send("1")
        terminal.child.send("0")
        terminal.until("What would you like to rest")  # 10: the 1 waited for it
        terminal.child.send("2\r")  # the Enter is a habit, and begins no minute
        terminal.until("Enter begins>")
        terminal.listen(0.6)
        assert "begin, 60 seconds" not in terminal.screen
        terminal.type("\r")
        terminal.until("begin, 60 seconds")
        terminal.type("\r")
        terminal.until("Which word is closest")
        terminal.child.send("hollow\r")  # a letter begins a line
        terminal.until("what do you feel like doing")
        terminal.child.send("\x03")
        terminal.ended()
    assert terminal.settings_changed == set()
    with rsense(tmp_path, "run", "mindful-pause", "--new", "--speak", PATH=path) as terminal:
        terminal.until("number>")
        terminal.child.send("9")
        terminal.until("What would you like to rest")
        terminal.child.send("\x04")
        terminal.until("goes on from here")
        terminal.until("in danger")  # a 9 was given
        terminal.type("\r")  # ends the reading aloud
        terminal.ended()
    assert terminal.settings_changed == set()
    assert "How strong is the feeling right now?" in log.read_text()
    for started in Path(f"{log}.pid").read_text().split():
        with pytest.raises(ProcessLookupError):
            os.kill(int(started), signal.SIG_DFL)
